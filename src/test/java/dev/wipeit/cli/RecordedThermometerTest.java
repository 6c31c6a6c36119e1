package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.wipeit.journal.EventJson;
import dev.wipeit.wipe.Thermometer;
import dev.wipeit.wipe.Thermometer.Reading;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a drive's temperature comes into the record of its run. */
final class RecordedThermometerTest {

  private final List<EventJson> recorded = new ArrayList<>();
  private final long[] now = {Long.MAX_VALUE - 5};

  private Thermometer of(Reading... readings) {
    Deque<Reading> all = new ArrayDeque<>(Arrays.asList(readings));
    return RecordedThermometer.of(all::poll, recorded::add, () -> now[0]);
  }

  private List<Object> celsius() {
    return recorded.stream().map(event -> event.fields().get("celsius")).toList();
  }

  @Test
  void oneReadingInAMinuteIsRecordedAndEachIsGivenOn() {
    Thermometer thermometer =
        of(new Reading(31, 70), new Reading(32, 70), new Reading(33, 70), new Reading(34, 70));
    for (int celsius = 31; celsius <= 34; celsius++) {
      assertEquals(celsius, thermometer.read().celsius());
      now[0] += Duration.ofSeconds(30).toNanos();
    }
    assertEquals(List.of(31, 33), celsius());
    assertEquals("temperature", recorded.get(0).type());
    assertEquals(70, recorded.get(0).fields().get("critical_celsius"));
  }

  @Test
  void aDriveThatDoesNotTellLeavesNoLine() {
    Thermometer thermometer = of();
    assertNull(thermometer.read());
    assertEquals(List.of(), recorded);
  }

  /** By that the run knows that there is nothing to ask. */
  @Test
  void theOneThatKnowsNothingStaysWhatItIs() {
    assertSame(
        Thermometer.NONE, RecordedThermometer.of(Thermometer.NONE, recorded::add, () -> now[0]));
  }
}
