package dev.wipeit.cli;

import dev.wipeit.device.BlockTree;
import dev.wipeit.device.Disk;
import dev.wipeit.device.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the list tells of one disk.
 *
 * @param disk the disk
 * @param others the other disks that lead to the same drive
 * @param tree what is and stands on it; null where it was not asked for, or has gone
 * @param pending its unfinished run, or null
 * @param refusals why it cannot be wiped; empty if it can
 * @param state what the drive itself says; of nothing where it was not asked
 */
record DiskEntry(
    Disk disk,
    List<Disk> others,
    @Nullable BlockTree tree,
    @Nullable PendingRun pending,
    List<Refusal> refusals,
    DriveState state) {

  /** The same, with one more thing that is wrong with the disk. */
  DiskEntry with(String trouble) {
    if (disk.facts().troubles().contains(trouble)) {
      return this;
    }
    Disk troubled = new Disk(disk.device(), disk.facts().with(trouble));
    return new DiskEntry(troubled, others, tree, pending, refusals, state);
  }

  /** The same, with one more reason not to wipe the disk. */
  DiskEntry with(Refusal refusal) {
    List<Refusal> all = new ArrayList<>(refusals);
    all.add(refusal);
    return new DiskEntry(disk, others, tree, pending, List.copyOf(all), state);
  }

  String node() {
    return disk.device().node().toString();
  }
}
