package dev.wipeit.sys;

import java.util.Locale;

/** System calls that the C library has no word for, by their numbers. */
enum SystemCall {
  IOPRIO_SET(251, 30),
  SCHED_SETATTR(314, 274),
  SCHED_GETATTR(315, 275);

  private final int amd64;
  private final int generic;

  /**
   * @param amd64 in asm/unistd_64.h of x86-64
   * @param generic in asm-generic/unistd.h, for the others
   */
  SystemCall(int amd64, int generic) {
    this.amd64 = amd64;
    this.generic = generic;
  }

  /** As in section 2 of the manual. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The number of the call.
   *
   * @param architecture as JNA calls it
   * @throws ErrnoException (ENOSYS) where it is not known
   */
  int number(String architecture) throws ErrnoException {
    return switch (architecture) {
      case "x86-64" -> amd64;
      case "aarch64", "riscv64" -> generic;
      default -> throw new ErrnoException(title(), Errno.ENOSYS);
    };
  }
}
