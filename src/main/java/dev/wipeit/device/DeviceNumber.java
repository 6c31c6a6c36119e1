package dev.wipeit.device;

/** Major and minor number of a device; printed as {@code 8:16}, as sysfs and mountinfo do. */
public record DeviceNumber(int major, int minor) {

  /**
   * Reads {@code 8:16}.
   *
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static DeviceNumber parse(String text) {
    String[] parts = text.strip().split(":", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("not a device number: '" + text + "'");
    }
    return new DeviceNumber(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  @Override
  public String toString() {
    return major + ":" + minor;
  }
}
