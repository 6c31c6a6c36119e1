package dev.wipeit.wipe;

/**
 * What is looked after beside the work itself.
 *
 * @param pretests whether a fresh run measures the device first, to choose how chunks are sized
 * @param stalls when the device counts as stalled
 * @param cooling how the device is kept from getting too warm
 */
public record Care(boolean pretests, StallRules stalls, Cooling cooling) {

  /** No pretest, no limit to a stall, no thermometer. */
  public static Care usual() {
    return new Care(false, StallRules.usual(null), Cooling.none());
  }
}
