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
    List<String> general = general(rest);
    // As with the predecessor, --list wins over everything else.
    if (rest.contains("--list")) {
      general.add(0, "list");
      return general.toArray(new String[0]);
    }
    if (general.equals(rest)) {
      return args;
    }
    int first = firstBehind(rest);
    if (first < rest.size() && commands.contains(rest.get(first))) {
      rest.add(0, rest.remove(first));
      return rest.toArray(new String[0]);
    }
    String command = rest.remove("--resume") ? "resume" : "wipe";
    rest.add(0, command);
    return rest.toArray(new String[0]);
  }

  /** An option as it is called today. */
  private static String today(String argument) {
    return argument.replaceFirst("^--force-buffer-size(?==|$)", "--buffer-size");
  }

  /** Where the first argument behind the options that every command has would be. */
  private static int firstBehind(List<String> args) {
    int i = 0;
    while (i < args.size() && isGeneral(args.get(i))) {
      i += args.get(i).contains("=") ? 1 : 2;
    }
    return i;
  }

  /** The options that every command has, with their values. */
  private static List<String> general(List<String> args) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      if (isGeneral(args.get(i))) {
        boolean isWhole = args.get(i).contains("=");
        int end = Math.min(args.size(), i + (isWhole ? 1 : 2));
        found.addAll(args.subList(i, end));
        i = end - 1;
      }
    }
    return found;
  }

  private static boolean isGeneral(String argument) {
    return argument.matches("(?s)--(state-dir|config)(=.*)?");
  }
}
