package dev.wipeit.cli;

import dev.wipeit.certificate.JsonObject;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.journal.RunRecord;
import dev.wipeit.wipe.WipeOutcome;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps what became of a run, and makes a result and a certificate of it. */
final class RunEnd {

  private final Workshop workshop;
  private final BlockDevice device;
  private final Assignment work;
  private final RunFile file;
  private final DriveState before;

  /**
   * @param file what the certificate needs
   * @param before what the drive said of itself before
   */
  RunEnd(Workshop workshop, BlockDevice device, Assignment work, RunFile file, DriveState before) {
    this.workshop = workshop;
    this.device = device;
    this.work = work;
    this.file = file;
    this.before = before;
  }

  /**
   * The result, which is told.
   *
   * @param record the journal of the run: that it is over is recorded before its checkpoint is gone
   */
  DeviceResult of(WipeOutcome outcome, RunRecord record) {
    record.flush();
    file.recorded(record.written());
    if (outcome.result() == WipeOutcome.Result.STALLED) {
      workshop.hold();
    }
    DriveState after = after(outcome);
    @Nullable String unsaved = null;
    try {
      keep(outcome, after);
    } catch (IOException e) {
      unsaved = e.getMessage();
    }
    DeviceResult result = result(outcome, after, unsaved);
    if (isOver(outcome) && unsaved == null) {
      result = certified(result);
    }
    workshop.report().result(result);
    return result;
  }

  /** A drive that has gone, or that holds a request, is asked nothing. */
  private DriveState after(WipeOutcome outcome) {
    return switch (outcome.result()) {
      case GONE, STALLED -> DriveState.UNKNOWN;
      default -> DriveState.of(workshop.machine(), device);
    };
  }

  /** What the certificate will say is written down before the run counts as over. */
  private void keep(WipeOutcome outcome, DriveState after) throws IOException {
    if (!outcome.saved()) {
      work.store().save(work.key(), outcome.state());
    }
    if (isOver(outcome)) {
      @Nullable Map<String, @Nullable Object> health = DriveState.json(after.health());
      file.close(outcome, health == null ? null : JsonObject.copyOf(health));
      work.store().archive(work.key(), outcome.state().run());
    } else {
      file.leave(outcome);
    }
  }

  private DeviceResult result(WipeOutcome outcome, DriveState after, @Nullable String unsaved) {
    WipeOutcome told =
        outcome
            .delayed(outcome.delays().and(workshop.attendance().delays(device.path())))
            .saved(unsaved == null);
    return DeviceResult.of(device, told, unsaved, workshop.machine().signals().code())
        .with(new DriveChange(before, after, workshop.revelation(device)));
  }

  private DeviceResult certified(DeviceResult result) {
    try {
      return result.certified(file.certify());
    } catch (IOException e) {
      return result.uncertified(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isOver(WipeOutcome outcome) {
    return outcome.result() == WipeOutcome.Result.WIPED
        || outcome.result() == WipeOutcome.Result.DIFFERS;
  }
}
