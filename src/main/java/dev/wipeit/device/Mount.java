package dev.wipeit.device;

import dev.wipeit.drive.DeviceText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of mountinfo (proc_pid_mountinfo(5)).
 *
 * @param number device number of the file system; major 0 where it has no device of its own
 * @param point where it is mounted
 * @param type file system type
 * @param source what it was mounted from, often a device node
 * @param options options of the file system, between commas
 * @param process the process whose mount namespace it is in; null for our own namespace
 */
record Mount(
    DeviceNumber number,
    String point,
    String type,
    String source,
    String options,
    @Nullable String process) {

  /** Fields before the optional ones, counted from 0: id, parent, number, root, point, options. */
  private static final int NUMBER = 2;

  private static final int POINT = 4;
  private static final int FIRST_OPTIONAL = 6;

  /** Behind the separator: type, source, options. */
  private static final int FIELDS_BEHIND = 3;

  /**
   * Reads one line.
   *
   * @throws IOException if it is not of the form that the kernel writes
   */
  static Mount parse(String line, @Nullable String process) throws IOException {
    List<String> fields = Arrays.asList(line.split(" ", -1));
    int separator = fields.indexOf("-");
    if (separator < FIRST_OPTIONAL || fields.size() < separator + 1 + FIELDS_BEHIND) {
      throw new IOException("not a line of mountinfo: '" + DeviceText.shown(line) + "'");
    }
    try {
      return new Mount(
          DeviceNumber.parse(fields.get(NUMBER)),
          unescaped(fields.get(POINT)),
          fields.get(separator + 1),
          unescaped(fields.get(separator + 2)),
          unescaped(fields.get(separator + 3)),
          process);
    } catch (IllegalArgumentException e) {
      throw new IOException("not a line of mountinfo: '" + DeviceText.shown(line) + "'", e);
    }
  }

  /** Whether the path is the mount point or below it. */
  boolean contains(String path) {
    return point.equals("/") || path.equals(point) || path.startsWith(point + "/");
  }

  /** Undoes the octal escapes of white space and backslash, such as {@code \040} for a space. */
  static String unescaped(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length);
    int i = 0;
    while (i < bytes.length) {
      if (isEscape(bytes, i)) {
        plain.write((bytes[i + 1] - '0') << 6 | (bytes[i + 2] - '0') << 3 | (bytes[i + 3] - '0'));
        i += 4;
      } else {
        plain.write(bytes[i]);
        i++;
      }
    }
    return plain.toString(StandardCharsets.UTF_8);
  }

  private static boolean isEscape(byte[] bytes, int at) {
    return bytes[at] == '\\'
        && at + 3 < bytes.length
        && isOctal(bytes[at + 1])
        && isOctal(bytes[at + 2])
        && isOctal(bytes[at + 3]);
  }

  private static boolean isOctal(byte digit) {
    return digit >= '0' && digit <= '7';
  }
}
