package dev.wipeit.device;

import org.jspecify.annotations.Nullable;

/** How a disk is divided into partitions. */
public enum PartitionTable {
  GPT("GPT"),
  MBR("MBR"),
  /** One of another kind, as of a Macintosh or a Sun. */
  OTHER("other"),
  NONE("none");

  private final String label;

  PartitionTable(String label) {
    this.label = label;
  }

  /** As a person writes it. */
  public String label() {
    return label;
  }

  /** What libblkid found, which calls an MBR {@code dos}; null where udev knows of none. */
  static @Nullable PartitionTable of(UdevRecord udev) {
    String type = udev.text("ID_PART_TABLE_TYPE");
    if (type == null) {
      return null;
    }
    return switch (type) {
      case "gpt" -> GPT;
      case "dos" -> MBR;
      default -> OTHER;
    };
  }
}
