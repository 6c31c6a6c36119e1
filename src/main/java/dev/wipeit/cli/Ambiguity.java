package dev.wipeit.cli;

import dev.wipeit.device.Disk;
import java.util.ArrayList;
import java.util.List;

/** What is said where several disks claim to be the one that is meant. */
final class Ambiguity {

  private Ambiguity() {}

  /**
   * The refusal, with all of them.
   *
   * @param what is claimed by several, such as {@code serial number S}
   */
  static CommandException of(ExitCode code, String what, List<Disk> disks) {
    List<String> lines = new ArrayList<>();
    lines.add(disks.size() + " disks have " + what + ":");
    lines.addAll(DiskLines.withWwn(disks));
    if (isMultipath(disks)) {
      lines.add("  with one WWN they are paths to one drive (multipath); two writers would meet");
      lines.add("  use its multipath device ('multipath -ll'), or detach all paths but one");
    } else {
      lines.add("  a bridge may report one serial number for all its disks, a virtual disk may be");
      lines.add("  cloned, and an NVMe drive may have several namespaces: it proves none of them");
      lines.add("  detach all but the right one, or use --wwn or a path in /dev/disk/by-id");
    }
    lines.add("Nothing was written.");
    return new CommandException(code, lines.toArray(String[]::new));
  }

  /** Those that can be meant: of the slots of a card reader, which share a name, not the empty. */
  static List<Disk> claims(List<Disk> disks) {
    return disks.size() < 2 ? disks : disks.stream().filter(disk -> !isEmptySlot(disk)).toList();
  }

  private static boolean isEmptySlot(Disk disk) {
    return disk.device().removable() && disk.device().sizeBytes() == 0;
  }

  private static boolean isMultipath(List<Disk> disks) {
    List<String> wwns = new ArrayList<>();
    disks.forEach(disk -> wwns.add(String.valueOf(disk.device().identity().wwn())));
    return disks.get(0).device().identity().wwn() != null && wwns.stream().distinct().count() == 1;
  }
}
