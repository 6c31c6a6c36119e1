package dev.wipeit.device;

import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The disks of the machine with what an operator wants to know of each, from sysfs, procfs and the
 * udev database; those that lack names there are asked, all at the same time. Works with and
 * without root and opens devices for reading only. A broken disk is described as far as it can be,
 * with what is wrong; one that vanishes meanwhile is left out. Safe for use by several threads;
 * every call reads anew.
 */
public final class Inventory {

  /** By then whatever is asked of a device has been answered or given up, one by one. */
  private static final Duration DEADLINE = Patience.USUAL.multipliedBy(2);

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
   * The disks, and what could not be told.
   *
   * @param disks in natural order of their names
   * @param problems what of sysfs is no device that could be described, a line each
   */
  public record Listing(List<Disk> disks, List<String> problems) {

    public Listing {
      disks = List.copyOf(disks);
      problems = List.copyOf(problems);
    }

    /** The disks, those together that lead to one drive (multipath). */
    public List<List<Disk>> drives() {
      return SameDrive.groups(disks);
    }
  }

  /**
   * The disks in natural order of their names: no loop devices and other virtual ones, no optical
   * drives.
   *
   * @throws IOException if sysfs cannot be read
   */
  public List<Disk> list() throws IOException {
    return look(false).disks();
  }

  /**
   * As {@link #list}, with what could not be told.
   *
   * @param all with loop devices that are over a file, other virtual devices, and optical drives
   * @throws IOException if sysfs cannot be read
   */
  public Listing look(boolean all) throws IOException {
    Links links = Links.read(roots);
    List<String> problems = new ArrayList<>();
    List<SysDevice> wanted =
        sysfs.disks(problems::add).stream().filter(disk -> isWanted(disk, all)).toList();
    List<Disk> disks = new ArrayList<>();
    for (Look look : AtOnce.each(wanted, disk -> look(disk, links), DEADLINE, Inventory::silent)) {
      if (look.problem() != null) {
        problems.add(look.problem());
      } else if (look.disk() != null) {
        disks.add(look.disk());
      }
    }
    return new Listing(disks, problems);
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

  /**
   * What was seen of a disk: itself, or why not, or nothing where it has gone.
   *
   * @param disk the disk, or null
   * @param problem one line, or null
   */
  private record Look(@Nullable Disk disk, @Nullable String problem) {}

  private Look look(SysDevice disk, Links links) {
    Attributes attributes = Attributes.lenient();
    try {
      BlockDevice device = devices.describe(disk, attributes);
      UdevRecord udev = UdevRecord.ofIfAny(disk.number(), roots);
      DiskFacts facts = new Facts(roots, disk, udev).of(device, links, attributes);
      return new Look(isThere(disk) ? new Disk(device, facts) : null, null);
    } catch (IOException e) {
      return new Look(null, isThere(disk) ? disk.name() + " is left out: " + e.getMessage() : null);
    }
  }

  private static Look silent(SysDevice disk) {
    return new Look(null, disk.name() + " is left out: it " + NoAnswerException.text(DEADLINE));
  }

  private static boolean isThere(SysDevice disk) {
    return Files.exists(disk.folder().resolve("dev"));
  }

  private static boolean isWanted(SysDevice disk, boolean all) {
    if (!all) {
      return Devices.kind(disk) == DeviceKind.DISK && !disk.isOptical();
    }
    return !disk.isLoop() || Files.exists(disk.folder().resolve("loop/backing_file"));
  }
}
