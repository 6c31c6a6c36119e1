package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.cli.KillCampaign.Kind;
import dev.wipeit.testing.Requires;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * SIGKILL at random moments, for Java and for the launcher, in all phases of runs of all methods;
 * each run is gone on with after every kill, until it is done. {@code -Dwipeit.kills=N} sets how
 * many, {@code -Dwipeit.seed=N} repeats what is drawn.
 */
@Tag("concurrent")
final class KillIT {

  private static final int KILLS = Integer.getInteger("wipeit.kills", 50);
  private static final long SEED = Long.getLong("wipeit.seed", System.nanoTime());

  /** Runs side by side, each on a device of its own. */
  private static final List<List<Kind>> LANES = List.of(Kind.SMALL, Kind.LARGE);

  /** Many times what it takes: a lane that does not come to its end has failed. */
  private static final long DEADLINE_SECONDS = 180 + 6L * KILLS;

  /** So many kills hit everything, unless something is wrong with the test. */
  private static final int ENOUGH = 150;

  private static final List<String> EVERYTHING =
      List.of(
          "killed java",
          "killed launcher",
          "killed system call",
          "method one",
          "method random",
          "method zero",
          "phase proof",
          "phase resume",
          "phase start",
          "phase verify",
          "phase write",
          "replacement",
          "runs finished");

  @Test
  void noMarkerIsLeftAndNothingIsClaimedThatIsNotOnTheDevice() {
    Requires.tool("strace");
    System.out.println("KillIT: wipeit.seed=" + SEED + " wipeit.kills=" + KILLS);
    KillTally tally = new KillTally(KILLS);
    run(tally);
    System.out.println("KillIT: " + tally);
    assertEquals(KILLS, tally.kills(), "kills");
    assertTrue(KILLS < ENOUGH || tally.hasHit(EVERYTHING), "something was never hit: " + tally);
  }

  private static void run(KillTally tally) {
    CompletableFuture<?>[] lanes = new CompletableFuture<?>[LANES.size()];
    for (int lane = 0; lane < lanes.length; lane++) {
      lanes[lane] = start(new KillCampaign(SEED + lane, LANES.get(lane), tally));
    }
    try {
      CompletableFuture.allOf(lanes).orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new AssertionError(e.getCause() + "; " + tally, e);
    }
  }

  private static CompletableFuture<?> start(KillCampaign campaign) {
    return CompletableFuture.runAsync(
        campaign::run,
        task -> {
          Thread thread = new Thread(task);
          thread.setDaemon(true);
          thread.start();
        });
  }
}
