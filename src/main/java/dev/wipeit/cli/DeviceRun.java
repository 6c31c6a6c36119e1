package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.drive.Revelation;
import dev.wipeit.journal.RunRecord;
import dev.wipeit.wipe.SparseCheckpoints;
import dev.wipeit.wipe.Wipe;
import dev.wipeit.wipe.WipeEvent;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run on one claimed device, by the thread of the device. */
final class DeviceRun {

  private final Workshop workshop;
  private final Machine machine;
  private final Claimed claimed;
  private final Assignment work;
  private final BlockDevice device;

  DeviceRun(Workshop workshop, Claimed claimed, Assignment work) {
    this.workshop = workshop;
    this.machine = workshop.machine();
    this.claimed = claimed;
    this.work = work;
    this.device = claimed.target().device();
  }

  /** Works until the run is over or has to stop, and keeps and tells what becomes of it. */
  DeviceResult run() {
    DriveState before = DriveState.of(machine, device);
    Attendance attendance = workshop.attendance();
    if (attendance.isGivenUp(device.path())) {
      return workshop.silent(device);
    }
    attendance.end(device.path());
    RunRecord record =
        workshop.journal().record(workshop.records().facts(device, work.key(), before));
    RunFile file = file(before);
    try {
      Wipe wipe = wipe(record, file, before);
      RunEnd end = new RunEnd(workshop, device, work, file, before);
      DeviceResult result = end.of(wipe.run(), record);
      record.end(Records.end(result));
      return result;
    } catch (IOException e) {
      return workshop.failed(claimed.target(), e);
    }
  }

  private RunFile file(DriveState before) {
    @Nullable Revelation revelation = workshop.revelation(device);
    @Nullable String reset = revelation == null ? null : revelation.detail();
    return workshop.clerk().file(device, work.begin(), work.proof(), before, reset);
  }

  private Consumer<WipeEvent> listener() {
    return workshop.report().listener(device, claimed.media().ioMode());
  }

  private Wipe wipe(RunRecord record, RunFile file, DriveState before) throws IOException {
    RunOptions options = workshop.options();
    return new Wipe(
        work.begin(),
        work.resumed(),
        claimed.media(),
        workshop.pace(),
        options.tolerance(),
        options.care.care(
            work.pretests(),
            RecordedThermometer.of(
                Thermometers.of(machine, device, before), record::tell, System::nanoTime)),
        work.sink(),
        machine.signals().stop(),
        new SparseCheckpoints(listener().andThen(record), System::nanoTime).andThen(file),
        machine.clock(),
        System::nanoTime,
        new SecureRandom());
  }
}
