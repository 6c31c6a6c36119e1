package dev.wipeit.device;

import dev.wipeit.device.DriveType.Confidence;
import dev.wipeit.device.DriveType.Kind;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells what a disk is made of: the first rule that matches decides. */
final class DriveTypes {

  private static final Pattern USB = Pattern.compile("usb[0-9]+");
  private static final Pattern VIRTIO = Pattern.compile("virtio[0-9]+");

  private DriveTypes() {}

  /** What a device without a drive of its own is. */
  static DriveType virtual(String evidence) {
    return new DriveType(Kind.VIRTUAL, Confidence.HIGH, evidence);
  }

  static DriveType of(SysDevice disk, UdevRecord udev, @Nullable String model) {
    DriveType type = byMedium(disk);
    if (type == null) {
      type = byBus(disk.name(), udev.text("ID_BUS"));
    }
    if (type == null) {
      type = byRotational(disk.text("queue/rotational"));
    }
    if (type == null) {
      type = byRotationRate(udev.text("ID_ATA_ROTATION_RATE_RPM"));
    }
    if (type == null) {
      type = byModel(model);
    }
    return type == null
        ? new DriveType(Kind.UNKNOWN, Confidence.LOW, "neither its driver nor its model tells")
        : type;
  }

  /**
   * What the predecessor did not know. Its own rules take an SD card for built-in flash, and a USB
   * stick, which mostly says that it rotates, for a hard disk.
   */
  private static @Nullable DriveType byMedium(SysDevice disk) {
    if (disk.isOptical()) {
      return new DriveType(Kind.OPTICAL, Confidence.HIGH, "its driver is that of CD-ROM drives");
    }
    if (disk.name().startsWith("mmc") && "SD".equals(disk.text("device/type"))) {
      return new DriveType(Kind.REMOVABLE_FLASH, Confidence.HIGH, "device/type is SD");
    }
    if ("1".equals(disk.text("removable")) && SysPath.of(disk).nearest(USB) != null) {
      return new DriveType(
          Kind.REMOVABLE_FLASH, Confidence.MEDIUM, "removable is 1 and it is behind USB");
    }
    if (disk.name().startsWith("vd") && SysPath.of(disk).nearest(VIRTIO) != null) {
      // Its queue/rotational is the default of the block layer: the driver says nothing.
      return virtual("a virtio disk, whose driver does not tell what is behind it");
    }
    return null;
  }

  private static @Nullable DriveType byBus(String name, @Nullable String bus) {
    if (name.startsWith("nvme")) {
      return new DriveType(Kind.NVME_SSD, Confidence.HIGH, "its name is " + name);
    }
    if ("nvme".equals(bus)) {
      return new DriveType(Kind.NVME_SSD, Confidence.HIGH, "ID_BUS is nvme");
    }
    if (name.startsWith("mmc")) {
      return new DriveType(Kind.EMMC, Confidence.HIGH, "its name is " + name);
    }
    return null;
  }

  private static @Nullable DriveType byRotational(@Nullable String rotational) {
    if ("0".equals(rotational)) {
      return new DriveType(Kind.SSD, Confidence.HIGH, "queue/rotational is 0");
    }
    if ("1".equals(rotational)) {
      return new DriveType(Kind.HDD, Confidence.HIGH, "queue/rotational is 1");
    }
    return null;
  }

  private static @Nullable DriveType byRotationRate(@Nullable String rate) {
    if (rate == null) {
      return null;
    }
    Kind kind = rate.equals("0") ? Kind.SSD : Kind.HDD;
    return new DriveType(kind, Confidence.MEDIUM, "ID_ATA_ROTATION_RATE_RPM is " + rate);
  }

  private static @Nullable DriveType byModel(@Nullable String model) {
    if (model == null) {
      return null;
    }
    // udev puts underscores for spaces.
    String text = model.toUpperCase(Locale.ROOT).replace('_', ' ');
    if (containsAny(text, "SSD", "SOLID STATE")) {
      return new DriveType(Kind.SSD, Confidence.MEDIUM, "its model is " + model);
    }
    if (containsAny(text, "HDD", "HARD DISK", "HARDDRIVE")) {
      return new DriveType(Kind.HDD, Confidence.MEDIUM, "its model is " + model);
    }
    return null;
  }

  private static boolean containsAny(String text, String... words) {
    for (String word : words) {
      if (text.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
