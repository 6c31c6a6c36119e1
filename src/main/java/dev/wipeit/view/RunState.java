package dev.wipeit.view;

import java.util.Locale;

/** What a run is at. */
public enum RunState {
  /** A process works on it. */
  RUNNING(false, true),
  /** A process works on it, but the device does not answer or is far too slow. */
  STALLED(true, true),
  /** A process waits for the device to cool. */
  PAUSED(true, true),
  /** Nobody works on it; it can be gone on with. */
  INTERRUPTED(true, false),
  /** Wiped, and verified as asked. */
  WIPED(false, false),
  /** What was read back is not what was written. */
  DIFFERS(true, false),
  /** Over, and nothing tells how. */
  OVER(false, false),
  /** Its checkpoint cannot be used. */
  UNUSABLE(true, false);

  private final boolean problem;
  private final boolean going;

  RunState(boolean problem, boolean going) {
    this.problem = problem;
    this.going = going;
  }

  /** Whether somebody should look. */
  public boolean isProblem() {
    return problem;
  }

  /** Whether a process works on it. */
  public boolean isGoing() {
    return going;
  }

  /** Whether there is nothing left to do. */
  public boolean isOver() {
    return this == WIPED || this == DIFFERS || this == OVER;
  }

  /** In lower case, as it is written in JSON. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
