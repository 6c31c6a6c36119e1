package dev.wipeit.sys;

/**
 * How long a thread may keep a processor before another one that waits gets it: sched_setattr(2)
 * and linux/sched/types.h. The C library has no word for the calls.
 */
public final class TimeSlice {

  /**
   * The shortest one that the kernel gives, in nanoseconds: clamped to 0.1 to 100 ms,
   * kernel/sched/syscalls.c, since Linux 6.12.
   */
  public static final long SHORTEST_NANOS = 100_000;

  /**
   * {@code SCHED_NORMAL} (SCHED_OTHER) and {@code SCHED_BATCH} of linux/sched.h: those that share
   * fairly.
   */
  static final int POLICY_OTHER = 0;

  static final int POLICY_BATCH = 3;

  /** {@code SCHED_ATTR_SIZE_VER0} and offsets in struct sched_attr. */
  static final int SIZE = 48;

  static final int POLICY = 4;
  static final int RUNTIME = 24;

  private TimeSlice() {}
}
