package dev.wipeit.wipe;

import org.jspecify.annotations.Nullable;

/** Tells how warm a drive is. Asked by a thread of its own, which may be held by the drive. */
@FunctionalInterface
public interface Thermometer {

  /** One that knows nothing. */
  Thermometer NONE = () -> null;

  /**
   * What a drive says of its temperature.
   *
   * @param celsius now
   * @param criticalCelsius what the drive itself calls critical, or null where it does not say
   */
  record Reading(int celsius, @Nullable Integer criticalCelsius) {}

  /** The temperature now, or null where the drive does not tell. */
  @Nullable Reading read();
}
