package dev.wipeit.cuts;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The power fails after every request of a run. {@code -Dwipeit.powercuts=N} sets how many losses
 * are drawn at each cut, beside the four ends; without it all cuts of one run are made, and a part
 * of the others', another one each time. {@code -Dwipeit.seed=N} repeats what is drawn.
 */
final class PowerCutsTest {

  private static final int DRAWN = Integer.getInteger("wipeit.powercuts", 0);
  private static final long SEED = Long.getLong("wipeit.seed", System.nanoTime());

  /** How far apart the first cuts are that look for a mistake. */
  private static final int STEP = 16;

  /** So many cuts of a run, where it is not every one. */
  private static final int FEW = 7;

  @Test
  void everyCutLeavesWhatCanBeGoneOnWith() throws IOException {
    System.out.println("PowerCutsTest: wipeit.seed=" + SEED + " wipeit.powercuts=" + DRAWN);
    int cases = 0;
    int events = 0;
    for (Scenario scenario : Scenario.ALL) {
      Cuts cuts = Cuts.of(scenario, Mistake.NONE, SEED);
      if (DRAWN > 0) {
        cuts.every(1, 0, DRAWN);
      } else if (scenario.equals(Scenario.ALL.get(0))) {
        // The shortest: what every run does is cut everywhere.
        cuts.every(1, 0, 2);
      } else {
        int step = 1 + cuts.events() / FEW;
        cuts.every(step, Math.floorMod(SEED, step), 2);
      }
      cases += cuts.cases();
      events += cuts.events();
    }
    System.out.println(
        "PowerCutsTest: "
            + cases
            + " cases of "
            + events
            + " cuts, "
            + Scenario.ALL.size()
            + " runs");
    assertTrue(cases > 300, "cases: " + cases);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aPlantedMistakeIsFound(Mistake mistake) throws IOException {
    Cuts cuts = Cuts.of(mistake.scenario(), mistake, SEED);
    int events = firstCutThatFinds(mistake, cuts);
    assertTrue(events >= 0, mistake + " is not found");
    System.out.println(
        "PowerCutsTest: " + mistake + " is found at cut " + events + ": " + mistake.promise());
  }

  private static int firstCutThatFinds(Mistake mistake, Cuts cuts) throws IOException {
    for (int events : inTurn(cuts.events())) {
      try {
        cuts.at(events, 0);
      } catch (Violation found) {
        if (found.promise() == mistake.promise()) {
          return events;
        }
      }
    }
    return -1;
  }

  /** Every one: those at both ends first, then those that are far from each other. */
  private static Set<Integer> inTurn(int events) {
    Set<Integer> turn = new LinkedHashSet<>();
    for (int i = 0; i < STEP && i <= events; i++) {
      turn.add(i);
      turn.add(events - i);
    }
    for (int first = 0; first < STEP; first++) {
      for (int at = first; at <= events; at += STEP) {
        turn.add(at);
      }
    }
    return turn;
  }
}
