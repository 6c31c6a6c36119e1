package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.cli.KillCampaign.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * SIGKILL at random moments, for Java and for the launcher, in all phases of runs of all methods;
 * each run is gone on with after every kill, until it is done. {@code -Dwipeit.kills=N} sets how
 * many, {@code -Dwipeit.seed=N} repeats the moments.
 */
final class KillIT {

  private static final int KILLS = Integer.getInteger("wipeit.kills", 200);
  private static final long SEED = Long.getLong("wipeit.seed", System.nanoTime());

  /** Runs side by side, each on a device of its own. */
  private static final int LANES = 2;

  /** So many kills hit every phase, unless something is wrong with the test. */
  private static final int ENOUGH = 100;

  @Test
  void noMarkerIsLeftAndNothingIsClaimedThatIsNotOnTheDevice() {
    System.out.println("KillIT: wipeit.seed=" + SEED + " wipeit.kills=" + KILLS);
    AtomicInteger left = new AtomicInteger(KILLS);
    List<CompletableFuture<Tally>> lanes = new ArrayList<>();
    for (int lane = 0; lane < LANES; lane++) {
      KillCampaign campaign = new KillCampaign(SEED + lane, lane, left);
      lanes.add(CompletableFuture.supplyAsync(campaign::run, task -> new Thread(task).start()));
    }
    Tally all = new Tally();
    lanes.forEach(lane -> all.add(lane.join()));
    System.out.println("KillIT: " + all);
    assertEquals(KILLS, all.kills(), "kills");
    if (KILLS >= ENOUGH) {
      assertTrue(all.hasHitEverything(), "a phase was never hit: " + all);
    }
  }
}
