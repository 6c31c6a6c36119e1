package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.Disk;
import dev.wipeit.units.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Disks in a few columns, for somebody who has to tell them apart. */
final class DiskLines {

  private DiskLines() {}

  /** A line each, indented. */
  static List<String> lines(List<Disk> disks) {
    return disks.stream().map(DiskLines::line).toList();
  }

  /** The same, each with its WWN below it, which can be long. */
  static List<String> withWwn(List<Disk> disks) {
    List<String> lines = new ArrayList<>();
    for (Disk disk : disks) {
      lines.add(line(disk));
      @Nullable String wwn = disk.device().identity().wwn();
      lines.add("    WWN " + (wwn == null ? "unknown" : wwn));
    }
    return lines;
  }

  private static String line(Disk disk) {
    BlockDevice device = disk.device();
    @Nullable String serial = device.identity().serial();
    @Nullable String model = device.identity().model();
    return String.format(
            Locale.ROOT,
            "  %-12s %10s  %-8s %-6s  %s  %s",
            device.node(),
            new ByteSize(device.sizeBytes()),
            device.type().kind().label(),
            disk.facts().transport().label(),
            serial == null ? "no serial" : serial,
            model == null ? "" : model)
        .stripTrailing();
  }
}
