package dev.wipeit.certificate;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.device.BackingFile;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.device.DeviceNumber;
import dev.wipeit.device.DiskFacts;
import dev.wipeit.device.DriveType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The object {@code drive}: what was wiped. */
public final class DriveSection {

  private static final Set<String> FLASH =
      Set.of(
          DriveType.Kind.SSD.label(),
          DriveType.Kind.NVME_SSD.label(),
          DriveType.Kind.EMMC.label(),
          DriveType.Kind.REMOVABLE_FLASH.label());

  private DriveSection() {}

  /**
   * Of a device that was looked at.
   *
   * @param facts what else is known of it, or null
   */
  public static JsonObject of(BlockDevice device, @Nullable DiskFacts facts) {
    return identity(device.identity())
        .with(
            JsonObject.of(
                "path", device.path().toAbsolutePath().normalize().toString(),
                "kind", device.kind().name().toLowerCase(Locale.ROOT),
                "type", device.type().kind().label(),
                "usable_size", device.usableBytes(),
                "logical_sector", device.logicalSectorBytes(),
                "physical_sector", device.physicalSectorBytes(),
                "manufacturer", facts == null ? null : facts.vendor(),
                "firmware", facts == null ? null : facts.firmware(),
                "transport", facts == null ? null : facts.transport().label()));
  }

  /** Of a device that only its checkpoint knows any more. */
  static JsonObject of(Checkpoint state) {
    JsonObject unknown = JsonObject.empty();
    for (String key : List.of("kind", "type", "logical_sector", "physical_sector")) {
      unknown = unknown.with(key, null);
    }
    for (String key : List.of("manufacturer", "firmware", "transport")) {
      unknown = unknown.with(key, null);
    }
    return identity(state.identity())
        .with(unknown)
        .with(JsonObject.of("path", state.device(), "usable_size", state.totalSize()));
  }

  private static JsonObject identity(DeviceIdentity identity) {
    return JsonObject.of(
        "serial", identity.serial(),
        "wwn", identity.wwn(),
        "model", identity.model(),
        "size", identity.sizeBytes(),
        "backing", backing(identity.backing()));
  }

  private static @Nullable JsonObject backing(@Nullable BackingFile file) {
    return file == null
        ? null
        : JsonObject.of(
            "device",
            file.device().toString(),
            "inode",
            file.inode(),
            "offset",
            file.offsetBytes());
  }

  /** The identity that a certificate names. */
  static DeviceIdentity identityOf(JsonObject drive) throws CertificateException {
    @Nullable BackingFile file = null;
    if (drive.has("backing")) {
      JsonObject backing = drive.object("backing");
      String[] number = backing.text("device").split(":", -1);
      file =
          new BackingFile(
              new DeviceNumber(Integer.parseInt(number[0]), Integer.parseInt(number[1])),
              backing.integer("inode"),
              backing.integer("offset"));
    }
    return new DeviceIdentity(
        drive.textOrNull("serial"),
        drive.textOrNull("wwn"),
        drive.textOrNull("model"),
        drive.integer("size"),
        file);
  }

  /** Whether it has more blocks than it shows. */
  static boolean isFlash(JsonObject drive) throws CertificateException {
    @Nullable String type = drive.textOrNull("type");
    return type != null && FLASH.contains(type);
  }

  /** The unit in which its sectors are counted. */
  static long sectorBytes(JsonObject drive) throws CertificateException {
    @Nullable Long logical = drive.integerOrNull("logical_sector");
    return logical == null ? 512 : Math.max(512, logical);
  }
}
