package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.BlockTree;
import dev.wipeit.device.BlockTrees;
import dev.wipeit.device.Disk;
import dev.wipeit.device.Guard;
import dev.wipeit.device.Inventory;
import dev.wipeit.device.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what the list tells: the inventory, the guard's verdicts, the saved runs. */
final class DiskEntries {

  private final Guard guard;
  private final PendingRuns pending;
  private final BlockTrees trees;
  private final Inventory inventory;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param state the state directory; the disk below it cannot be wiped
   */
  DiskEntries(Machine machine, Path state) {
    this.guard = new Guard(machine.roots(), machine.kernel(), state);
    this.pending = PendingRuns.read(machine, state);
    this.trees = new BlockTrees(machine.roots(), machine.kernel());
    this.inventory = new Inventory(machine.roots(), machine.kernel());
  }

  /** What could not be told, a line each; complete after {@link #read}. */
  List<String> problems() {
    return problems;
  }

  /**
   * Every disk, those that lead to one drive behind each other.
   *
   * @param all virtual devices and optical drives too
   * @param deep with the trees, for which devices are read
   */
  List<DiskEntry> read(boolean all, boolean deep) throws IOException {
    Inventory.Listing listing = inventory.look(all);
    problems.addAll(listing.problems());
    problems.addAll(trees.problems());
    if (pending.problem() != null) {
      problems.add(pending.problem());
    }
    List<DiskEntry> entries = new ArrayList<>();
    for (List<Disk> drive : listing.drives()) {
      for (Disk disk : drive) {
        entries.add(entry(disk, others(drive, disk), deep));
      }
    }
    return entries;
  }

  private static List<Disk> others(List<Disk> drive, Disk disk) {
    return drive.stream()
        .filter(other -> !other.device().number().equals(disk.device().number()))
        .toList();
  }

  private DiskEntry entry(Disk disk, List<Disk> others, boolean deep) {
    BlockDevice device = disk.device();
    @Nullable PendingRun run = pending.of(device);
    List<Refusal> refusals = new ArrayList<>(guard.refusals(device, false));
    if (run != null && run.isGoingOn()) {
      refusals.add(
          0,
          new Refusal(
              Refusal.Reason.BEING_WIPED,
              device.path() + " is being wiped by process " + run.holder().getAsLong(),
              "watch it with 'wipeit status'"));
    }
    return new DiskEntry(disk, others, deep ? tree(device) : null, run, refusals);
  }

  private @Nullable BlockTree tree(BlockDevice device) {
    try {
      return trees.of(device);
    } catch (IOException gone) {
      return null;
    }
  }
}
