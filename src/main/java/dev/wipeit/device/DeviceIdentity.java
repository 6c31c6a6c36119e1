package dev.wipeit.device;

import org.jspecify.annotations.Nullable;

/**
 * What proves that a device is the same one, whatever its name is today. Text is as the device
 * gives it, trimmed and without control characters.
 *
 * @param serial serial number, or null where the device has none
 * @param wwn world wide name, or null
 * @param model model name, or null; shown, never a proof
 * @param sizeBytes size in bytes
 * @param backing the file behind a loop device or an image file, or null
 */
public record DeviceIdentity(
    @Nullable String serial,
    @Nullable String wwn,
    @Nullable String model,
    long sizeBytes,
    @Nullable BackingFile backing) {

  /** Whether anything but the content can prove the device. */
  public boolean isProvable() {
    return serial != null || wwn != null || backing != null;
  }

  /**
   * Whether this is provably the same device: an equal size and an equal serial, WWN or backing
   * file, and none of those that both know differs.
   */
  public boolean isSameDeviceAs(DeviceIdentity other) {
    boolean anyEqual =
        equal(serial, other.serial) || equal(wwn, other.wwn) || equal(backing, other.backing);
    boolean anyDifferent =
        different(serial, other.serial)
            || different(wwn, other.wwn)
            || different(backing, other.backing);
    return sizeBytes == other.sizeBytes && anyEqual && !anyDifferent;
  }

  private static boolean equal(@Nullable Object mine, @Nullable Object theirs) {
    return mine != null && mine.equals(theirs);
  }

  private static boolean different(@Nullable Object mine, @Nullable Object theirs) {
    return mine != null && theirs != null && !mine.equals(theirs);
  }

  /** One line for a person, both sides of a mismatch included. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    text.append("serial ").append(serial == null ? "unknown" : serial);
    if (wwn != null) {
      text.append(", WWN ").append(wwn);
    }
    if (backing != null) {
      text.append(", file ").append(backing);
    }
    return text.append(", ").append(sizeBytes).append(" bytes").toString();
  }
}
