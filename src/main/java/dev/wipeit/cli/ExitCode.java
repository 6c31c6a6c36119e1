package dev.wipeit.cli;

import java.util.Collection;
import java.util.List;

/** The exit codes; docs/exit-codes.md tells scripts what each means. */
enum ExitCode {
  OK(0),
  ERROR(1),
  USAGE(2),
  REFUSED(3),
  UNWRITABLE(4),
  DIFFERS(5),
  GONE(6),
  NOTHING_TO_RESUME(7),
  UNSUPPORTED(8),
  UNSAVED(9),
  STOPPED_BY_HUP(129),
  STOPPED_BY_INT(130),
  STOPPED_BY_TERM(143);

  /** The worst first; several devices end with the worst of their codes. */
  private static final List<ExitCode> SEVERITY =
      List.of(
          ERROR,
          DIFFERS,
          GONE,
          UNSAVED,
          UNWRITABLE,
          STOPPED_BY_HUP,
          STOPPED_BY_INT,
          STOPPED_BY_TERM,
          UNSUPPORTED,
          NOTHING_TO_RESUME,
          REFUSED,
          USAGE,
          OK);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** The worst of several; OK for none. */
  static ExitCode worst(Collection<ExitCode> codes) {
    return SEVERITY.stream().filter(codes::contains).findFirst().orElse(OK);
  }
}
