package dev.wipeit.device;

import dev.wipeit.drive.DeviceText;
import java.util.Locale;
import java.util.Set;

/**
 * A world wide name, whichever way it is written: {@code naa.5000c500a1b2c3d4} as in sysfs, {@code
 * 0x5000c500a1b2c3d4} as udev writes it, {@code wwn-0x5000c500a1b2c3d4} as its link is called, or
 * the bare digits. Names that are not hexadecimal digits are compared as they are.
 */
final class WwnText {

  private static final String DIGITS = "[0-9a-f]{8,}";

  /** The designators of sysfs that are written as digits alone elsewhere (SPC-4, 7.8.6). */
  private static final Set<String> DESIGNATORS = Set.of("naa.", "eui.");

  private WwnText() {}

  /**
   * Whether what was written means this name.
   *
   * @param written by an operator
   * @param name as the drive has it
   */
  static boolean means(String written, String name) {
    String plain = DeviceText.shown(written);
    if (plain.equals(name)) {
      return true;
    }
    String low = plain.toLowerCase(Locale.ROOT).replaceFirst("^wwn-(?=0x)", "");
    String own = name.toLowerCase(Locale.ROOT);
    boolean digits = low.replaceFirst("^(0x|naa\\.|eui\\.)", "").matches(DIGITS);
    return digits && (low.equals(own) || isDesignated(low.replaceFirst("^0x", ""), own));
  }

  private static boolean isDesignated(String digits, String own) {
    return DESIGNATORS.stream().anyMatch(designator -> own.equals(designator + digits));
  }
}
