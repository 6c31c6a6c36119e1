package dev.wipeit.cli;

import dev.wipeit.device.Refusal;
import dev.wipeit.device.RefusedException;
import java.util.ArrayList;
import java.util.List;

/** How a refusal is told: what is in the way, and what would free it. */
final class Refusals {

  private Refusals() {}

  static List<String> lines(RefusedException refused) {
    List<String> lines = new ArrayList<>();
    for (Refusal refusal : refused.refusals()) {
      lines.add("refused: " + refusal.detail());
      if (!refusal.remedy().isEmpty()) {
        lines.add("  " + refusal.remedy());
      }
    }
    lines.add("Nothing was written.");
    return lines;
  }
}
