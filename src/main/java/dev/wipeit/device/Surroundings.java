package dev.wipeit.device;

import dev.wipeit.drive.DeviceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What sysfs tells of a disk that is worked on: where it is plugged in and how warm it is. Opens no
 * device and asks no drive, so that it may be called as often as a screen is drawn. What is not
 * there is not known. For all threads.
 */
public final class Surroundings {

  /** Thousandths of a degree: Documentation/hwmon/sysfs-interface.rst. */
  private static final Pattern MILLIDEGREES = Pattern.compile("(-?[0-9]{1,6})[0-9]{3}");

  private static final Pattern MONITOR = Pattern.compile("hwmon[0-9]+");

  private final SystemRoots roots;

  /**
   * @param roots where the kernel shows itself
   */
  public Surroundings(SystemRoots roots) {
    this.roots = roots;
  }

  /**
   * The bay, port or slot of a disk, or null.
   *
   * @param node its node, such as {@code /dev/sda}
   * @param identity what it must be: another disk may have its name by now
   */
  public @Nullable String slot(Path node, DeviceIdentity identity) {
    try {
      SysDevice disk = disk(node);
      UdevRecord udev = UdevRecord.ofIfAny(disk.number(), roots);
      return isSame(new Labels(disk, udev, null), identity) ? Slots.of(disk, udev, roots) : null;
    } catch (IOException gone) {
      return null;
    }
  }

  /**
   * How warm a disk is by the kernel's own monitor of it (nvme, drivetemp), in degrees Celsius, or
   * null.
   *
   * @param node its node
   */
  public @Nullable Integer celsius(Path node) {
    try {
      for (Path folder : SysPath.of(disk(node)).folders()) {
        Integer celsius = below(folder.resolve("device"));
        if (celsius != null) {
          return celsius;
        }
        if (folder.endsWith("block")) {
          break;
        }
      }
      return null;
    } catch (IOException gone) {
      return null;
    }
  }

  private static @Nullable Integer below(Path device) throws IOException {
    for (Path entry : KernelFiles.entriesIfAny(device)) {
      String name = KernelFiles.nameOf(entry);
      if (name.equals("hwmon")) {
        return below(entry);
      }
      if (MONITOR.matcher(name).matches()) {
        return degrees(DeviceText.normalised(KernelFiles.textIfAny(entry.resolve("temp1_input"))));
      }
    }
    return null;
  }

  private static @Nullable Integer degrees(@Nullable String text) {
    Matcher matcher = MILLIDEGREES.matcher(text == null ? "" : text);
    return matcher.matches() ? Integer.valueOf(matcher.group(1)) : null;
  }

  private SysDevice disk(Path node) throws IOException {
    Path name = node.getFileName();
    if (name == null) {
      throw new IOException(node + " has no name");
    }
    return SysDevice.at(roots.sys().resolve("class/block").resolve(name.toString())).disk();
  }

  private static boolean isSame(Labels labels, DeviceIdentity identity) {
    return (identity.serial() != null && identity.serial().equals(labels.serial()))
        || (identity.wwn() != null && identity.wwn().equals(labels.wwn()));
  }
}
