package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.drive.Drive;
import dev.wipeit.drive.DriveHealth;
import dev.wipeit.wipe.Thermometer;
import dev.wipeit.wipe.Thermometer.Reading;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the temperature of a drive comes from: the drive itself. */
final class Thermometers {

  private Thermometers() {}

  /** The thermometer of a device; one that knows nothing where there is none. */
  static Thermometer of(Machine machine, BlockDevice device) {
    @Nullable Drive drive = machine.devices().drive(device);
    return drive == null ? Thermometer.NONE : () -> reading(drive);
  }

  private static @Nullable Reading reading(Drive drive) {
    try {
      DriveHealth health = drive.temperature();
      @Nullable Integer celsius = health.temperatureCelsius();
      return celsius == null ? null : new Reading(celsius, health.criticalCelsius());
    } catch (IOException untold) {
      return null;
    }
  }
}
