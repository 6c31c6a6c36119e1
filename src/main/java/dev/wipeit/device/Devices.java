package dev.wipeit.device;

import dev.wipeit.drive.DeviceText;
import dev.wipeit.drive.Drive;
import dev.wipeit.sys.Errno;
import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.FileStatus;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds block devices and describes them, from sysfs and the udev database. Nothing is opened for
 * writing, and no permission is needed but for the file behind a loop device. Safe for use by
 * several threads; every call reads anew.
 */
public final class Devices {

  private final SystemRoots roots;
  private final Kernel kernel;
  private final Sysfs sysfs;

  /**
   * @param roots where the kernel shows itself
   * @param kernel tells what a path leads to and what a loop device is over
   */
  public Devices(SystemRoots roots, Kernel kernel) {
    this.roots = roots;
    this.kernel = kernel;
    this.sysfs = new Sysfs(roots);
  }

  /**
   * The whole disks in natural order of their names, loop devices only where they are over a file;
   * what is broken of one does not keep the others from being told.
   */
  List<BlockDevice> list() throws IOException {
    List<BlockDevice> devices = new ArrayList<>();
    for (SysDevice disk : sysfs.disks()) {
      if (isListed(disk)) {
        devices.add(describe(disk, Attributes.lenient()));
      }
    }
    return devices;
  }

  /**
   * The device that a path leads to, told by the number of its node, never by a name.
   *
   * @param path a device node or a symbolic link to one
   * @param imageFile whether a regular file is taken as a device
   * @throws RefusedException if the path leads to nothing that could be wiped
   * @throws IOException if the device cannot be read
   */
  public BlockDevice inspect(Path path, boolean imageFile) throws IOException {
    Path node = resolved(path);
    FileStatus status = status(path, node);
    if (status.isBlockDevice()) {
      SysDevice device = known(path, Numbers.ofNode(status));
      return describe(path, node, device, Attributes.strict());
    }
    if (!status.isRegularFile()) {
      throw NodeRefusals.otherFile(path, status);
    }
    if (!imageFile) {
      throw NodeRefusals.regularFile(path);
    }
    return imageFile(path, node, status);
  }

  /**
   * The drive of a device, to be asked about itself, or null where there is none that can be: an
   * image file, a loop device, virtio, MMC, a device that has gone.
   */
  public @Nullable Drive drive(BlockDevice device) {
    if (device.kind() == DeviceKind.IMAGE_FILE) {
      return null;
    }
    try {
      return new DriveFinder(roots, kernel).drive(sysfs.device(device.number()).disk());
    } catch (IOException gone) {
      return null;
    }
  }

  /**
   * The number of the disk that a partition is on, or the device's own.
   *
   * @throws IOException if sysfs does not know it any more
   */
  public DeviceNumber diskOf(BlockDevice device) throws IOException {
    return device.kind() == DeviceKind.PARTITION
        ? sysfs.device(device.number()).disk().number()
        : device.number();
  }

  BlockDevice describe(SysDevice device) throws IOException {
    Path node = device.node(roots);
    return describe(node, node, device, Attributes.strict());
  }

  /** As {@link #describe}, but what cannot be read is taken down. */
  BlockDevice describe(SysDevice device, Attributes attributes) throws IOException {
    Path node = device.node(roots);
    return describe(node, node, device, attributes);
  }

  private BlockDevice describe(Path path, Path node, SysDevice device, Attributes attributes)
      throws IOException {
    SysDevice disk = device.disk();
    UdevRecord udev = attributes.udev(disk, roots);
    Labels labels = new Labels(disk, udev, new DriveFinder(roots, kernel).drive(disk));
    long sizeBytes = attributes.sizeBytes(device);
    return new BlockDevice(
        path,
        node,
        device.name(),
        device.number(),
        kind(device),
        type(disk, udev, labels),
        sizeBytes,
        attributes.sectorBytes(disk, Attributes.LOGICAL_SECTOR),
        attributes.sectorBytes(disk, Attributes.PHYSICAL_SECTOR),
        attributes.isReadOnly(device) || attributes.isReadOnly(disk),
        attributes.isRemovable(disk),
        device.isPartition()
            ? part(device, identity(disk, labels, sizeBytes))
            : identity(disk, labels, sizeBytes));
  }

