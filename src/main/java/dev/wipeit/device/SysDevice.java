package dev.wipeit.device;

import dev.wipeit.drive.DeviceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A block device as sysfs shows it; attributes as in Documentation/ABI/stable/sysfs-block.
 *
 * @param folder its folder, symbolic links resolved, so that a partition lies in its disk
 * @param name the kernel's name; {@code !} stands for a slash
 * @param number major and minor number
 */
record SysDevice(Path folder, String name, DeviceNumber number) {

  /**
   * {@code size} counts units of 512 bytes whatever the sector size is (ABI/stable/sysfs-block).
   */
  static final long SIZE_UNIT_BYTES = 512;

  /** SCSI CD-ROM devices (Documentation/admin-guide/devices.txt). */
  private static final int CD_ROM_MAJOR = 11;

  static SysDevice at(Path link) throws IOException {
    Path folder = link.toRealPath();
    String number = KernelFiles.text(folder.resolve("dev"));
    try {
      return new SysDevice(folder, KernelFiles.nameOf(folder), DeviceNumber.parse(number));
    } catch (IllegalArgumentException e) {
      throw new IOException(folder.resolve("dev") + ": " + e.getMessage(), e);
    }
  }

  boolean isPartition() {
    return Files.exists(folder.resolve("partition"));
  }

  /** Whether it is a CD, DVD or Blu-ray drive: no disk to overwrite. */
  boolean isOptical() {
    return number.major() == CD_ROM_MAJOR;
  }

  /** Whether it is a loop device or a partition of one. */
  boolean isLoop() {
    return name.startsWith("loop");
  }

  /** Whether it is made by a driver that has no hardware under it: dm, md, zram, ram, loop, nbd. */
  boolean isVirtual() {
    return folder.toString().contains("/devices/virtual/block/");
  }

  /** The disk that a partition is on, or the device itself. */
  SysDevice disk() throws IOException {
    return isPartition() ? at(Objects.requireNonNull(folder.getParent())) : this;
  }

  List<SysDevice> partitions() throws IOException {
    List<SysDevice> partitions = new ArrayList<>();
    for (Path entry : KernelFiles.entries(folder)) {
      if (Files.exists(entry.resolve("partition"))) {
        partitions.add(at(entry));
      }
    }
    partitions.sort(NaturalOrder.by(SysDevice::name));
    return partitions;
  }

  /** The devices that are built on this one: device mapper, md, bcache. */
  List<SysDevice> holders() throws IOException {
    List<SysDevice> holders = new ArrayList<>();
    for (Path entry : KernelFiles.entries(folder.resolve("holders"))) {
      holders.add(at(entry));
    }
    return holders;
  }

  /** Size in bytes; 0 without a medium. */
  long sizeBytes() throws IOException {
    long units = integer("size");
    if (units < 0 || units > Long.MAX_VALUE / SIZE_UNIT_BYTES) {
      throw new IOException(folder.resolve("size") + " is no size: " + units);
    }
    return units * SIZE_UNIT_BYTES;
  }

  /** The bytes of a sector, at least one. */
  int sectorBytes(String attribute) throws IOException {
    long bytes = integer(attribute);
    if (bytes < 1 || bytes > Integer.MAX_VALUE) {
      throw new IOException(folder.resolve(attribute) + " is no size of a sector: " + bytes);
    }
    return (int) bytes;
  }

  boolean isReadOnly() throws IOException {
    return integer("ro") != 0;
  }

  /** A number that the device must have. */
  long integer(String attribute) throws IOException {
    Path file = folder.resolve(attribute);
    String text = KernelFiles.text(file);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException(file + " is not a number: '" + DeviceText.shown(text) + "'", e);
    }
  }

  /** An attribute that the device may have, made fit to be shown, or null. */
  @Nullable String text(String attribute) {
    return DeviceText.normalised(KernelFiles.textIfAny(folder.resolve(attribute)));
  }

  /** Its node as it is called below {@code dev}. */
  Path node(SystemRoots roots) {
    return roots.dev().resolve(name.replace('!', '/'));
  }
}
