package dev.wipeit.wipe;

import java.io.IOException;

/** What Java says where the system gives it no more memory or threads, for the operator. */
public final class Exhaustion {

  private Exhaustion() {}

  public static IOException of(OutOfMemoryError e) {
    return new IOException(
        "the system gives this process no more memory or threads (ulimit -a, cgroup; --jobs N"
            + " works on fewer devices at once): "
            + e.getMessage(),
        e);
  }
}
