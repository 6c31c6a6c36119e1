package dev.wipeit.sys;

/** Flags of open(2), from asm-generic/fcntl.h; where ARM differs, asm/fcntl.h of arm64. */
public final class Open {

  public static final int READ_ONLY = 0;
  public static final int READ_WRITE = 02;
  public static final int EXCLUSIVE = 0200;
  public static final int NONBLOCK = 04000;
  public static final int NOFOLLOW = isArm() ? 0100000 : 0400000;
  public static final int CLOSE_ON_EXEC = 02000000;

  /** O_DIRECT: 040000, and 0200000 on arm64. */
  public static final int DIRECT = isArm() ? 0200000 : 040000;

  private Open() {}

  private static boolean isArm() {
    return System.getProperty("os.arch", "").equals("aarch64");
  }
}
