package dev.wipeit.device;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Major and minor number of a device; printed as {@code 8:16}, as sysfs and mountinfo do. */
public record DeviceNumber(int major, int minor) {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9}):([0-9]{1,9})");

  /**
   * Reads {@code 8:16}.
   *
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static DeviceNumber parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a device number: '" + DeviceText.shown(text) + "'");
    }
    return new DeviceNumber(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  @Override
  public String toString() {
    return major + ":" + minor;
  }
}
