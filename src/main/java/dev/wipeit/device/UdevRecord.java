package dev.wipeit.device;

import dev.wipeit.drive.DeviceText;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties of one device in the udev database ({@code E:} lines of {@code bMAJ:MIN}). */
final class UdevRecord {

  private final Map<String, String> properties;

  private UdevRecord(Map<String, String> properties) {
    this.properties = properties;
  }

  /** Reads the record of a device; without one, as where no udev runs, it is empty. */
  static UdevRecord of(DeviceNumber number, SystemRoots roots) throws IOException {
    try {
      return of(KernelFiles.lines(roots.run().resolve("udev/data/b" + number)));
    } catch (NoSuchFileException noUdev) {
      return none();
    }
  }

  /** The record of these lines; those that are no properties are left out. */
  static UdevRecord of(List<String> lines) {
    Map<String, String> properties = new HashMap<>();
    for (String line : lines) {
      // Only the first equals sign ends the key: a serial number may contain others.
      int equals = line.indexOf('=');
      if (line.startsWith("E:") && equals > 0) {
        properties.put(line.substring(2, equals), line.substring(equals + 1));
      }
    }
    return new UdevRecord(properties);
  }

  /** As {@link #of}, but a record that cannot be read counts as none. */
  static UdevRecord ofIfAny(DeviceNumber number, SystemRoots roots) {
    try {
      return of(number, roots);
    } catch (IOException unreadable) {
      return none();
    }
  }

  /** The record of a device that udev knows nothing of. */
  static UdevRecord none() {
    return new UdevRecord(Map.of());
  }

  /** A property made fit to be shown, or null. */
  @Nullable String text(String key) {
    return DeviceText.normalised(properties.get(key));
  }
}
