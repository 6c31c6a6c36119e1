package dev.wipeit.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Serial number, world wide name and model of a disk: from sysfs first, then from udev. */
final class Labels {

  /** A page of vital product data has four bytes before its content (SPC-4, 7.8.2). */
  private static final int VPD_HEADER_BYTES = 4;

  private static final Pattern BOOT_PARTITION = Pattern.compile("mmcblk[0-9]+(boot|gp)[0-9]+");

  private final SysDevice disk;
  private final UdevRecord udev;

  Labels(SysDevice disk, UdevRecord udev) {
    this.disk = disk;
    this.udev = udev;
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
    return first(
        disk.text("device/serial"),
        disk.text("serial"),
        unitSerialNumber(disk.folder().resolve("device/vpd_pg80")),
        udev.text("ID_SERIAL_SHORT"),
        ofUsbDevice());
  }

  /** A stick mostly has no page 0x80, but a number in its USB descriptor; udev takes it too. */
  private @Nullable String ofUsbDevice() {
    Path device = SysPath.of(disk).nearestWith("idVendor");
    return device == null
        ? null
        : DeviceText.normalised(KernelFiles.textIfAny(device.resolve("serial")));
  }

  /** SCSI has it in its device's folder, NVMe in the disk's. */
  @Nullable String wwn() {
    String udevs = first(udev.text("ID_WWN_WITH_EXTENSION"), udev.text("ID_WWN"));
    return first(
        disk.text("device/wwid"),
        disk.text("wwid"),
        udevs == null ? null : udevs.replaceFirst("^0x", "naa."));
  }

  /** MMC calls it {@code name}. */
  @Nullable String model() {
    return first(
        disk.text("device/model"),
        disk.text("device/name"),
        isBootPartition() ? disk.text("device/device/name") : null,
        udev.text("ID_MODEL"));
  }

  private boolean isBootPartition() {
    return BOOT_PARTITION.matcher(disk.name()).matches();
  }

  private static @Nullable String unitSerialNumber(Path page) {
    try {
      byte[] bytes = Files.readAllBytes(page);
      int length = Math.max(0, bytes.length - VPD_HEADER_BYTES);
      int start = bytes.length - length;
      return DeviceText.normalised(new String(bytes, start, length, StandardCharsets.ISO_8859_1));
    } catch (IOException noSuchPage) {
      return null;
    }
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
