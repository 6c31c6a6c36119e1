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
  static String[] translate(String[] args, Set<String> commands) {
    if (args.length == 0 || commands.contains(args[0]) || OF_THE_ROOT.contains(args[0])) {
      return args;
    }
    List<String> rest = new ArrayList<>(Arrays.asList(args));
    // As with the predecessor, --list wins over everything else.
    if (rest.contains("--list")) {
      return new String[] {"list"};
    }
    String command = rest.remove("--resume") ? "resume" : "wipe";
    rest.add(0, command);
    return rest.toArray(new String[0]);
  }
}
