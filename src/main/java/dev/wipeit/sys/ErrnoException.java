package dev.wipeit.sys;

import java.io.IOException;

/** A system call that failed, with its errno. */
public final class ErrnoException extends IOException {

  private final String call;
  private final Errno errno;

  public ErrnoException(String call, Errno errno) {
    super(call + ": " + errno);
    this.call = call;
    this.errno = errno;
  }

  /** The call as it was made, such as {@code open /dev/sdb}. */
  public String call() {
    return call;
  }

  public Errno errno() {
    return errno;
  }
}
