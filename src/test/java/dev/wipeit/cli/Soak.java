package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Scenarios with random faults for as long as is wanted, two at the same time, each with its own
 * seed; what breaks a promise is printed with it. {@code src/test/soak} starts it.
 */
final class Soak {

  private static final double HOURS =
      Double.parseDouble(System.getProperty("wipeit.hours", "0.05"));
  private static final long SEED = Long.getLong("wipeit.seed", System.nanoTime());
  private static final int LANES = 2;

  private final AtomicLong next = new AtomicLong(SEED);
  private final List<String> broken = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> tally = new TreeMap<>();

  @Test
  void breaksNoPromise() {
    long end = System.nanoTime() + Duration.ofMillis((long) (HOURS * 3_600_000)).toNanos();
    System.out.println("Soak: " + HOURS + " hours from wipeit.seed=" + SEED);
    CompletableFuture<?>[] lanes = new CompletableFuture<?>[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      lanes[lane] = CompletableFuture.runAsync(() -> soak(end));
    }
    CompletableFuture.allOf(lanes).join();
    System.out.println("Soak: " + tally);
    assertEquals(List.of(), broken, "scenarios that broke a promise");
  }

  private void soak(long end) {
    while (System.nanoTime() < end) {
      long seed = next.getAndIncrement();
      try (SoakScenario scenario = new SoakScenario(seed, this::count)) {
        scenario.run();
        count("scenarios");
      } catch (IOException | AssertionError | RuntimeException e) {
        count("broken");
        broken.add("wipeit.seed=" + seed);
        System.out.println("Soak: BROKEN wipeit.seed=" + seed + ": " + e);
      }
    }
  }

  private synchronized void count(String what) {
    tally.merge(what, 1, Integer::sum);
  }
}
