package dev.wipeit.journal;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * When what is written to a journal is made durable. Lines are written at once, so that other
 * processes see them, in every policy.
 *
 * @param kind how the moment is chosen
 * @param interval the longest that a line waits for it; not used by {@link Kind#EACH}
 */
public record FlushPolicy(Kind kind, Duration interval) {

  /** The policy where none is asked for. */
  public static final FlushPolicy USUAL = new FlushPolicy(Kind.INTERVAL, Duration.ofSeconds(1));

  /** How the moment is chosen. */
  public enum Kind {
    /** Every event is durable when the call that tells it returns. */
    EACH,
    /** Once in an interval, whether much happens or little. */
    INTERVAL,
    /** The more lines wait, the sooner. */
    ADAPTIVE;

    /** As it is written on the command line. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that name. */
    public static Optional<Kind> find(String id) {
      return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }
  }

  /** The least time between two reports of progress of one run that are recorded. */
  Duration progressEvery() {
    return switch (kind) {
      case EACH -> Duration.ZERO;
      case INTERVAL -> interval;
      case ADAPTIVE -> interval.dividedBy(4);
    };
  }
}
