package dev.wipeit.device;

import org.jspecify.annotations.Nullable;

/**
 * A file system, or another thing with a signature, that is on a device.
 *
 * @param type as libblkid calls it: {@code ext4}, {@code LVM2_member}
 * @param name what it is, for a person
 * @param label the name that its owner gave it, or null
 */
public record Found(String type, String name, @Nullable String label) {

  /** One line for a person. */
  public String text() {
    return name + (label == null ? "" : " '" + label + "'");
  }
}
