package dev.wipeit.journal;

import dev.wipeit.journal.LineText.Moment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written, from many threads to one. Handing in never waits for anything.
 *
 * <p>It is bounded: when it is half full, progress is turned away; when it is full, everything is
 * but the end of a journal, and it is counted. Only a disk that hangs for long fills it: a run
 * tells a few things in a second, and its checkpoints, which it does not get ahead of, are on the
 * same disk.
 */
final class Inbox {

  /** With a kilobyte for each, a few megabytes. */
  static final int CAPACITY = 8192;

  private final LongSupplier nanoTime;
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private long handedIn;
  private long taken;
  private long durable;
  private long flushUpTo;
  private boolean closed;

  Inbox(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Something to be written.
   *
   * @param run whose journal it is for
   * @param moment when it happened
   * @param content what happened, made into JSON by who writes; or null for the end of the journal
   */
  record Entry(RunFile run, Moment moment, @Nullable Supplier<EventJson> content) {}

  /**
   * Hands something in.
   *
   * @param thin whether it may be left out where much waits
   * @return the number by which it can be waited for, or -1 where it was turned away, or 0 where
   *     nothing is written any more
   */
  synchronized long put(Entry entry, boolean thin) {
    if (closed) {
      return 0;
    }
    boolean isEnd = entry.content() == null;
    if (!isEnd && entries.size() >= (thin ? CAPACITY / 2 : CAPACITY)) {
      entry.run().turnedAway(thin ? 0 : 1);
      return -1;
    }
    long missing = entry.run().takeTurnedAway();
    if (missing > 0) {
      // Counted when it is there: adding may fail where there is no memory.
      entries.add(new Entry(entry.run(), entry.moment(), () -> EventJson.lost(missing)));
      handedIn++;
    }
    entries.add(entry);
    handedIn++;
    notifyAll();
    return handedIn;
  }

  /**
   * All that was handed in; waits for it.
   *
   * @param nanos at most so long, or less than 0 for without end
   */
  synchronized List<Entry> take(long nanos) {
    long end = nanoTime.getAsLong() + nanos;
    while (entries.isEmpty() && !isFlushAsked()) {
      long left = end - nanoTime.getAsLong();
      if (nanos >= 0 && left <= 0) {
        break;
      }
      await(nanos < 0 ? 0 : left);
    }
    List<Entry> all = new ArrayList<>(entries);
    entries.clear();
    taken += all.size();
    return all;
  }

  /** Whether somebody waits for what was handed in to be durable. */
  synchronized boolean isFlushAsked() {
    return closed || flushUpTo > durable;
  }

  /** Whether nothing that was handed in waits to be durable. */
  synchronized boolean isSettled() {
    return durable >= handedIn;
  }

  synchronized boolean isClosed() {
    return closed && entries.isEmpty();
  }

  /** Nothing is handed in any more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Nothing is written any more: what waits is let go of, and so is whoever waits for it. */
  synchronized void abandon() {
    closed = true;
    entries.clear();
    taken = handedIn;
    settled();
  }

  /** All that was taken is durable, or never will be. */
  synchronized void settled() {
    durable = taken;
    notifyAll();
  }

  /**
   * Asks for all that was handed in to be made durable, and waits for that.
   *
   * @return whether it was settled within that time
   */
  boolean flush(long nanos) {
    long all;
    synchronized (this) {
      all = handedIn;
      flushUpTo = all;
      notifyAll();
    }
    return awaitSettled(all, nanos);
  }

  /**
   * Waits for what was handed in under a number to be settled.
   *
   * @return whether it was within that time
   */
  synchronized boolean awaitSettled(long number, long nanos) {
    long end = nanoTime.getAsLong() + nanos;
    while (durable < number) {
      long left = end - nanoTime.getAsLong();
      if (left <= 0) {
        return false;
      }
      await(left);
    }
    return true;
  }

  /** The caller looks at its condition again. */
  @SuppressWarnings("WaitNotInLoop")
  private synchronized void await(long nanos) {
    try {
      if (nanos == 0) {
        wait();
      } else {
        wait(TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
      }
    } catch (InterruptedException e) {
      // Nothing in this program interrupts a thread; see docs/architecture.md.
      throw new IllegalStateException(e);
    }
  }
}
