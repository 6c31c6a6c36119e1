package dev.wipeit.checkpoint;

import java.io.IOException;
import java.util.OptionalLong;

/** Another process, or another part of this one, works on the device. */
public final class LockedException extends IOException {

  private final long pid;

  LockedException(String key, OptionalLong holder) {
    super(message(key, holder));
    this.pid = holder.orElse(0);
  }

  private static String message(String key, OptionalLong holder) {
    String who = holder.isPresent() ? "process " + holder.getAsLong() : "another process";
    return key + " is already being worked on by " + who + ": wait for it, or stop it first";
  }

  /** The process id of the one that holds the lock, or empty where the kernel does not tell. */
  public OptionalLong pid() {
    return pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid);
  }
}
