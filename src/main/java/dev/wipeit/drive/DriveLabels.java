package dev.wipeit.drive;

import org.jspecify.annotations.Nullable;

/**
 * How a drive calls itself; null for what it does not say. Text is fit to be shown.
 *
 * @param serial serial number
 * @param wwn world wide name, as {@link WorldWideName} has it
 * @param vendor who made it
 * @param model model name
 * @param firmware revision of its firmware
 */
public record DriveLabels(
    @Nullable String serial,
    @Nullable String wwn,
    @Nullable String vendor,
    @Nullable String model,
    @Nullable String firmware) {

  /** Of a drive that says nothing. */
  public static final DriveLabels NONE = new DriveLabels(null, null, null, null, null);

  /** These, and where they lack something, the other's. */
  DriveLabels orElse(DriveLabels other) {
    return new DriveLabels(
        first(serial, other.serial),
        first(wwn, other.wwn),
        first(vendor, other.vendor),
        first(model, other.model),
        first(firmware, other.firmware));
  }

  private static @Nullable String first(@Nullable String mine, @Nullable String theirs) {
    return mine == null ? theirs : mine;
  }
}
