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

  /**
   * The thermometer of a device; one that knows nothing where there is none.
   *
   * @param now what the drive told when it was last asked: not every thermometer has the limit
   */
  static Thermometer of(Machine machine, BlockDevice device, DriveState now) {
    @Nullable Drive drive = machine.devices().drive(device);
    @Nullable DriveHealth health = now.health();
    @Nullable Integer limit = health == null ? null : health.criticalCelsius();
    return drive == null ? Thermometer.NONE : () -> reading(drive, limit);
  }

  private static @Nullable Reading reading(Drive drive, @Nullable Integer limit) {
    try {
      DriveHealth health = drive.temperature();
      @Nullable Integer celsius = health.temperatureCelsius();
      @Nullable Integer critical = health.criticalCelsius();
      return celsius == null ? null : new Reading(celsius, critical == null ? limit : critical);
    } catch (IOException untold) {
      return null;
    }
  }
}
