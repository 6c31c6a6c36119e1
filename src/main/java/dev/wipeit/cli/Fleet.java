package dev.wipeit.cli;

import dev.wipeit.wipe.StopRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Works on many devices, each with a thread of its own, at most so many at a time, begun in their
 * order. What waits when a stop is requested is not begun. All threads are daemons: a device that
 * never answers keeps neither the others nor the process from ending.
 */
final class Fleet {

  /** How often a waiting thread looks for a stop, in milliseconds. */
  private static final long LOOK_MILLIS = 50;

  private final int jobs;
  private final StopRequest stop;
  private int next;
  private int working;

  /**
   * @param jobs how many are worked on at a time, 1 or more
   */
  Fleet(int jobs, StopRequest stop) {
    this.jobs = jobs;
    this.stop = stop;
  }

  /**
   * Works on all and waits until each has its result. A single one is worked on by the calling
   * thread.
   *
   * @param count how many there are, numbered from 0
   * @param work must not throw
   * @param notBegun the result of one that a stop kept from being begun
   * @return the results in the order of the numbers
   */
  <R> List<R> each(int count, IntFunction<R> work, IntFunction<R> notBegun) {
    if (count == 1) {
      return List.of(turn(0, work, notBegun));
    }
    List<Crewman<R>> all =
        IntStream.range(0, count).mapToObj(i -> new Crewman<>(i, work, notBegun)).toList();
    // One that gets no thread of its own has the caller's, after those before it have begun.
    all.stream().filter(one -> !one.starts()).toList().forEach(Crewman::run);
    List<R> results = new ArrayList<>();
    all.forEach(one -> results.add(one.await()));
    return results;
  }

  private <R> R turn(int number, IntFunction<R> work, IntFunction<R> notBegun) {
    if (!begins(number)) {
      return notBegun.apply(number);
    }
    try {
      return work.apply(number);
    } finally {
      ended();
    }
  }

  /** Waits for the turn of a number; false where a stop came first. */
  private synchronized boolean begins(int number) {
    while (!stop.isRequested() && (number != next || working == jobs)) {
      await();
    }
    if (stop.isRequested()) {
      return false;
    }
    next++;
    working++;
    notifyAll();
    return true;
  }

  private synchronized void ended() {
    working--;
    notifyAll();
  }

  /** The caller looks at its condition again. */
  @SuppressWarnings("WaitNotInLoop")
  private void await() {
    try {
      wait(LOOK_MILLIS);
    } catch (InterruptedException e) {
      // Nothing in this program interrupts a thread; see docs/architecture.md.
      throw new IllegalStateException(e);
    }
  }

  /** The thread of one device. */
  private final class Crewman<R> {

    private final Supplier<R> work;
    private final Thread thread;
    private volatile @Nullable R result;

    Crewman(int number, IntFunction<R> work, IntFunction<R> notBegun) {
      this.work = () -> turn(number, work, notBegun);
      thread = new Thread(this::run, "wipeit-device-" + number);
      thread.setDaemon(true);
    }

    /** False where the system gives no more threads. */
    boolean starts() {
      try {
        thread.start();
        return true;
      } catch (OutOfMemoryError e) {
        return false;
      }
    }

    void run() {
      result = work.get();
    }

    R await() {
      try {
        thread.join();
      } catch (InterruptedException e) {
        // Nothing in this program interrupts a thread; see docs/architecture.md.
        throw new IllegalStateException(e);
      }
      R done = result;
      if (done == null) {
        throw new IllegalStateException("no result of " + thread.getName());
      }
      return done;
    }
  }
}
