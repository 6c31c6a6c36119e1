package dev.wipeit.device;

/** Whether a disk has zones ({@code queue/zoned} of Documentation/ABI/stable/sysfs-block). */
public enum ZonedModel {
  /** It takes any write anywhere. */
  NONE,
  /** It takes any write, and prefers those in sequence. */
  HOST_AWARE,
  /** It refuses writes out of sequence. */
  HOST_MANAGED
}