  /** A partition is another device than its disk, and than its neighbour of the same size. */
  private static DeviceIdentity part(SysDevice partition, DeviceIdentity disk) throws IOException {
    String suffix = "-part" + partition.integer("partition");
    long begin = Math.multiplyExact(partition.integer("start"), SysDevice.SIZE_UNIT_BYTES);
    BackingFile file = disk.backing();
    return new DeviceIdentity(
        disk.serial() == null ? null : disk.serial() + suffix,
        disk.wwn() == null ? null : disk.wwn() + suffix,
        disk.model(),
        disk.sizeBytes(),
        file == null
            ? null
            : new BackingFile(file.device(), file.inode(), file.offsetBytes() + begin));
  }

  private DeviceIdentity identity(SysDevice disk, Labels labels, long sizeBytes) {
    return new DeviceIdentity(
        labels.serial(),
        labels.wwn(),
        labels.model(),
        sizeBytes,
        disk.isLoop() ? backing(disk) : null);
  }

  /** The node of another device proves nothing: it is made anew at every start. */
  private @Nullable BackingFile backing(SysDevice loop) {
    LoopStatus status = LoopStatus.of(loop, roots, kernel);
    return status == null || status.backingDevice() != null ? null : status.file();
  }

  private static DriveType type(SysDevice disk, UdevRecord udev, Labels labels) {
    return switch (kind(disk)) {
      case LOOP -> DriveTypes.virtual("a loop device over " + backingPath(disk));
      case VIRTUAL -> DriveTypes.virtual("a device without a drive of its own");
      default -> DriveTypes.of(disk, udev, labels.model());
    };
  }

  private static String backingPath(SysDevice loop) {
    @Nullable String path = KernelFiles.textIfAny(loop.folder().resolve("loop/backing_file"));
    return path == null ? "a file" : DeviceText.shown(path);
  }

  static DeviceKind kind(SysDevice device) {
    if (device.isPartition()) {
      return DeviceKind.PARTITION;
    }
    if (device.isLoop()) {
      return DeviceKind.LOOP;
    }
    return device.isVirtual() ? DeviceKind.VIRTUAL : DeviceKind.DISK;
  }

  private static BlockDevice imageFile(Path path, Path node, FileStatus status) {
    DeviceNumber holder = Numbers.ofFilesystem(status);
    BackingFile file = new BackingFile(holder, status.inode(), 0);
    return new BlockDevice(
        path,
        node,
        KernelFiles.nameOf(node),
        holder,
        DeviceKind.IMAGE_FILE,
        DriveTypes.virtual("an image file"),
        status.sizeBytes(),
        1,
        1,
        !Files.isWritable(node),
        false,
        new DeviceIdentity(null, null, null, status.sizeBytes(), file));
  }

  private static boolean isListed(SysDevice disk) {
    if (disk.isLoop()) {
      return Files.exists(disk.folder().resolve("loop/backing_file"));
    }
    return !disk.isOptical();
  }

  private static Path resolved(Path path) throws IOException {
    try {
      return path.toRealPath();
    } catch (NoSuchFileException e) {
      throw NodeRefusals.missing(path);
    }
  }

  private FileStatus status(Path path, Path node) throws IOException {
    try {
      return kernel.status(node.toString());
    } catch (ErrnoException e) {
      throw e.errno().equals(Errno.ENOENT) ? NodeRefusals.missing(path) : e;
    }
  }

  private SysDevice known(Path path, DeviceNumber number) throws IOException {
    try {
      return sysfs.device(number);
    } catch (NoSuchFileException e) {
      throw NodeRefusals.unknownToSysfs(path, number);
    }
  }
}
