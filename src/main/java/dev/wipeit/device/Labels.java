package dev.wipeit.device;

import dev.wipeit.drive.DeviceText;
import dev.wipeit.drive.Drive;
import dev.wipeit.drive.DriveLabels;
import dev.wipeit.drive.WorldWideName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serial number, world wide name and model of a disk: from sysfs first, then from the drive itself
 * where this user may ask it, and last from udev.
 */
final class Labels {

  /** A page of vital product data has four bytes before its content (SPC-4, 7.8.2). */
  private static final int VPD_HEADER_BYTES = 4;

  private static final Pattern BOOT_PARTITION = Pattern.compile("mmcblk[0-9]+(boot|gp)[0-9]+");

  private final SysDevice disk;
  private final UdevRecord udev;
  private final @Nullable Drive drive;
  private @Nullable DriveLabels told;

  /**
   * @param drive the disk as it can be asked itself, or null
   */
  Labels(SysDevice disk, UdevRecord udev, @Nullable Drive drive) {
    this.disk = disk;
    this.udev = udev;
    this.drive = drive;
  }

  /**
   * NVMe and MMC have it in their device's folder, virtio in the disk's, SCSI in page 0x80. A boot
   * partition of an eMMC is a disk of its own below the card's (drivers/mmc/core/block.c), and not
   * the same device as the other one.
   */
  @Nullable String serial() {
    if (isBootPartition()) {
      String card = disk.text("device/device/serial");
      return card == null ? null : card + "-" + disk.name().replaceFirst("^mmcblk[0-9]+", "");
    }
    @Nullable String known =
        first(
            disk.text("device/serial"),
            disk.text("serial"),
            unitSerialNumber(disk.folder().resolve("device/vpd_pg80")));
    return known != null ? known : first(told().serial(), udev.text("ID_SERIAL_SHORT"));
  }

  /** SCSI has it in its device's folder, NVMe in the disk's. */
  @Nullable String wwn() {
    @Nullable String known =
        first(
            WorldWideName.normalised(disk.text("device/wwid")),
            WorldWideName.normalised(disk.text("wwid")));
    return known != null
        ? known
        : first(
            told().wwn(),
            WorldWideName.normalised(udev.text("ID_WWN_WITH_EXTENSION")),
            WorldWideName.normalised(udev.text("ID_WWN")));
  }

  /** MMC calls it {@code name}. */
  @Nullable String model() {
    @Nullable String known =
        first(
            disk.text("device/model"),
            disk.text("device/name"),
            isBootPartition() ? disk.text("device/device/name") : null);
    return known != null ? known : first(told().model(), udev.text("ID_MODEL"));
  }

  /** What the drive itself says; asked once, and only where sysfs lacks something. */
  private DriveLabels told() {
    if (told == null) {
      told = drive == null ? DriveLabels.NONE : asked(drive);
    }
    return told;
  }

  /** A drive that cannot be asked, as by a user without permission, is one that tells nothing. */
  private static DriveLabels asked(Drive drive) {
    try {
      return drive.labels();
    } catch (IOException untold) {
      return DriveLabels.NONE;
    }
  }

  private boolean isBootPartition() {
    return BOOT_PARTITION.matcher(disk.name()).matches();
  }

  private static @Nullable String unitSerialNumber(Path page) {
    try {
      return unitSerialNumber(Files.readAllBytes(page));
    } catch (IOException noSuchPage) {
      return null;
    }
  }

  /** The serial number in page 0x80, or null. */
  static @Nullable String unitSerialNumber(byte[] page) {
    int length = Math.max(0, page.length - VPD_HEADER_BYTES);
    int start = page.length - length;
    return DeviceText.normalised(new String(page, start, length, StandardCharsets.ISO_8859_1));
  }

  private static @Nullable String first(@Nullable String... candidates) {
    for (String candidate : candidates) {
      if (candidate != null) {
        return candidate;
      }
    }
    return null;
  }
}
