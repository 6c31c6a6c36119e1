package dev.wipeit.cli;

import java.util.List;

/** Ends a command with an exit code and lines for the operator. */
final class CommandException extends Exception {

  private final ExitCode code;
  private final List<String> lines;

  CommandException(ExitCode code, String... lines) {
    super(String.join("; ", lines));
    this.code = code;
    this.lines = List.of(lines);
  }

  ExitCode code() {
    return code;
  }

  /** What failed first, then what is safe and what to do; each one line. */
  List<String> lines() {
    return lines;
  }
}
