package dev.wipeit.cli;

import dev.wipeit.journal.EventJson;
import dev.wipeit.journal.JsonLine;
import dev.wipeit.wipe.Thermometer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A thermometer whose readings go into the record of the run, at most one in a minute: nobody is
 * asked for them, and a run of days has some thousands. Read by one thread.
 */
final class RecordedThermometer implements Thermometer {

  static final Duration EVERY = Duration.ofMinutes(1);

  private final Thermometer thermometer;
  private final Consumer<EventJson> record;
  private final LongSupplier nanoTime;
  private long last;
  private boolean hasRecorded;

  private RecordedThermometer(
      Thermometer thermometer, Consumer<EventJson> record, LongSupplier nanoTime) {
    this.thermometer = thermometer;
    this.record = record;
    this.nanoTime = nanoTime;
  }

  /**
   * The same thermometer; the one that knows nothing stays what it is.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  static Thermometer of(
      Thermometer thermometer, Consumer<EventJson> record, LongSupplier nanoTime) {
    return thermometer == NONE ? NONE : new RecordedThermometer(thermometer, record, nanoTime);
  }

  @Override
  public @Nullable Reading read() {
    @Nullable Reading reading = thermometer.read();
    if (reading != null && isDue()) {
      record.accept(
          new EventJson(
              "temperature",
              JsonLine.object(
                  "celsius", reading.celsius(), "critical_celsius", reading.criticalCelsius())));
    }
    return reading;
  }

  private boolean isDue() {
    long now = nanoTime.getAsLong();
    boolean isDue = !hasRecorded || now - last >= EVERY.toNanos();
    if (isDue) {
      hasRecorded = true;
      last = now;
    }
    return isDue;
  }
}
