package dev.wipeit.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the facts of one disk that prove nothing. Whatever it has not is left out or named. */
final class Facts {

  /** {@code state} of a SCSI device (drivers/scsi/scsi_sysfs.c) or NVMe controller that works. */
  private static final Set<String> WORKING = Set.of("running", "live");

  private static final String ZONED = "queue/zoned";

  private final SystemRoots roots;
  private final SysDevice disk;
  private final UdevRecord udev;

  Facts(SystemRoots roots, SysDevice disk, UdevRecord udev) {
    this.roots = roots;
    this.disk = disk;
    this.udev = udev;
  }

  DiskFacts of(BlockDevice device, Links links, Attributes attributes) {
    List<String> troubles = new ArrayList<>(attributes.troubles());
    troubles.addAll(new Troubles(disk, device, attributes).lines());
    return new DiskFacts(
        links.of(device.node()),
        first(disk.text("device/vendor"), udev.text("ID_VENDOR")),
        firmware(),
        Transports.of(disk, udev),
        Slots.of(disk, udev, roots),
        rotational(),
        zoned(troubles),
        bytes("queue/discard_max_bytes"),
        bytes("queue/write_zeroes_max_bytes"),
        NvmePaths.lines(disk),
        attributes.unreadable(),
        troubles);
  }

  /** SCSI calls it {@code rev}, NVMe {@code firmware_rev}, MMC {@code fwrev}. */
  private @Nullable String firmware() {
    return first(
        disk.text("device/rev"),
        disk.text("device/firmware_rev"),
        disk.text("device/fwrev"),
        udev.text("ID_REVISION"));
  }

  private @Nullable Boolean rotational() {
    String text = disk.text("queue/rotational");
    return "1".equals(text) ? Boolean.TRUE : "0".equals(text) ? Boolean.FALSE : null;
  }

  private ZonedModel zoned(List<String> troubles) {
    String text = disk.text(ZONED);
    if (text == null) {
      // Kernels without zones have no such attribute.
      return ZonedModel.NONE;
    }
    ZonedModel model = model(text);
    if (model == null) {
      troubles.add(ZONED + " of sysfs is '" + text + "', which is no model of zones");
    }
    return model == null ? ZonedModel.NONE : model;
  }

  private static @Nullable ZonedModel model(String text) {
    return switch (text) {
      case "none" -> ZonedModel.NONE;
      case "host-aware" -> ZonedModel.HOST_AWARE;
      case "host-managed" -> ZonedModel.HOST_MANAGED;
      default -> null;
    };
  }

  /** Without the attribute, or with nonsense in it, the disk takes none as far as is known. */
  private long bytes(String attribute) {
    String text = disk.text(attribute);
    return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  static boolean isWorking(String state) {
    return WORKING.contains(state);
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
