package dev.wipeit.drive;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one place where text that a device gave about itself is made fit to be compared and shown.
 */
public final class DeviceText {

  /** Control, format (such as text direction) and line characters, and what is no character. */
  private static final Pattern UNSHOWABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cn}\\p{Zl}\\p{Zp}]");

  private static final Pattern SPACES = Pattern.compile("\\s+");

  private DeviceText() {}

  /** Without control characters, trimmed, a run of spaces as one; null for null and for nothing. */
  public static @Nullable String normalised(@Nullable String raw) {
    String text = raw == null ? "" : shown(raw);
    return text.isEmpty() ? null : text;
  }

  /** As {@link #normalised}, for text that is there but may be empty. */
  public static String shown(String raw) {
    // Spaces first: a tab is both a control character and a space.
    String spaced = SPACES.matcher(raw).replaceAll(" ");
    String plain = UNSHOWABLE.matcher(spaced).replaceAll("");
    return SPACES.matcher(plain).replaceAll(" ").strip();
  }
}
