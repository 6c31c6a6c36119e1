package dev.wipeit.device;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Works on several things at the same time, each by a daemon thread of its own. */
public final class AtOnce {

  private AtOnce() {}

  /**
   * Works on all, and waits for each no longer than until the deadline.
   *
   * @param work must not return null
   * @param instead makes the result of one that was not done in time
   * @return the results in the order of the things
   */
  public static <A, B> List<B> each(
      List<A> things, Function<A, B> work, Duration deadline, Function<A, B> instead) {
    long end = System.nanoTime() + deadline.toNanos();
    List<Worker<A, B>> workers = new ArrayList<>();
    for (A thing : things) {
      workers.add(new Worker<>(thing, work));
    }
    workers.forEach(Worker::start);
    List<B> results = new ArrayList<>();
    for (Worker<A, B> worker : workers) {
      B result = worker.result(end - System.nanoTime());
      results.add(result == null ? instead.apply(worker.thing) : result);
    }
    return results;
  }

  private static final class Worker<A, B> implements Runnable {

    private final A thing;
    private final Function<A, B> work;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable B result;
    private volatile @Nullable Throwable failure;

    Worker(A thing, Function<A, B> work) {
      this.thing = thing;
      this.work = work;
    }

    void start() {
      Thread thread = new Thread(this, "wipeit-looker");
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void run() {
      try {
        result = work.apply(thing);
      } catch (RuntimeException | Error e) {
        failure = e;
      } finally {
        done.countDown();
      }
    }

    /** Null where it is not done in that time. */
    @Nullable B result(long nanos) {
      try {
        if (!done.await(Math.max(0, nanos), TimeUnit.NANOSECONDS)) {
          return null;
        }
      } catch (InterruptedException e) {
        // Nothing in this program interrupts a thread; see docs/architecture.md.
        throw new IllegalStateException(e);
      }
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
      return result;
    }
  }
}
