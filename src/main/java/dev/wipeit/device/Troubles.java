package dev.wipeit.device;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a disk, as far as sysfs tells without asking the drive. */
final class Troubles {

  /** The least and the most that the block layer takes as a sector (linux/blkdev.h). */
  private static final int SMALLEST_SECTOR_BYTES = 512;

  private final SysDevice disk;
  private final BlockDevice device;
  private final Attributes attributes;

  Troubles(SysDevice disk, BlockDevice device, Attributes attributes) {
    this.disk = disk;
    this.device = device;
    this.attributes = attributes;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    String state = disk.text("device/state");
    if (state != null && !Facts.isWorking(state)) {
      lines.add("its state is " + state);
    }
    if (device.kind() == DeviceKind.DISK && hasNoSize()) {
      lines.add(withoutSize());
    }
    int sector = device.logicalSectorBytes();
    if (sector < SMALLEST_SECTOR_BYTES || Integer.bitCount(sector) != 1) {
      lines.add("its sectors have " + sector + " bytes, which is no power of two from 512 on");
    }
    return lines;
  }

  private boolean hasNoSize() {
    return device.sizeBytes() == 0 && !attributes.unreadable().contains(Attributes.SIZE);
  }

  /** drivers/scsi/sd.c, sd_read_capacity: sectors of another size leave a disk of size 0. */
  private String withoutSize() {
    return device.removable()
        ? "no medium is in it"
        : "its size is 0: it is not ready, or has sectors that Linux does not take (520 or 528"
            + " bytes)";
  }
}
