package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.method.WipeMethod;

/** The least that a saved run's method lets be read back, whatever is asked for. */
final class Demand {

  private Demand() {}

  /** Of a method that this version does not know, what the run was begun with. */
  static VerifyMode of(Checkpoint state) {
    if (state.method().equals(WipeMethod.CUSTOM)) {
      return VerifyMode.NONE;
    }
    return WipeMethod.find(state.method()).map(WipeMethod::demands).orElse(state.verify());
  }

  /** Behind the mode, where the method leaves no choice; otherwise empty. */
  static String remark(Checkpoint state) {
    boolean known = WipeMethod.find(state.method()).isPresent();
    VerifyMode demanded = of(state);
    return known && demanded != VerifyMode.NONE
        ? " (the method demands " + demanded.id() + ")"
        : "";
  }
}
