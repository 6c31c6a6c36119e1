package dev.wipeit.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SortOrderTest {

  private static final RunView FAST = run("sda", 3, RunState.RUNNING, "B", 90, 200.0);
  private static final RunView SLOW = run("sdb", 11, RunState.RUNNING, "A", 10, 20.0);
  private static final RunView STUCK = run("sdc", 2, RunState.STALLED, "C", 50, null);
  private static final RunView LEFT = run("sdd", 1, RunState.INTERRUPTED, "D", 70, null);
  private static final RunView DONE = run("sde", 10, RunState.WIPED, "E", 100, null);

  private static RunView run(
      String name, int bay, RunState state, String model, double percent, Double speed) {
    return ShownRuns.run(name, bay, state, model, percent, speed);
  }

  private static String sorted(SortOrder order) {
    List<RunView> runs = new ArrayList<>(List.of(FAST, SLOW, STUCK, LEFT, DONE));
    long seed = System.nanoTime();
    Collections.shuffle(runs, new Random(seed));
    StringBuilder names = new StringBuilder();
    order.of(runs).forEach(run -> names.append(run.subject().name().charAt(2)));
    return names.toString();
  }

  @Test
  void eachOrderHasItsOwnFirst() {
    assertEquals("abcde", sorted(SortOrder.DEVICE));
    assertEquals("dcaeb", sorted(SortOrder.BAY), "2 before 10");
    assertEquals("cdabe", sorted(SortOrder.STATE), "problems first, what is over last");
    assertEquals("eadcb", sorted(SortOrder.DONE));
    assertEquals("bacde", sorted(SortOrder.SPEED), "the slowest first, then what has no speed");
    assertEquals("bacde".length(), sorted(SortOrder.ETA).length());
    assertEquals("bacde", sorted(SortOrder.MODEL));
  }

  @Test
  void theKeyGoesThroughAllAndBack() {
    EnumSet<SortOrder> seen = EnumSet.noneOf(SortOrder.class);
    SortOrder order = SortOrder.DEVICE;
    do {
      seen.add(order);
      order = order.next();
    } while (order != SortOrder.DEVICE);
    assertEquals(EnumSet.allOf(SortOrder.class), seen);
  }
}
