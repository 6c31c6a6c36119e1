package dev.wipeit.sys;

/** Priorities of I/O, linux/ioprio.h and ioprio_set(2). The C library has no word for the call. */
public final class IoPriority {

  /** {@code IOPRIO_WHO_PROCESS}: with 0 as its argument, the calling thread. */
  static final int WHO_PROCESS = 1;

  /** {@code IOPRIO_CLASS_IDLE << IOPRIO_CLASS_SHIFT}: served when nobody else uses the disk. */
  public static final int IDLE = 3 << 13;

  private IoPriority() {}
}
