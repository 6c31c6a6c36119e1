package dev.wipeit.device;

/** What a device is to the block layer. */
public enum DeviceKind {
  /** A whole disk. */
  DISK,
  /** A part of a disk. */
  PARTITION,
  /** A loop device over a file. */
  LOOP,
  /** A device built on others or out of memory: device mapper, md, zram, ram. */
  VIRTUAL,
  /** A regular file taken as a device. */
  IMAGE_FILE
}
