package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DriveType;
import dev.wipeit.units.ByteRange;
import dev.wipeit.units.ByteSize;
import dev.wipeit.wipe.Wipe;
import dev.wipeit.wipe.WipePlan;
import java.util.List;
import picocli.CommandLine.Option;

/** Which devices are measured before they are wiped. */
final class PretestChoice {

  @Option(
      names = "--pretest",
      description =
          "Measure every device at three places before it is wiped, and not only rotating disks, to"
              + " choose how large chunks are. Not together with -b or --skip-pretest.")
  private boolean always;

  /** Whether a device is measured: a rotating disk, and nobody said otherwise. */
  boolean of(BlockDevice device, RunOptions run) {
    boolean asked = always || device.type().kind() == DriveType.Kind.HDD;
    return asked && run.buffer == null && !run.skipPretest;
  }

  /**
   * Refuses what cannot be had at the same time.
   *
   * @throws CommandException (usage)
   */
  void check(RunOptions run) throws CommandException {
    if (always && (run.buffer != null || run.skipPretest)) {
      throw new CommandException(
          ExitCode.USAGE,
          "--pretest chooses the size of chunks, and "
              + (run.skipPretest ? "--skip-pretest" : "-b")
              + " says not to: leave one of them out",
          "Nothing was written.");
    }
  }

  /** What an operator is told of it before consent. */
  static String sheet(WipePlan plan, BlockDevice device) {
    List<ByteRange> places = Wipe.pretestPlaces(device.usableBytes(), plan.buffer().bytes());
    return places.isEmpty()
        ? "none: the device is too small"
        : "first writes "
            + new ByteSize(places.get(0).length())
            + " at its beginning, middle and end, to measure it";
  }
}
