package dev.wipeit.device;

import dev.wipeit.sys.Errno;
import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.FileStatus;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which block devices a file system is on. Most mounts carry the number of their device;
 * where that is anonymous (major 0, as of btrfs, overlay, tmpfs) their type and source tell.
 */
final class Filesystems {

  /** Types without a block device that could be told here. ZFS members are told by their labels. */
  private static final Set<String> WITHOUT_DEVICE =
      Set.of(
          "tmpfs",
          "ramfs",
          "rootfs",
          "devtmpfs",
          "proc",
          "sysfs",
          "zfs",
          "nfs",
          "nfs4",
          "cifs",
          "smb3",
          "9p",
          "virtiofs",
          "ceph",
          "afs",
          "fuse",
          "hugetlbfs");

  /** An overlay of overlays is as deep as the kernel allows: FILESYSTEM_MAX_STACK_DEPTH is 2. */
  private static final int OVERLAY_DEPTH = 3;

  private final Mounts mounts;
  private final Btrfs btrfs;
  private final Kernel kernel;

  Filesystems(Mounts mounts, Btrfs btrfs, Kernel kernel) {
    this.mounts = mounts;
    this.btrfs = btrfs;
    this.kernel = kernel;
  }

  /**
   * The devices under a file or folder that exists, or under the closest folder above it that does.
   * Empty where the file system has none: memory, network, or an overlay whose layers are not
   * visible from here, as in a container; the kernel's exclusive claim then has the last word.
   *
   * @throws IOException if that cannot be told
   */
  Set<DeviceNumber> devicesUnder(Path path) throws IOException {
    Path existing = path.toAbsolutePath().normalize();
    while (true) {
      try {
        return devicesUnder(existing, Numbers.ofFilesystem(kernel.status(existing.toString())));
      } catch (ErrnoException e) {
        existing = parentUnlessTop(existing, e);
      }
    }
  }

  /** The devices under a file that is on the file system of this number. */
  Set<DeviceNumber> devicesUnder(Path path, DeviceNumber number) throws IOException {
    if (number.major() != 0) {
      return btrfs.siblings(number);
    }
    return devicesByMount(real(path).toString(), OVERLAY_DEPTH);
  }

  /** The block devices that a mount names: by its number, else by its source. */
  Set<DeviceNumber> devicesOf(Mount mount) {
    Set<DeviceNumber> numbers = new HashSet<>();
    if (mount.number().major() != 0) {
      numbers.addAll(btrfs.siblings(mount.number()));
      return numbers;
    }
    // bcachefs puts colons between its devices.
    for (String source : mount.source().split(":", -1)) {
      DeviceNumber number = source.startsWith("/") ? blockDevice(source) : null;
      if (number != null) {
        numbers.addAll(btrfs.siblings(number));
      }
    }
    return numbers;
  }

  private Set<DeviceNumber> devicesByMount(String path, int depth) throws IOException {
    Mount mount = mounts.holding(path);
    if (mount == null) {
      throw new IOException("no mount in mountinfo holds " + path);
    }
    if (mount.type().equals("overlay")) {
      return depth == 0 ? Set.of() : devicesOfLayers(mount, depth - 1);
    }
    Set<DeviceNumber> numbers = devicesOf(mount);
    if (numbers.isEmpty() && !isWithoutDevice(mount.type())) {
      throw new IOException(
          "cannot tell which device holds "
              + path
              + " (type "
              + mount.type()
              + ", from "
              + mount.source()
              + ")");
    }
    return numbers;
  }

  private Set<DeviceNumber> devicesOfLayers(Mount overlay, int depth) throws IOException {
    Set<DeviceNumber> numbers = new HashSet<>();
    for (String option : overlay.options().split(",", -1)) {
      if (option.startsWith("upperdir=") || option.startsWith("lowerdir=")) {
        for (String layer : option.substring(option.indexOf('=') + 1).split(":", -1)) {
          if (isVisible(layer)) {
            numbers.addAll(devicesOfLayer(layer, depth));
          }
        }
      }
    }
    return numbers;
  }

  private Set<DeviceNumber> devicesOfLayer(String layer, int depth) throws IOException {
    DeviceNumber number = Numbers.ofFilesystem(kernel.status(layer));
    return number.major() != 0 ? btrfs.siblings(number) : devicesByMount(layer, depth);
  }

  private boolean isVisible(String layer) {
    try {
      return layer.startsWith("/") && kernel.status(layer).isDirectory();
    } catch (ErrnoException notFromHere) {
      return false;
    }
  }

  private @Nullable DeviceNumber blockDevice(String source) {
    try {
      FileStatus status = kernel.status(source);
      return status.isBlockDevice() ? Numbers.ofNode(status) : null;
    } catch (ErrnoException noNode) {
      return null;
    }
  }

  private static boolean isWithoutDevice(String type) {
    return WITHOUT_DEVICE.contains(type) || type.startsWith("fuse.");
  }

  private static Path parentUnlessTop(Path path, ErrnoException failure) throws ErrnoException {
    Path parent = path.getParent();
    if (parent == null || !failure.errno().equals(Errno.ENOENT)) {
      throw failure;
    }
    return parent;
  }

  private static Path real(Path path) throws IOException {
    return Files.exists(path) ? path.toRealPath() : path;
  }
}
