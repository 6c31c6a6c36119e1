package dev.wipeit.wipe;

import dev.wipeit.units.ByteRange;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one phase: workers that each take the next request, do it and take the next, and
 * one that saves the checkpoints as they fall due. The calling thread watches.
 *
 * <p>All are daemon threads, so that a device that never answers cannot keep the process from
 * ending.
 */
final class Crew {

  /** How often the caller looks at the work, in milliseconds. */
  private static final long TICK_MILLIS = 100;

  private final Progression progression;
  private final List<Station> stations;
  private final CheckpointStep checkpoints;

  /** Makes the device durable up to a position and saves that. */
  @FunctionalInterface
  interface CheckpointStep {
    /**
     * Claims a position.
     *
     * @throws IOException if the device did not confirm; nothing new may be claimed then
     */
    void claim(long position) throws IOException;
  }

  Crew(Progression progression, List<Station> stations, CheckpointStep checkpoints) {
    this.progression = progression;
    this.stations = List.copyOf(stations);
    this.checkpoints = checkpoints;
  }

  /**
   * Works until all is done, a stop was requested or something failed.
   *
   * @param tick called by this thread several times a second
   */
  void run(Runnable tick) {
    @Nullable Thread saver = start("checkpoints", this::saveDueCheckpoints);
    for (int i = 0; i < stations.size(); i++) {
      int worker = i;
      if (start("worker-" + i, () -> work(worker, stations.get(worker))) == null) {
        progression.ended();
      }
    }
    try {
      while (progression.isWorking(TICK_MILLIS)) {
        tick.run();
      }
    } catch (RuntimeException | Error e) {
      progression.fail(new IOException("internal error: " + e, e));
      throw e;
    } finally {
      // Nobody may use the device when the caller closes it.
      progression.awaitEnd();
      join(saver);
    }
  }

  private void work(int worker, Station station) {
    try {
      @Nullable ByteRange request = progression.next(worker);
      while (request != null) {
        station.process(request);
        request = progression.next(worker);
      }
    } catch (IOException e) {
      progression.fail(e);
    } catch (RuntimeException | Error e) {
      progression.fail(new IOException("internal error: " + e, e));
    } finally {
      progression.ended();
    }
  }

  private void saveDueCheckpoints() {
    try {
      long due = progression.awaitDue();
      while (due >= 0) {
        checkpoints.claim(due);
        progression.saved(due);
        due = progression.awaitDue();
      }
    } catch (IOException e) {
      progression.fail(e);
    } catch (RuntimeException | Error e) {
      progression.fail(new IOException("internal error: " + e, e));
    }
  }

  /** Null where the system gives no more threads: the phase has failed then. */
  private @Nullable Thread start(String name, Runnable body) {
    Thread thread = new Thread(body, "wipeit-" + name);
    thread.setDaemon(true);
    try {
      thread.start();
      return thread;
    } catch (OutOfMemoryError e) {
      progression.fail(Exhaustion.of(e));
      return null;
    }
  }

  private static void join(@Nullable Thread thread) {
    try {
      if (thread != null) {
        thread.join();
      }
    } catch (InterruptedException e) {
      // Nothing in this program interrupts a thread; see docs/architecture.md.
      throw new IllegalStateException(e);
    }
  }
}
