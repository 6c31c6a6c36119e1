package dev.wipeit.view;

import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.drive.DeviceText;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The drive of a run. All text is fit to be shown: without control characters.
 *
 * @param path as it was when the run was last saved, such as {@code /dev/sda}
 * @param name short, as the kernel has it now where that is known
 * @param model or null
 * @param serial or null
 * @param wwn or null
 * @param bay where it is plugged in, or null
 */
public record Subject(
    String path,
    String name,
    @Nullable String model,
    @Nullable String serial,
    @Nullable String wwn,
    @Nullable String bay) {

  /** The bay of an enclosure, or the number of one, as {@code Slots} of package device says it. */
  private static final Pattern BAY = Pattern.compile("enclosure [^,]+, [^,]+|bay [^,]+");

  public Subject {
    path = DeviceText.shown(path);
    name = DeviceText.shown(name);
    model = DeviceText.normalised(model);
    serial = DeviceText.normalised(serial);
    wwn = DeviceText.normalised(wwn);
    bay = DeviceText.normalised(bay);
  }

  /** A drive by what proves it. */
  static Subject of(Path path, String name, DeviceIdentity identity, @Nullable String bay) {
    return new Subject(
        path.toString(), name, identity.model(), identity.serial(), identity.wwn(), bay);
  }

  /** As much of the bay as finds it on a shelf: its name, else the first part. */
  public @Nullable String shortBay() {
    if (bay == null) {
      return null;
    }
    Matcher named = BAY.matcher(bay);
    return named.find()
        ? named.group().replaceFirst("^enclosure [^,]+, ", "")
        : bay.split(",", 2)[0];
  }
}
