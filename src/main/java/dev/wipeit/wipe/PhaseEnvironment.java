package dev.wipeit.wipe;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What every phase of a run shares.
 *
 * @param pace how fast it may go, and how often it is saved
 * @param tolerance how much the device may refuse
 * @param stop asks the phase to end early
 * @param listener is told everything
 * @param nanoTime a clock that never goes back, in nanoseconds
 * @param workedNanos one that stands still while the run is paused
 * @param buffers the memory of the workers
 */
record PhaseEnvironment(
    Pace pace,
    Tolerance tolerance,
    StopRequest stop,
    Consumer<WipeEvent> listener,
    LongSupplier nanoTime,
    LongSupplier workedNanos,
    Buffers buffers) {

  /** How many threads write, or read back, at the same time. */
  int workers() {
    return pace.means().workers();
  }
}
