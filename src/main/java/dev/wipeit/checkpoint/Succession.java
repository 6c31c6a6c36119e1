package dev.wipeit.checkpoint;

import dev.wipeit.units.ByteRange;
import java.util.List;
import java.util.Optional;

/**
 * What may follow a saved checkpoint: one of the same run that claims no less.
 *
 * <p>A checkpoint by which every sector refused claims nothing, since nothing of its run is on the
 * device; such a run may start again from its beginning.
 */
final class Succession {

  private Succession() {}

  /** Why {@code next} must not replace {@code former}; empty if it may. */
  static Optional<String> objection(Checkpoint former, Checkpoint next) {
    if (!former.run().equals(next.run())) {
      return Optional.of("it holds run " + former.run() + ", expected " + next.run());
    }
    if (goesBack(former, next) && !claimsNothing(former)) {
      return Optional.of("it would go back from " + position(former) + " to " + position(next));
    }
    return Optional.empty();
  }

  private static boolean goesBack(Checkpoint former, Checkpoint next) {
    return next.pass() < former.pass()
        || (next.pass() == former.pass() && next.written() < former.written());
  }

  private static boolean claimsNothing(Checkpoint checkpoint) {
    return checkpoint.badRanges().equals(List.of(new ByteRange(0, checkpoint.totalSize())));
  }

  private static String position(Checkpoint checkpoint) {
    return "pass " + checkpoint.pass() + " byte " + checkpoint.written();
  }
}
