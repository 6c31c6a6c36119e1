package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;

/** The steps of five percent of the whole run, each told once, and never one that lies behind. */
final class Milestones {

  private static final int STEP = 5;

  private int last;

  /** Starts at the step that a run has reached: one that goes on at 47 % tells 50 % next. */
  Milestones(Checkpoint begin) {
    this.last = step(begin);
  }

  /** Whether a step was crossed since the last time; several at once count as one. */
  boolean isCrossed(Checkpoint state) {
    int reached = step(state);
    boolean crossed = reached > last;
    last = Math.max(last, reached);
    return crossed;
  }

  private static int step(Checkpoint state) {
    int steps = (int) (state.percent() / STEP);
    return steps * STEP;
  }
}
