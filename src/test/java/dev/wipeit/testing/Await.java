package dev.wipeit.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what happens outside of the JVM, with a deadline. */
public final class Await {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  private Await() {}

  /** Looks until it holds; an {@link AssertionError} with the text when it does not in time. */
  public static void until(Duration deadline, Supplier<String> whatWasNotSeen, Check check)
      throws IOException {
    if (!holdsWithin(deadline, check)) {
      throw new AssertionError("not within " + deadline + ": " + whatWasNotSeen.get());
    }
  }

  /** Looks until it holds; false when it does not in time. */
  public static boolean holdsWithin(Duration deadline, Check check) throws IOException {
    long start = System.nanoTime();
    while (!check.holds()) {
      if (System.nanoTime() - start > deadline.toNanos()) {
        return check.holds();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }

  /** A look at the world outside. */
  @FunctionalInterface
  public interface Check {
    boolean holds() throws IOException;
  }
}
