package dev.wipeit.drive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a drive says of its own health. Whatever it does not say is null.
 *
 * @param failing whether the drive itself says that it is failing
 * @param warnings what an operator must know, a line each, the worst first; empty for none
 * @param reallocatedSectors sectors that were replaced by spare ones
 * @param pendingSectors sectors that cannot be read and wait to be replaced
 * @param mediaErrors errors that could not be corrected
 * @param percentageUsed of its endurance, by the maker's estimate; it can exceed 100
 * @param temperatureCelsius now
 * @param criticalCelsius the limit that its maker set
 * @param powerOnHours in its life
 */
public record DriveHealth(
    @Nullable Boolean failing,
    List<String> warnings,
    @Nullable Long reallocatedSectors,
    @Nullable Long pendingSectors,
    @Nullable Long mediaErrors,
    @Nullable Integer percentageUsed,
    @Nullable Integer temperatureCelsius,
    @Nullable Integer criticalCelsius,
    @Nullable Long powerOnHours) {

  public DriveHealth {
    warnings = List.copyOf(warnings);
  }

  /** Whether the drive said anything at all. */
  public boolean isKnown() {
    return failing != null
        || reallocatedSectors != null
        || pendingSectors != null
        || mediaErrors != null
        || percentageUsed != null
        || temperatureCelsius != null
        || powerOnHours != null;
  }
}
