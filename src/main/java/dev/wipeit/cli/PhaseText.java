package dev.wipeit.cli;

import dev.wipeit.checkpoint.Phase;
import dev.wipeit.wipe.WipeEvent.PhaseStarted;

/** How the beginning of a phase is told. */
final class PhaseText {

  private PhaseText() {}

  static String of(PhaseStarted event) {
    String pass = "pass " + event.number() + " of " + event.passes() + " (" + event.pass() + ")";
    if (event.phase() == Phase.WRITE) {
      return "writing " + pass;
    }
    return switch (event.verify()) {
      case SAMPLE -> "reading samples of " + pass + " back";
      default -> "reading all of " + pass + " back";
    };
  }
}
