package dev.wipeit.device;

/** Whether a disk is as a selection says; what is not known of a disk is neither. */
enum Match {
  NO,
  UNKNOWN,
  YES;

  static Match of(boolean matches) {
    return matches ? YES : NO;
  }

  /** Of two terms that must both hold. */
  Match and(Match other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** The opposite; what is not known stays so. */
  Match opposite() {
    return switch (this) {
      case NO -> YES;
      case UNKNOWN -> UNKNOWN;
      case YES -> NO;
    };
  }
}
