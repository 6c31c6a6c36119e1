package dev.wipeit.device;

import dev.wipeit.drive.DeviceText;
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

  /**
   * Whether it has this serial number.
   *
   * @param written by an operator: white space as a device's own is treated, upper and lower case
   *     as given
   */
  public boolean hasSerial(String written) {
    return serial != null && serial.equals(DeviceText.normalised(written));
  }

  /**
   * Whether it has this world wide name.
   *
   * @param written by an operator, as in sysfs or as udev writes it
   */
  public boolean hasWwn(String written) {
    return wwn != null && WwnText.means(written, wwn);
  }

  /**
   * Whether both have one serial number and nothing tells them apart by it: no bridge that reports
   * one for all its disks, and no two cloned disks, are proven by it. The namespaces of an NVMe
   * drive share it too, but not the WWN.
   */
  public boolean sharesSerialWith(DeviceIdentity other) {
    return equal(serial, other.serial) && !different(wwn, other.wwn);
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
