package dev.wipeit.device;

import java.nio.file.Path;

/**
 * The facts of a device as they were when it was looked at.
 *
 * @param path as it was named, such as {@code /dev/disk/by-id/ata-X} or {@code /dev/sdb}
 * @param node the path with every symbolic link resolved
 * @param name the kernel's name, such as {@code sdb}; the file name of an image file
 * @param number major and minor number; for an image file those of the device that holds it
 * @param kind what it is to the block layer
 * @param type what it is made of, and how that is known
 * @param sizeBytes size in bytes, 0 without a medium
 * @param logicalSectorBytes the smallest unit that can be written; 1 for an image file
 * @param physicalSectorBytes the unit that the medium uses inside
 * @param readOnly whether the kernel holds it read-only
 * @param removable whether its medium can be taken out
 * @param identity what proves that it is the same device
 */
public record BlockDevice(
    Path path,
    Path node,
    String name,
    DeviceNumber number,
    DeviceKind kind,
    DriveType type,
    long sizeBytes,
    int logicalSectorBytes,
    int physicalSectorBytes,
    boolean readOnly,
    boolean removable,
    DeviceIdentity identity) {

  /**
   * Whether it is a drive, or a part of one, that must be named by serial number: no loop device,
   * no part of one, no image file.
   */
  public boolean isDrive() {
    boolean partOfLoop = kind == DeviceKind.PARTITION && identity.backing() != null;
    return kind != DeviceKind.LOOP && kind != DeviceKind.IMAGE_FILE && !partOfLoop;
  }

  /**
   * The bytes that whole logical sectors hold. A loop device over an odd file can have a rest
   * behind them that no write reaches.
   */
  public long usableBytes() {
    return sizeBytes / logicalSectorBytes * logicalSectorBytes;
  }
}
