package dev.wipeit.device;

import dev.wipeit.drive.Drive;
import dev.wipeit.drive.Protocol;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells which disks can be asked about themselves, and how: by their driver, never by a name. */
final class DriveFinder {

  /** Peripheral device types of disks (SPC-4, 6.6.2): direct access, simplified, host managed. */
  private static final Set<String> DISK_TYPES = Set.of("0", "14", "20");

  private final SystemRoots roots;
  private final Kernel kernel;

  DriveFinder(SystemRoots roots, Kernel kernel) {
    this.roots = roots;
    this.kernel = kernel;
  }

  /** The drive of a whole disk, or null where it is none that can be asked: loop, virtio, MMC. */
  @Nullable Drive drive(SysDevice disk) {
    @Nullable Protocol protocol = protocol(disk);
    return protocol == null
        ? null
        : new Drive(
            disk.node(roots), disk.number().major(), disk.number().minor(), protocol, kernel);
  }

  private static @Nullable Protocol protocol(SysDevice disk) {
    if (disk.isVirtual() || disk.isLoop()) {
      return null;
    }
    return switch (subsystem(disk)) {
      case "nvme", "nvme-subsystem" -> Protocol.NVME;
      case "scsi" -> scsi(disk);
      default -> null;
    };
  }

  private static @Nullable Protocol scsi(SysDevice disk) {
    @Nullable String type = disk.text("device/type");
    if (type == null || !DISK_TYPES.contains(type)) {
      return null;
    }
    return disk.folder().toString().matches(".*/usb[0-9]+/.*") ? Protocol.USB : Protocol.SCSI;
  }

  /** The bus that its driver belongs to. */
  private static String subsystem(SysDevice disk) {
    Path link = disk.folder().resolve("device/subsystem");
    try {
      return KernelFiles.nameOf(link.toRealPath());
    } catch (IOException none) {
      return "";
    }
  }
}
