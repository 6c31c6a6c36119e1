package dev.wipeit.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The command lines that name no command: those of the predecessor, and {@code wipeit DEVICE...}
 * for {@code wipeit wipe DEVICE...}.
 */
final class Arguments {

  private static final Set<String> OF_THE_ROOT = Set.of("-h", "--help", "-v", "-V", "--version");

  private Arguments() {}

  /**
   * The command line with its command spelled out.
   *
   * @param commands the names of all commands
   */
  static String[] translate(String[] given, Set<String> commands) {
    String[] args = Arrays.stream(given).map(Arguments::today).toArray(String[]::new);
    if (args.length == 0 || commands.contains(args[0]) || OF_THE_ROOT.contains(args[0])) {
      return args;
    }
    List<String> rest = new ArrayList<>(Arrays.asList(args));
    List<String> state = stateDirectory(rest);
    // As with the predecessor, --list wins over everything else.
    if (rest.contains("--list")) {
      state.add(0, "list");
      return state.toArray(new String[0]);
    }
    if (state.equals(rest)) {
      return args;
    }
    String command = rest.remove("--resume") ? "resume" : "wipe";
    rest.add(0, command);
    return rest.toArray(new String[0]);
  }

  /** An option as it is called today. */
  private static String today(String argument) {
    return argument.replaceFirst("^--force-buffer-size(?==|$)", "--buffer-size");
  }

  /** The option of the state directory with its value: the only one that every command has. */
  private static List<String> stateDirectory(List<String> args) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      if (args.get(i).startsWith("--state-dir=")) {
        found.add(args.get(i));
      } else if (args.get(i).equals("--state-dir") && i + 1 < args.size()) {
        found.addAll(args.subList(i, i + 2));
        i++;
      }
    }
    return found;
  }
}
