package dev.wipeit.wipe;

import dev.wipeit.units.ByteRange;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one owner of the position in a phase: hands out requests in ascending order, knows up to
 * where all of them are done, when a checkpoint falls due, and how far the work may run ahead of
 * the last one. For all threads of the phase.
 *
 * <p>Positions are those of the {@link Extents}. A checkpoint falls due whenever a full interval is
 * done, or a second has passed since the last one. The work never gets more than {@value #AHEAD}
 * intervals ahead of the last checkpoint.
 */
final class Progression {

  private static final int AHEAD = 4;

  /** A multiple of every logical sector, so that every saved position can be gone on at. */
  private static final int UNIT = 4096;

  private static final long DUE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How often a waiting thread looks again, whether it was woken or not. */
  private static final long LOOK_MILLIS = 100;

  private static final long NOTHING = Long.MAX_VALUE;

  private final Extents extents;
  private final ChunkSizer sizer;
  private final long requestBytes;
  private final long interval;
  private final long bytesPerSecond;

  /** Where and when the count of the rate began. */
  private long rateBegin;

  private long rateNanos;
  private final StopRequest stop;
  private final LongSupplier nanoTime;

  /** The begin of the request that each worker has in hand, or {@link #NOTHING}. */
  private final long[] inHand;

  private long cursor;
  private long chunkBegin;
  private long chunkEnd;
  private long chunkNanos;
  private long saved;
  private long savedNanos;

  /** Whether the thread that saves was woken for the checkpoint that is due. */
  private boolean isDueTold;

  private int working;
  private @Nullable IOException failure;

  /**
   * @param begin the position to begin at
   * @param saved the position that the last checkpoint claims; it may lie ahead of {@code begin}
   * @param requestBytes the longest request, at most {@value #AHEAD} intervals
   * @param pace bytes between checkpoints, and the most per second
   */
  Progression(
      Extents extents,
      long begin,
      long saved,
      ChunkSizer sizer,
      long requestBytes,
      Pace pace,
      int workers,
      StopRequest stop,
      LongSupplier nanoTime) {
    this.extents = extents;
    this.cursor = begin;
    this.chunkBegin = begin;
    this.chunkEnd = begin;
    this.saved = saved;
    this.sizer = sizer;
    this.requestBytes = requestBytes;
    this.interval = pace.checkpointBytes() / UNIT * UNIT;
    this.bytesPerSecond = pace.bytesPerSecond();
    this.rateBegin = begin;
    this.stop = stop;
    this.nanoTime = nanoTime;
    this.working = workers;
    this.inHand = new long[workers];
    this.savedNanos = nanoTime.getAsLong();
    this.chunkNanos = savedNanos;
    this.rateNanos = savedNanos;
    Arrays.fill(inHand, NOTHING);
  }

  /**
   * The next request for a worker, whose last one is done by that. Waits while the work is too far
   * ahead of the checkpoints.
   *
   * @return the range of the device, or null when the worker should end: all is handed out, a stop
   *     was requested, or another worker failed
   */
  synchronized @Nullable ByteRange next(int worker) {
    inHand[worker] = NOTHING;
    if (!isDueTold && done() >= saved + interval) {
      // Once: each call wakes every thread that waits for anything here.
      isDueTold = true;
      notifyAll();
    }
    while (cursor < extents.total() && mayGoOn()) {
      long early = millisTooEarly();
      if (early == 0 && cursor + requestBytes <= saved + AHEAD * interval) {
        return handOut(worker);
      }
      await(early == 0 ? LOOK_MILLIS : Math.min(early, LOOK_MILLIS));
    }
    return null;
  }

  /** How long the limit of the rate asks to wait, in milliseconds. */
  private long millisTooEarly() {
    if (bytesPerSecond == Long.MAX_VALUE) {
      return 0;
    }
    long now = nanoTime.getAsLong();
    double dueNanos = (cursor - rateBegin) * 1e9 / bytesPerSecond;
    double early = dueNanos - (now - rateNanos);
    if (early < -DUE_NANOS) {
      // What a stall has cost is not caught up with.
      rateBegin = cursor;
      rateNanos = now;
    }
    return early <= 0 ? 0 : 1 + (long) (early / 1e6);
  }

  private ByteRange handOut(int worker) {
    if (cursor == chunkEnd) {
      beginChunk();
    }
    ByteRange request = extents.at(cursor, Math.min(requestBytes, chunkEnd - cursor));
    inHand[worker] = cursor;
    cursor += request.length();
    return request;
  }

  private void beginChunk() {
    long now = nanoTime.getAsLong();
    long bytes = chunkEnd - chunkBegin;
    if (bytes > 0) {
      sizer.sample(bytes / 1048576.0 / Math.max(1, now - chunkNanos) * 1e9);
    }
    chunkNanos = now;
    chunkBegin = cursor;
    chunkEnd = cursor + sizer.next(cursor);
  }

  /** The first failure of any worker ends the phase. */
  synchronized void fail(IOException e) {
    if (failure == null) {
      failure = e;
    } else if (failure != e) {
      failure.addSuppressed(e);
    }
    notifyAll();
  }

  /** Every worker calls this as the last thing it does; its request in hand counts as not done. */
  synchronized void ended() {
    working--;
    notifyAll();
  }

  synchronized @Nullable IOException failure() {
    return failure;
  }

  /** Up to where everything is done. */
  synchronized long done() {
    long done = cursor;
    for (long begin : inHand) {
      done = Math.min(done, begin);
    }
    return done;
  }

  /** The size of the current chunk in bytes. */
  synchronized long chunkBytes() {
    return chunkEnd - chunkBegin;
  }

  /** Whether workers are still at it; waits for their end, but not longer than a while. */
  synchronized boolean isWorking(long waitMillis) {
    long begin = nanoTime.getAsLong();
    long left = waitMillis;
    while (working > 0 && left > 0) {
      await(left);
      left = waitMillis - TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - begin);
    }
    return working > 0;
  }

  /** Waits until every worker has ended. */
  synchronized void awaitEnd() {
    while (working > 0) {
      await(LOOK_MILLIS);
    }
  }

  /**
   * Waits until a checkpoint falls due; those of a pass that has just been done all fall due, one
   * after another.
   *
   * @return the position that it should claim, or -1 when the workers have ended
   */
  synchronized long awaitDue() {
    while ((working > 0 || done() > saved + interval) && mayGoOn()) {
      long done = done();
      boolean secondIsOver = nanoTime.getAsLong() - savedNanos >= DUE_NANOS;
      if (done >= saved + interval || (secondIsOver && done > saved)) {
        return Math.min(done, saved + interval);
      }
      await(LOOK_MILLIS);
    }
    return -1;
  }

  /** A checkpoint that claims the position is on stable storage, or has been given up. */
  synchronized void saved(long position) {
    saved = position;
    savedNanos = nanoTime.getAsLong();
    isDueTold = false;
    notifyAll();
  }

  private boolean mayGoOn() {
    return failure == null && !stop.isRequested();
  }

  /** Every caller looks at its condition again, and comes back if that still does not hold. */
  @SuppressWarnings("WaitNotInLoop")
  private void await(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      // Nothing in this program interrupts a thread; see docs/architecture.md.
      throw new IllegalStateException(e);
    }
  }
}
