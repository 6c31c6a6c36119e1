package dev.wipeit.device;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a device is, in the words of lsblk(8). */
final class BlockKinds {

  private BlockKinds() {}

  static String of(SysDevice device) {
    if (device.isPartition()) {
      return "part";
    }
    if (device.name().startsWith("dm-")) {
      return deviceMapper(device.text("dm/uuid"));
    }
    if (device.isLoop()) {
      return "loop";
    }
    if (device.name().startsWith("md")) {
      String level = device.text("md/level");
      return level == null ? "md" : level.toLowerCase(Locale.ROOT);
    }
    return device.isOptical() ? "rom" : "disk";
  }

  /** The prefix of the UUID names the owner; kpartx puts {@code partN-} before it. */
  private static String deviceMapper(@Nullable String uuid) {
    if (uuid == null || !uuid.contains("-")) {
      return "dm";
    }
    String owner = uuid.substring(0, uuid.indexOf('-')).toLowerCase(Locale.ROOT);
    return owner.matches("part[0-9]+") ? "part" : owner;
  }
}
