package dev.wipeit.device;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the numbers that a device must have: either fails at the first that it has not, or takes
 * down which those are, so that a broken device can be shown.
 */
final class Attributes {

  static final String SIZE = "size";
  static final String READ_ONLY = "ro";
  static final String REMOVABLE = "removable";
  static final String LOGICAL_SECTOR = "queue/logical_block_size";
  static final String PHYSICAL_SECTOR = "queue/physical_block_size";

  private final boolean strict;
  private final Set<String> unreadable = new LinkedHashSet<>();
  private final List<String> troubles = new ArrayList<>();

  private Attributes(boolean strict) {
    this.strict = strict;
  }

  /** Fails at the first that is missing or no number. */
  static Attributes strict() {
    return new Attributes(true);
  }

  /** Takes down what is missing or no number. */
  static Attributes lenient() {
    return new Attributes(false);
  }

  /** Those that could not be read. */
  Set<String> unreadable() {
    return unreadable;
  }

  /** One line for each of them. */
  List<String> troubles() {
    return troubles;
  }

  /** The size in bytes, or 0. */
  long sizeBytes(SysDevice device) throws IOException {
    try {
      return device.sizeBytes();
    } catch (IOException e) {
      return instead(SIZE, e, 0);
    }
  }

  /** The bytes of a sector, or 512, the unit that sysfs counts in. */
  int sectorBytes(SysDevice disk, String attribute) throws IOException {
    try {
      return disk.sectorBytes(attribute);
    } catch (IOException e) {
      return (int) instead(attribute, e, SysDevice.SIZE_UNIT_BYTES);
    }
  }

  /** Whether it is read-only; what does not say so must not be written to. */
  boolean isReadOnly(SysDevice device) throws IOException {
    try {
      return device.isReadOnly();
    } catch (IOException e) {
      return instead(READ_ONLY, e, 1) == 1;
    }
  }

  boolean isRemovable(SysDevice disk) throws IOException {
    try {
      return disk.integer(REMOVABLE) != 0;
    } catch (IOException e) {
      return instead(REMOVABLE, e, 0) == 1;
    }
  }

  /** What udev knows; a record that cannot be read counts as none. */
  UdevRecord udev(SysDevice disk, SystemRoots roots) throws IOException {
    try {
      return UdevRecord.of(disk.number(), roots);
    } catch (IOException e) {
      if (strict) {
        throw e;
      }
      troubles.add("its record in the udev database cannot be read");
      return UdevRecord.none();
    }
  }

  private long instead(String attribute, IOException failure, long value) throws IOException {
    if (strict) {
      throw failure;
    }
    if (unreadable.add(attribute)) {
      troubles.add(attribute + " of sysfs is missing or no number");
    }
    return value;
  }
}
