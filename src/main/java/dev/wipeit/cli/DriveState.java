package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.drive.Drive;
import dev.wipeit.drive.DriveHealth;
import dev.wipeit.drive.HiddenAreas;
import dev.wipeit.units.ByteSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a drive says of its health and of what it holds back, at one moment. Null where it cannot be
 * asked: it is no drive, or this user may not.
 *
 * @param health its health, or null
 * @param areas what it holds back, or null
 */
record DriveState(@Nullable DriveHealth health, @Nullable HiddenAreas areas) {

  static final DriveState UNKNOWN = new DriveState(null, null);

  /** Asks the drive of a device. */
  static DriveState of(Machine machine, BlockDevice device) {
    @Nullable Drive drive = machine.devices().drive(device);
    if (drive == null) {
      return UNKNOWN;
    }
    try {
      return new DriveState(drive.health(), drive.hiddenAreas());
    } catch (IOException untold) {
      return UNKNOWN;
    }
  }

  /** Lines for a person: none of what is not known. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (health != null && health.isKnown()) {
      lines.add(DeviceSheet.row("health", text(health)));
      if (Boolean.TRUE.equals(health.failing())) {
        lines.add(DeviceSheet.row("WARNING", "the drive says that it is failing"));
      }
      health.warnings().forEach(warning -> lines.add(DeviceSheet.row("WARNING", warning)));
    }
    if (areas != null && areas.isKnown()) {
      lines.add(DeviceSheet.row("hidden", text(areas)));
    }
    return lines;
  }

  /** One line of all that a drive says of its health. */
  static String text(DriveHealth health) {
    List<String> parts = new ArrayList<>();
    @Nullable Boolean failing = health.failing();
    parts.add(failing == null ? "no verdict" : failing ? "FAILING" : "good");
    if (health.temperatureCelsius() != null) {
      String limit =
          health.criticalCelsius() == null ? "" : " (limit " + health.criticalCelsius() + ")";
      parts.add(health.temperatureCelsius() + " C" + limit);
    }
    add(parts, health.powerOnHours(), "h on");
    add(parts, health.reallocatedSectors(), "reallocated");
    add(parts, health.pendingSectors(), "pending");
    add(parts, health.mediaErrors(), "uncorrected");
    add(parts, health.percentageUsed(), "% used");
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, @Nullable Number number, String unit) {
    if (number != null) {
      parts.add(number + " " + unit);
    }
  }

  /** One line of what a drive holds back. */
  static String text(HiddenAreas areas) {
    if (areas.areas().isEmpty()) {
      return "nothing";
    }
    List<String> parts = new ArrayList<>();
    for (HiddenAreas.Area area : areas.areas()) {
      parts.add(String.format(Locale.ROOT, "%s in %s", new ByteSize(area.bytes()), area.name()));
    }
    String whole =
        areas.nativeBytes() == null ? "" : "; native size " + DeviceSheet.size(areas.nativeBytes());
    return String.join(", ", parts) + whole;
  }

  /** The object {@code health} of JSON. */
  static @Nullable Map<String, @Nullable Object> json(@Nullable DriveHealth health) {
    if (health == null || !health.isKnown()) {
      return null;
    }
    return Json.object(
        "failing", health.failing(),
        "warnings", health.warnings(),
        "reallocated_sectors", health.reallocatedSectors(),
        "pending_sectors", health.pendingSectors(),
        "media_errors", health.mediaErrors(),
        "percentage_used", health.percentageUsed(),
        "temperature_celsius", health.temperatureCelsius(),
        "critical_celsius", health.criticalCelsius(),
        "power_on_hours", health.powerOnHours());
  }

  /** The object {@code hidden_areas} of JSON; sizes in bytes. */
  static @Nullable Map<String, @Nullable Object> json(@Nullable HiddenAreas areas) {
    if (areas == null) {
      return null;
    }
    return Json.object(
        "reported_size", areas.reportedBytes(),
        "native_size", areas.nativeBytes(),
        "hpa", areas.hpaBytes(),
        "dco", areas.dcoBytes(),
        "ama", areas.amaBytes(),
        "no_namespace", areas.unallocatedBytes());
  }
}
