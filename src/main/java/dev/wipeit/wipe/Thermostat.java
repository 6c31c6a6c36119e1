package dev.wipeit.wipe;

import dev.wipeit.wipe.Thermometer.Reading;
import dev.wipeit.wipe.WipeEvent.Paused;
import dev.wipeit.wipe.WipeEvent.Resumed;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Closes the gate of a run while its drive is too warm, from a thread of its own, since a drive may
 * take its time to say how warm it is.
 */
final class Thermostat {

  /** A drive that has ceased to tell cannot keep a run paused for ever. */
  private static final int SILENT_READINGS = 4;

  private final Cooling cooling;
  private final Gate gate;
  private final Consumer<WipeEvent> listener;
  private boolean paused;
  private int silent;
  private int limit;
  private boolean told;
  private boolean unlimited;
  private boolean over;

  Thermostat(Cooling cooling, Gate gate, Consumer<WipeEvent> listener) {
    this.cooling = cooling;
    this.gate = gate;
    this.listener = listener;
  }

  /** Begins to look, unless there is nothing to be learned. */
  void start() {
    if (cooling.thermometer() != Thermometer.NONE) {
      Thread thread = new Thread(this::watch, "wipeit-temperature");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Looks no more. */
  synchronized void end() {
    over = true;
    notifyAll();
  }

  private void watch() {
    try {
      while (!isOver() && !isUseless()) {
        @Nullable Reading reading = cooling.thermometer().read();
        if (!isOver()) {
          take(reading);
          await();
        }
      }
    } finally {
      // Whatever ended it: nobody else would.
      gate.open();
    }
  }

  /** What follows from one reading. */
  void take(@Nullable Reading reading) {
    if (reading == null) {
      silent++;
      if (paused && silent >= SILENT_READINGS) {
        goOn(null);
      }
      return;
    }
    silent = 0;
    told = true;
    @Nullable Integer given = limit(reading);
    unlimited = given == null;
    if (!paused && given != null && reading.celsius() >= given) {
      limit = given;
      paused = true;
      gate.close();
      listener.accept(new Paused(reading.celsius(), limit, limit - Cooling.HYSTERESIS));
    } else if (paused && reading.celsius() <= limit - Cooling.HYSTERESIS) {
      goOn(reading.celsius());
    }
  }

  /** A drive that tells no temperature, or no limit where none was given, is left alone. */
  boolean isUseless() {
    boolean tellsNothing = !told && silent >= SILENT_READINGS;
    boolean neverPauses = cooling.pauseAt() == null && (tellsNothing || (told && unlimited));
    return !paused && neverPauses;
  }

  private @Nullable Integer limit(Reading reading) {
    if (cooling.pauseAt() != null) {
      return cooling.pauseAt();
    }
    @Nullable Integer critical = reading.criticalCelsius();
    return critical == null ? null : critical - Cooling.MARGIN;
  }

  private void goOn(@Nullable Integer celsius) {
    paused = false;
    // Told first: nothing of the run is told before it.
    listener.accept(new Resumed(celsius));
    gate.open();
  }

  private synchronized boolean isOver() {
    return over;
  }

  /** The caller looks at its condition again. */
  @SuppressWarnings("WaitNotInLoop")
  private synchronized void await() {
    try {
      if (!over) {
        wait(Math.max(1, cooling.every().toMillis()));
      }
    } catch (InterruptedException e) {
      // Nothing in this program interrupts a thread; see docs/architecture.md.
      throw new IllegalStateException(e);
    }
  }
}
