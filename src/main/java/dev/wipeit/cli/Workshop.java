package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.drive.Revelation;
import dev.wipeit.journal.Journal;
import dev.wipeit.media.BufferPool;
import dev.wipeit.wipe.Means;
import dev.wipeit.wipe.Pace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What all runs of one command share. Safe for use by the threads of several devices. */
final class Workshop {

  private final Machine machine;
  private final RunOptions options;
  private final Report report;
  private final Attendance attendance;
  private final Clerk clerk;
  private final Records records;
  private final Journal journal;
  private final BufferPool pool;
  private final Map<Path, Revelation> revelations = new ConcurrentHashMap<>();
  private volatile Means means = Means.alone();

  /** Whether a device may hold a thread of this process. */
  private volatile boolean held;

  /**
   * @param attendance how the devices of the command are waited for
   * @param records what the journal is told that is no event
   */
  Workshop(
      Machine machine,
      RunOptions options,
      Report report,
      Attendance attendance,
      Clerk clerk,
      Records records,
      Journal journal) {
    this.machine = machine;
    this.options = options;
    this.report = report;
    this.attendance = attendance;
    this.clerk = clerk;
    this.records = records;
    this.journal = journal;
    this.pool = new BufferPool(machine.kernel());
  }

  Machine machine() {
    return machine;
  }

  RunOptions options() {
    return options;
  }

  Report report() {
    return report;
  }

  Attendance attendance() {
    return attendance;
  }

  Clerk clerk() {
    return clerk;
  }

  Records records() {
    return records;
  }

  Journal journal() {
    return journal;
  }

  /** Before the first run begins: so many share the buffers and the cores. */
  void share(int atOnce) {
    means = Means.shared(atOnce, Runtime.getRuntime().availableProcessors(), pool);
  }

  Pace pace() {
    return new Pace(
        options.checkpointEvery.bytes(),
        options.maxRate == null ? Long.MAX_VALUE : options.maxRate.bytes(),
        means);
  }

  /** What became of the hidden areas of a device; it goes into its result. */
  void revealed(BlockDevice device, Revelation revelation) {
    revelations.put(device.path(), revelation);
  }

  /** What became of the hidden areas of a device, or null where nobody asked. */
  @Nullable Revelation revelation(BlockDevice device) {
    return revelations.get(device.path());
  }

  /** A device holds a thread of this process. */
  void hold() {
    held = true;
  }

  boolean isHeld() {
    return held;
  }

  /** A device that was given up before its run began. */
  DeviceResult silent(BlockDevice device) {
    String failure =
        "it does not answer, and was given up after "
            + attendance.delays(device.path()).longestStall().toSeconds()
            + " s (--stall-timeout)";
    return told(DeviceResult.failed(device, ExitCode.GONE, failure));
  }

  /** A device that a failure of this program or of the machine keeps from its run. */
  DeviceResult failed(Target target, IOException e) {
    return told(
        DeviceResult.failed(target.device(), Wipeit.code(e), String.valueOf(e.getMessage())));
  }

  /** A signal came before the first byte. */
  DeviceResult notBegun(Target target) {
    @Nullable ExitCode signal = machine.signals().code();
    return told(DeviceResult.notBegun(target.device(), signal == null ? ExitCode.ERROR : signal));
  }

  private DeviceResult told(DeviceResult result) {
    report.result(result);
    return result;
  }
}
