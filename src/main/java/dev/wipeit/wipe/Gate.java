package dev.wipeit.wipe;

import java.util.function.LongSupplier;

/**
 * What every request of a run passes: closed, none begins until it is opened again. For all threads
 * of the run.
 */
final class Gate {

  /** How often a waiting thread looks again, in milliseconds. */
  private static final long LOOK_MILLIS = 100;

  private final StopRequest stop;
  private final LongSupplier nanoTime;
  private long closedNanos;
  private long closedSince;
  private boolean closed;

  /**
   * @param stop lets everybody through, so that the requests in hand are finished
   */
  Gate(StopRequest stop, LongSupplier nanoTime) {
    this.stop = stop;
    this.nanoTime = nanoTime;
  }

  /** Returns when the gate is open, or a stop was requested. */
  synchronized void pass() {
    while (closed && !stop.isRequested()) {
      try {
        wait(LOOK_MILLIS);
      } catch (InterruptedException e) {
        // Nothing in this program interrupts a thread; see docs/architecture.md.
        throw new IllegalStateException(e);
      }
    }
  }

  synchronized void close() {
    if (!closed) {
      closed = true;
      closedSince = nanoTime.getAsLong();
    }
  }

  synchronized void open() {
    if (closed) {
      closedNanos += nanoTime.getAsLong() - closedSince;
      closed = false;
      notifyAll();
    }
  }

  /** How long it was closed in all, in nanoseconds. */
  synchronized long closedNanos() {
    return closedNanos + (closed ? nanoTime.getAsLong() - closedSince : 0);
  }

  /** A clock that stands still while the gate is closed, in nanoseconds. */
  synchronized long workedNanos() {
    return (closed ? closedSince : nanoTime.getAsLong()) - closedNanos;
  }
}
