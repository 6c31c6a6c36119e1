package dev.wipeit.wipe;

import dev.wipeit.media.BufferPool;

/**
 * What a run works with.
 *
 * @param workers the threads that do its I/O at the same time, 1 or more
 * @param pool where their buffers come from
 */
public record Means(int workers, BufferPool pool) {

  /**
   * While one worker makes the next bytes, the requests of the others keep the device busy, also
   * where a checkpoint or Java's compiler has the processor for a moment: measured.
   */
  private static final int USUAL_WORKERS = 4;

  public Means {
    if (workers < 1) {
      throw new IllegalArgumentException("not a number of workers: " + workers);
    }
  }

  /** Those of a run that is alone. */
  public static Means alone() {
    return new Means(USUAL_WORKERS, new BufferPool());
  }

  /**
   * Those of each of several runs that share the processors: where there are as many runs as
   * processors, these have enough to do with one worker each, and a second one costs memory only.
   *
   * @param runs how many go on at the same time
   */
  public static Means shared(int runs, int processors, BufferPool pool) {
    return new Means(runs > 1 && runs >= processors ? 1 : USUAL_WORKERS, pool);
  }
}
