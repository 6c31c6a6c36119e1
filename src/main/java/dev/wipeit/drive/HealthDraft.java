package dev.wipeit.drive;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Health as it is gathered, one answer after the other. */
final class HealthDraft {

  /** What is no temperature of a drive that answers. */
  private static final int COLDEST = -60;

  private static final int HOTTEST = 150;

  /** Kelvin of 0 degrees Celsius, as NVM Express rounds it. */
  private static final int ICE_KELVIN = 273;

  private final List<String> reasons = new ArrayList<>();
  @Nullable Boolean failing;
  @Nullable Long reallocatedSectors;
  @Nullable Long pendingSectors;
  @Nullable Long mediaErrors;
  @Nullable Integer percentageUsed;
  @Nullable Integer temperatureCelsius;
  @Nullable Integer criticalCelsius;
  @Nullable Long powerOnHours;

  /** The drive says that it is failing, and why. */
  void fails(String reason) {
    failing = true;
    reasons.add(reason);
  }

  void warn(String reason) {
    reasons.add(reason);
  }

  /** The drive says that it is well, unless it has said otherwise before. */
  void passes() {
    if (failing == null) {
      failing = false;
    }
  }

  void temperature(@Nullable Integer celsius) {
    temperatureCelsius = temperatureCelsius == null ? plausible(celsius) : temperatureCelsius;
  }

  void critical(@Nullable Integer celsius) {
    criticalCelsius = criticalCelsius == null ? plausible(celsius) : criticalCelsius;
  }

  /** Celsius, or null for 0, which is no temperature. */
  static @Nullable Integer celsius(int kelvin) {
    return kelvin == 0 ? null : kelvin - ICE_KELVIN;
  }

  private static @Nullable Integer plausible(@Nullable Integer celsius) {
    return celsius == null || celsius < COLDEST || celsius > HOTTEST ? null : celsius;
  }

  DriveHealth health() {
    List<String> warnings = new ArrayList<>(reasons);
    count(warnings, pendingSectors, "sector", "cannot be read");
    count(warnings, reallocatedSectors, "sector", "replaced by spare ones");
    if (percentageUsed != null && percentageUsed >= 100) {
      warnings.add("worn out: " + percentageUsed + " % of its endurance is used");
    }
    if (temperatureCelsius != null
        && criticalCelsius != null
        && temperatureCelsius >= criticalCelsius) {
      warnings.add("too hot: " + temperatureCelsius + " C, its limit is " + criticalCelsius + " C");
    }
    return new DriveHealth(
        failing,
        warnings,
        reallocatedSectors,
        pendingSectors,
        mediaErrors,
        percentageUsed,
        temperatureCelsius,
        criticalCelsius,
        powerOnHours);
  }

  private static void count(List<String> lines, @Nullable Long count, String what, String how) {
    if (count != null && count > 0) {
      lines.add(count + " " + what + (count == 1 ? " " : "s ") + how);
    }
  }
}
