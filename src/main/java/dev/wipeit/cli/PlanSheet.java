package dev.wipeit.cli;

import dev.wipeit.method.Standing;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.method.WipeMethod;
import dev.wipeit.wipe.WipePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an operator is shown of the method before it runs. */
final class PlanSheet {

  private PlanSheet() {}

  /**
   * The lines.
   *
   * @param asked what the command line wants to be read back, or null if it does not say
   */
  static List<String> lines(WipePlan plan, @Nullable VerifyMode asked) {
    WipeMethod method = plan.method();
    List<String> lines = new ArrayList<>();
    lines.add(
        DeviceSheet.row(
            "method",
            String.format(
                Locale.ROOT,
                "%s, %d pass%s, verify %s%s",
                method.id(),
                plan.passes(),
                plan.passes() == 1 ? "" : "es",
                plan.verify().id(),
                demand(method.demands(), asked))));
    if (method.standing() == Standing.HISTORY) {
      lines.add(DeviceSheet.row("", "history: more passes than 'random' reach no sector more"));
    }
    lines.add(DeviceSheet.row("passes", PassesText.of(method.template())));
    if (method.variant() != null) {
      lines.add(DeviceSheet.row("variant", method.variant()));
    }
    return lines;
  }

  private static String demand(VerifyMode demanded, @Nullable VerifyMode asked) {
    if (demanded == VerifyMode.NONE) {
      return "";
    }
    if (asked != null && asked.atLeast(demanded) != asked) {
      return " (the method demands it; " + asked.id() + " was asked for)";
    }
    return " (the method demands " + demanded.id() + ")";
  }
}
