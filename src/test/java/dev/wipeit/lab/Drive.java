package dev.wipeit.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A drive of the emulated machine; what changes it gives another description of the same image.
 *
 * @param kind how it is attached
 * @param serial what it says its serial is, without blanks; unique in a machine, but for the
 *     namespaces of one NVMe drive
 * @param namespace the NVMe namespace, from 1; 1 for every other kind
 * @param image the file that holds its bytes
 * @param properties of QEMU's device, such as {@code logical_block_size}; see {@code
 *     qemu-system-x86_64 -device ide-hd,help}
 * @param badSectors where it fails
 */
public record Drive(
    DriveKind kind,
    String serial,
    int namespace,
    Path image,
    Map<String, Object> properties,
    List<BadSector> badSectors) {

  public Drive {
    properties = Map.copyOf(properties);
    badSectors = List.copyOf(badSectors);
  }

  /** The same with a property of QEMU's device, a number or a text. */
  public Drive with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(properties);
    more.put(name, value);
    return new Drive(kind, serial, namespace, image, more, badSectors);
  }

  /** The same with that size of the logical and the physical sector, such as 4096. */
  public Drive sectorBytes(int bytes) {
    return with("logical_block_size", bytes).with("physical_block_size", bytes);
  }

  /** The same with sectors at which requests of a kind fail. */
  public Drive bad(BadSector.Access access, long first, long last) {
    List<BadSector> all = new ArrayList<>(badSectors);
    for (long sector = first; sector <= last; sector++) {
      all.add(new BadSector(sector, access));
    }
    return new Drive(kind, serial, namespace, image, properties, all);
  }

  /**
   * A command of the guest's shell that prints its device node, to be put into {@code "$(...)"}.
   */
  public String find() {
    return kind == DriveKind.NVME
        ? "disk " + reportedSerial() + " " + namespace
        : "disk " + reportedSerial();
  }

  /** What the guest sees as its serial. */
  public String reportedSerial() {
    return kind == DriveKind.SD ? DriveKind.CARD_SERIAL : serial;
  }

  /** A name that is its own in the machine: of the device, and of what lies below it. */
  String id() {
    return "drive-" + serial + "-" + namespace;
  }
}
