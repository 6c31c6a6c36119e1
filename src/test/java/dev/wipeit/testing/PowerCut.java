package dev.wipeit.testing;

import java.util.Random;

/**
 * Counts the steps that a run takes in the outside world, and takes the power away at one of them;
 * from there on nothing happens any more. For all threads.
 */
public final class PowerCut {

  private final Random random;
  private long stepsLeft;
  private boolean cut;

  private PowerCut(long stepsLeft, long seed) {
    this.stepsLeft = stepsLeft;
    this.random = new Random(seed);
  }

  public static PowerCut never() {
    return new PowerCut(Long.MAX_VALUE, 0);
  }

  /** At the step after so many. */
  public static PowerCut after(long steps, long seed) {
    return new PowerCut(steps, seed);
  }

  /** What a step may still do. */
  public enum Step {
    /** All of it. */
    DONE,
    /** The power goes: all of it, a part of it, or nothing; the caller draws. */
    TORN,
    /** Nothing; the power is off. */
    OFF
  }

  /** Takes one step. */
  public synchronized Step step() {
    if (cut) {
      return Step.OFF;
    }
    cut = stepsLeft-- == 0;
    return cut ? Step.TORN : Step.DONE;
  }

  public synchronized boolean isCut() {
    return cut;
  }

  /** For what a torn step draws. */
  public Random random() {
    return random;
  }
}
