package dev.wipeit.checkpoint;

import java.util.Locale;

/** What a run is doing with the current pass. */
public enum Phase {
  WRITE,
  VERIFY;

  /** As it is written in the checkpoint. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
