package dev.wipeit.checkpoint;

import dev.wipeit.method.Pass;
import dev.wipeit.method.Template;
import java.util.ArrayList;
import java.util.List;

/** The plan of a checkpoint from a JSON array, and what must agree with it. */
final class PlanTree {

  private PlanTree() {}

  static List<Pass> read(Fields fields) throws CheckpointException {
    List<String> texts = fields.texts("plan");
    if (texts.isEmpty() || texts.size() > Template.MOST_PASSES) {
      throw fields.wrong(
          "plan must have 1 to " + Template.MOST_PASSES + " passes, but has " + texts.size());
    }
    List<Pass> plan = new ArrayList<>();
    for (String text : texts) {
      try {
        plan.add(Pass.parse(text));
      } catch (IllegalArgumentException unknown) {
        throw fields.wrong(
            "plan["
                + plan.size()
                + "] must be \"random\" or 1 to 16 bytes in hexadecimal, but is \""
                + Printable.shortened(text)
                + "\"");
      }
    }
    return plan;
  }

  /** The number of passes, and that the current one has a key if it is random. */
  static void requireConsistent(Fields fields, Checkpoint c) throws CheckpointException {
    long passes = (long) c.rounds() * c.plan().size();
    if (c.passes() != passes) {
      throw fields.wrong(
          "passes must be "
              + passes
              + ", "
              + c.rounds()
              + " rounds of "
              + c.plan().size()
              + ", but is "
              + c.passes());
    }
    if (c.currentPass().isRandom() != (c.passKey() != null)) {
      throw fields.wrong(
          "pass_key must be "
              + (c.passKey() == null ? "there" : "null")
              + " for pass "
              + c.pass()
              + ", which is "
              + c.currentPass());
    }
  }
}
