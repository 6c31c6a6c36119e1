package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.view.Readings;
import dev.wipeit.view.RunState;
import dev.wipeit.view.RunView;
import dev.wipeit.view.Subject;
import dev.wipeit.view.Work;
import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeEvent.Paused;
import dev.wipeit.wipe.WipeEvent.Progress;
import dev.wipeit.wipe.WipeEvent.Resumed;
import dev.wipeit.wipe.WipeEvent.StallOver;
import dev.wipeit.wipe.WipeEvent.Stalled;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run of this process as the views show it, by what it tells. For one thread. */
final class RunRow {

  private final BlockDevice device;
  private final @Nullable String bay;
  private RunState state = RunState.RUNNING;
  private @Nullable Integer celsius;
  private @Nullable Progress progress;

  /**
   * @param bay where the device is plugged in, or null
   */
  RunRow(BlockDevice device, @Nullable String bay) {
    this.device = device;
    this.bay = bay;
  }

  /** Takes in what the run tells; whether that changes what is shown at once. */
  boolean take(WipeEvent event) {
    if (event instanceof Progress now) {
      progress = now;
      return false;
    }
    RunState before = state;
    if (event instanceof Stalled) {
      state = RunState.STALLED;
    } else if (event instanceof Paused paused) {
      state = RunState.PAUSED;
      celsius = paused.celsius();
    } else if (event instanceof Resumed resumed) {
      state = RunState.RUNNING;
      celsius = resumed.celsius();
    } else if (event instanceof StallOver) {
      state = RunState.RUNNING;
    }
    return state != before;
  }

  /** As it is shown, or null as long as it has told nothing. */
  @Nullable RunView view() {
    @Nullable Progress last = progress;
    if (last == null) {
      return null;
    }
    boolean moves = state == RunState.RUNNING && last.bytesPerSecond() > 0;
    Readings readings =
        new Readings(
            moves ? Double.valueOf(last.bytesPerSecond()) : null,
            Readings.average(last.state().bytesDone(), last.state().active()),
            moves ? last.remaining() : null,
            celsius);
    return new RunView(
        device.name(), subject(), state, null, Work.of(last.state()), readings, null, List.of());
  }

  private Subject subject() {
    return new Subject(
        device.path().toString(),
        device.name(),
        device.identity().model(),
        device.identity().serial(),
        device.identity().wwn(),
        bay);
  }
}
