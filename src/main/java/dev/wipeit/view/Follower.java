package dev.wipeit.view;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Follows the runs of the host and hands each change on. */
public final class Follower {

  /** At the latest then it is looked whether a process has ended. */
  private static final Duration AT_LEAST_EVERY = Duration.ofMillis(500);

  /** However much happens, it is looked no more often. */
  private static final long PAUSE_NANOS = Duration.ofMillis(25).toNanos();

  private final HostRuns runs;
  private final StateWatch watch;

  /**
   * @param runs to be looked at by the thread that follows
   */
  public Follower(HostRuns runs) {
    this.runs = runs;
    this.watch = StateWatch.of(runs.directory());
  }

  /**
   * Follows on this thread.
   *
   * @param take gets the first snapshot, and every one that differs from the one before
   * @param goesOn asked twice a second at least
   * @throws IOException if the state directory cannot be trusted or read
   */
  public void follow(Consumer<Snapshot> take, BooleanSupplier goesOn) throws IOException {
    try (watch;
        runs) {
      // Watched before it is looked at: what changes in between is told too.
      watch.await(Duration.ZERO);
      Snapshot last = runs.look();
      take.accept(last);
      long looked = System.nanoTime();
      while (goesOn.getAsBoolean()) {
        watch.await(AT_LEAST_EVERY);
        LockSupport.parkNanos(Math.max(0, looked + PAUSE_NANOS - System.nanoTime()));
        looked = System.nanoTime();
        Snapshot now = runs.look();
        if (now.version() != last.version()) {
          take.accept(now);
          last = now;
        }
      }
    }
  }
}
