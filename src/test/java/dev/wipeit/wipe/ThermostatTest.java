package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.wipe.Thermometer.Reading;
import dev.wipeit.wipe.WipeEvent.Paused;
import dev.wipeit.wipe.WipeEvent.Resumed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ThermostatTest {

  private final AtomicLong now = new AtomicLong();
  private final Gate gate = new Gate(new StopRequest(), now::get);
  private final List<WipeEvent> told = new ArrayList<>();

  @Test
  void pausesAtTheLimitAndGoesOnFiveDegreesBelow() {
    Thermostat thermostat = at(60);
    take(thermostat, 59, 60, 61, 58, 56, 55, 59, 60);
    assertEquals(List.of(new Paused(60, 60, 55), new Resumed(55), new Paused(60, 60, 55)), told);
  }

  @Test
  void isClosedWhilePausedAndTheClockOfTheWorkStandsStill() {
    Thermostat thermostat = at(60);
    now.set(100);
    take(thermostat, 70);
    now.set(1100);
    assertEquals(100, gate.workedNanos());
    assertEquals(1000, gate.closedNanos());
    take(thermostat, 40);
    now.set(1200);
    assertEquals(200, gate.workedNanos());
    assertEquals(1000, gate.closedNanos());
  }

  @Test
  void pausesFiveBelowWhatTheDriveCallsCritical() {
    Thermostat thermostat = at(null);
    thermostat.take(new Reading(64, 70));
    assertEquals(List.of(), told);
    thermostat.take(new Reading(65, 70));
    thermostat.take(new Reading(60, 70));
    assertEquals(List.of(new Paused(65, 65, 60), new Resumed(60)), told);
  }

  @Test
  void neverPausesWhereNobodyKnowsTheLimit() {
    Thermostat thermostat = at(null);
    thermostat.take(new Reading(109, null));
    assertEquals(List.of(), told);
  }

  @Test
  void theGivenLimitStandsWhateverTheDriveCallsCritical() {
    Thermostat thermostat = at(40);
    thermostat.take(new Reading(40, 85));
    assertEquals(List.of(new Paused(40, 40, 35)), told);
  }

  @Test
  void goesOnWhenTheDriveHasCeasedToTell() {
    Thermostat thermostat = at(60);
    take(thermostat, 60, null, null, null, 60, null, null, null);
    assertEquals(1, told.size());
    take(thermostat, (Integer) null);
    assertEquals(List.of(new Paused(60, 60, 55), new Resumed(null)), told);
  }

  @Test
  void aDriveThatTellsNothingIsNotPaused() {
    take(at(60), null, null, null, null, null);
    assertEquals(List.of(), told);
  }

  @Test
  void asksNoLongerWhereNothingCouldFollow() {
    Thermostat unlimited = at(null);
    assertFalse(unlimited.isUseless());
    unlimited.take(new Reading(40, null));
    assertTrue(unlimited.isUseless());
    Thermostat dumb = at(null);
    take(dumb, null, null, null);
    assertFalse(dumb.isUseless());
    take(dumb, (Integer) null);
    assertTrue(dumb.isUseless());
    Thermostat paused = at(null);
    paused.take(new Reading(70, 70));
    paused.take(new Reading(69, null));
    assertFalse(paused.isUseless());
    paused.take(new Reading(60, null));
    assertEquals(new Resumed(60), told.get(told.size() - 1));
    Thermostat given = at(60);
    take(given, null, null, null, null, 40);
    assertFalse(given.isUseless());
  }

  private Thermostat at(@Nullable Integer limit) {
    return new Thermostat(new Cooling(() -> null, limit, Duration.ofSeconds(15)), gate, told::add);
  }

  private static void take(Thermostat thermostat, @Nullable Integer... celsius) {
    for (@Nullable Integer one : celsius) {
      thermostat.take(one == null ? null : new Reading(one, null));
    }
  }
}
