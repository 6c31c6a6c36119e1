package dev.wipeit.cli;

import dev.wipeit.drive.DeviceText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The disks and the guard's verdict on each. Opens nothing for writing. */
final class DiskReport {

  private final Machine machine;
  private final Path state;
  private final PrintStream out;

  /**
   * @param state the state directory; the disk below it cannot be wiped
   */
  DiskReport(Machine machine, Path state) {
    this.machine = machine;
    this.state = state;
    this.out = machine.streams().out();
    if (machine.kernel().isTerminal(2)) {
      machine.kernel().patience().announce(this::tellSilence);
    }
  }

  /** A table, or a sheet of each disk. */
  void print(boolean all, boolean verbose) throws IOException {
    DiskEntries entries = new DiskEntries(machine, state);
    List<DiskEntry> disks = entries.read(all, verbose);
    if (disks.isEmpty()) {
      out.println("No disk was found." + (all ? "" : " (--all shows loop devices too.)"));
    } else if (verbose) {
      disks.forEach(disk -> DiskSheet.lines(disk).forEach(out::println));
    } else {
      table(disks);
    }
    tellProblems(entries);
  }

  /** One object per disk and line. */
  void printJson(boolean all) throws IOException {
    DiskEntries entries = new DiskEntries(machine, state);
    for (DiskEntry disk : entries.read(all, true)) {
      out.println(Json.line(DiskJson.of(disk)));
    }
    tellProblems(entries);
  }

  private void table(List<DiskEntry> disks) {
    boolean terminal = machine.kernel().isTerminal(1);
    int columns = terminal ? machine.columns(1) : Integer.MAX_VALUE;
    new DiskTable(columns, machine.streams().isUnicode()).lines(disks).forEach(out::println);
    for (DiskEntry disk : disks) {
      for (String trouble : disk.disk().facts().troubles()) {
        out.println(DeviceText.shown(disk.node() + ": " + trouble));
      }
    }
  }

  /** The table stands when the last disk has answered or was given up. */
  private void tellSilence(String device) {
    machine.streams().err().println("wipeit: " + DeviceText.shown(Report.waitingFor(device)));
  }

  private void tellProblems(DiskEntries entries) {
    for (String problem : entries.problems()) {
      machine.streams().err().println("wipeit: " + DeviceText.shown(problem));
    }
  }
}
