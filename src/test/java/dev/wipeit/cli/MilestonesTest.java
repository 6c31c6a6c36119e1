package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MilestonesTest {

  @ParameterizedTest
  @CsvSource({"0, 5", "12, 15", "47, 50", "5, 10", "4.9, 5", "95, 100", "99, 100"})
  void tellsTheNextStepFirst(double begin, int next) {
    assertEquals(next, told(begin).get(0));
  }

  @Test
  void tellsEveryStepOnce() {
    assertEquals(
        List.of(5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100),
        told(0));
  }

  @Test
  void tellsNothingTwiceWhereARunIsRewound() {
    Milestones milestones = new Milestones(Runs.percent(47));
    assertEquals(false, milestones.isCrossed(Runs.percent(44)));
    assertEquals(false, milestones.isCrossed(Runs.percent(46)));
    assertEquals(true, milestones.isCrossed(Runs.percent(50)));
    assertEquals(false, milestones.isCrossed(Runs.percent(44)));
    assertEquals(false, milestones.isCrossed(Runs.percent(50)));
  }

  @Test
  void severalStepsAtOnceAreTold() {
    Milestones milestones = new Milestones(Runs.percent(0));
    assertEquals(true, milestones.isCrossed(Runs.percent(33)));
    assertEquals(false, milestones.isCrossed(Runs.percent(34)));
  }

  @Test
  void aFinishedRunTellsNothing() {
    assertEquals(List.of(), told(100));
  }

  /** The steps told on the way to 100 %, in tenths of a percent. */
  private static List<Integer> told(double begin) {
    Milestones milestones = new Milestones(Runs.percent(begin));
    List<Integer> told = new ArrayList<>();
    for (int tenths = (int) (begin * 10); tenths <= 1000; tenths++) {
      if (milestones.isCrossed(Runs.percent(tenths / 10.0))) {
        told.add(tenths / 10);
      }
    }
    return told;
  }
}
