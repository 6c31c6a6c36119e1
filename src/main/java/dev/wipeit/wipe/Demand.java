package dev.wipeit.wipe;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.method.WipeMethod;

/** The least that a saved run's method lets be read back, whatever is asked for. */
public final class Demand {

  private Demand() {}

  /** Of a method that this version does not know, what the run was begun with. */
  public static VerifyMode of(Checkpoint state) {
    if (state.method().equals(WipeMethod.CUSTOM)) {
      return VerifyMode.NONE;
    }
    return WipeMethod.find(state.method()).map(WipeMethod::demands).orElse(state.verify());
  }

  /**
   * How much samples cover: what is asked for, but where the method demands the quick sampling of
   * NIST SP 800-88r1 no less than that.
   */
  public static int sampling(Checkpoint state, int permille) {
    return of(state) == VerifyMode.SAMPLE
        ? Math.max(permille, Checkpoint.QUICK_SAMPLING)
        : permille;
  }

  /** Behind the mode, where the method leaves no choice; otherwise empty. */
  public static String remark(Checkpoint state) {
    boolean known = WipeMethod.find(state.method()).isPresent();
    VerifyMode demanded = of(state);
    return known && demanded != VerifyMode.NONE
        ? " (the method demands " + demanded.id() + ")"
        : "";
  }
}
