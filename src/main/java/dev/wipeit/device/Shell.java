package dev.wipeit.device;

import dev.wipeit.drive.DeviceText;
import java.util.regex.Pattern;

/** Text in a command that a person is told to type. */
final class Shell {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

  private Shell() {}

  /** One word for a POSIX shell, quoted where it must be. */
  static String word(String text) {
    String shown = DeviceText.shown(text);
    return PLAIN.matcher(shown).matches() ? shown : "'" + shown.replace("'", "'\\''") + "'";
  }
}
