package dev.wipeit.device;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the disks together that lead to one drive, as the guard tells it. */
final class SameDrive {

  private SameDrive() {}

  /** The groups in the order of their first disks. */
  static List<List<Disk>> groups(List<Disk> disks) {
    List<List<Disk>> groups = new ArrayList<>();
    for (Disk disk : disks) {
      List<Disk> group = groupOf(disk, groups);
      if (group == null) {
        group = new ArrayList<>();
        groups.add(group);
      }
      group.add(disk);
    }
    return groups.stream().map(List::copyOf).toList();
  }

  private static @Nullable List<Disk> groupOf(Disk disk, List<List<Disk>> groups) {
    for (List<Disk> group : groups) {
      if (group.stream().anyMatch(other -> areOne(disk.device(), other.device()))) {
        return group;
      }
    }
    return null;
  }

  private static boolean areOne(BlockDevice mine, BlockDevice other) {
    return mine.kind() == DeviceKind.DISK
        && other.kind() == DeviceKind.DISK
        && SecondPathRule.areOne(mine, other);
  }
}
