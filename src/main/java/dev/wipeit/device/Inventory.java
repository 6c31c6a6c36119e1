package dev.wipeit.device;

import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The disks of the machine with what an operator wants to know of each, from sysfs, procfs and the
 * udev database. Works with and without root and opens nothing but loop devices, for reading. A
 * broken disk is described as far as it can be, with what is wrong; one that vanishes meanwhile is
 * left out. Safe for use by several threads; every call reads anew.
 */
public final class Inventory {

  private final SystemRoots roots;
  private final Sysfs sysfs;
  private final Devices devices;

  /**
   * @param roots where the kernel shows itself
   * @param kernel tells what loop devices are over
   */
  public Inventory(SystemRoots roots, Kernel kernel) {
    this.roots = roots;
    this.sysfs = new Sysfs(roots);
    this.devices = new Devices(roots, kernel);
  }

  /**
   * The disks in natural order of their names: no loop devices and other virtual ones, no optical
   * drives.
   *
   * @throws IOException if sysfs cannot be read
   */
  public List<Disk> list() throws IOException {
    return all().stream()
        .filter(disk -> disk.device().kind() == DeviceKind.DISK)
        .filter(disk -> disk.device().type().kind() != DriveType.Kind.OPTICAL)
        .toList();
  }

  /**
   * As {@link #list}, with loop devices that are over a file, other virtual devices, and optical
   * drives.
   *
   * @throws IOException if sysfs cannot be read
   */
  public List<Disk> all() throws IOException {
    Links links = Links.read(roots);
    List<Disk> disks = new ArrayList<>();
    for (SysDevice disk : sysfs.disks()) {
      if (!disk.isLoop() || isAttached(disk)) {
        addUnlessGone(disks, disk, links);
      }
    }
    return List.copyOf(disks);
  }

  /**
   * The entry of a device that was inspected: of a partition, that of its disk with the partition's
   * identity; of an image file, what little there is.
   *
   * @throws IOException if sysfs does not know it any more
   */
  public Disk of(BlockDevice device) throws IOException {
    if (device.kind() == DeviceKind.IMAGE_FILE) {
      return new Disk(device, ofFile());
    }
    SysDevice disk = sysfs.device(device.number()).disk();
    Attributes attributes = Attributes.lenient();
    devices.describe(disk, attributes);
    UdevRecord udev = UdevRecord.ofIfAny(disk.number(), roots);
    return new Disk(device, new Facts(roots, disk, udev).of(device, Links.read(roots), attributes));
  }

  private static DiskFacts ofFile() {
    return new DiskFacts(
        List.of(),
        null,
        null,
        Transport.VIRTUAL,
        null,
        null,
        ZonedModel.NONE,
        0,
        0,
        List.of(),
        Set.of(),
        List.of());
  }

  private void addUnlessGone(List<Disk> disks, SysDevice disk, Links links) throws IOException {
    Attributes attributes = Attributes.lenient();
    BlockDevice device = devices.describe(disk, attributes);
    UdevRecord udev = UdevRecord.ofIfAny(disk.number(), roots);
    DiskFacts facts = new Facts(roots, disk, udev).of(device, links, attributes);
    if (Files.exists(disk.folder().resolve("dev"))) {
      disks.add(new Disk(device, facts));
    }
  }

  private static boolean isAttached(SysDevice loop) {
    Path file = loop.folder().resolve("loop/backing_file");
    return Files.exists(file);
  }
}
