package dev.wipeit.drive;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * World wide names in one spelling, whoever tells them: that of {@code wwid} in sysfs. {@code
 * naa.5000c500a1b2c3d4}, {@code eui.0025385b21404321}, {@code uuid.6e0a...}; anything else, such as
 * {@code t10.ATA ...}, as it is.
 */
public final class WorldWideName {

  private static final Pattern BINARY =
      Pattern.compile("(?:naa|eui|uuid|nvme)\\.[0-9a-f-]+", Pattern.CASE_INSENSITIVE);

  private WorldWideName() {}

  /** The one spelling of a name; null for null, for nothing and for a number that is 0. */
  public static @Nullable String normalised(@Nullable String raw) {
    String text = DeviceText.normalised(raw);
    if (text == null) {
      return null;
    }
    // As udev has it (ID_WWN, ID_WWN_WITH_EXTENSION).
    text = text.replaceFirst("^0x", "naa.");
    if (!BINARY.matcher(text).matches()) {
      return text;
    }
    String name = text.toLowerCase(Locale.ROOT);
    // What was never set proves nothing.
    return name.replaceFirst("^[a-z]+\\.", "").matches("[0-]+") ? null : name;
  }
}
