package dev.wipeit.certificate;

import dev.wipeit.wipe.Verification;
import dev.wipeit.wipe.WipeOutcome;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a run came to its end.
 *
 * @param word {@code wiped}, {@code differs}, or {@code given-up} for one that nobody can go on
 *     with any more
 * @param detail one line for a person, or null
 * @param verification what was read back, or null where nothing was
 * @param healthAfter what the drive says of itself, or null
 * @param at when
 */
public record Ending(
    String word,
    @Nullable String detail,
    @Nullable Verification verification,
    @Nullable JsonObject healthAfter,
    Instant at) {

  static final String WIPED = "wiped";
  static final String GIVEN_UP = "given-up";

  /** Of a run that a process has brought to its end. */
  public static Ending of(WipeOutcome outcome, @Nullable JsonObject healthAfter, Instant at) {
    return new Ending(
        outcome.result().name().toLowerCase(Locale.ROOT),
        outcome.failure(),
        outcome.verification(),
        healthAfter,
        at);
  }

  /** Of a run that another took the place of, or that was ended by hand. */
  static Ending givenUp(@Nullable String lastEnd, Instant at) {
    return new Ending(
        GIVEN_UP,
        lastEnd == null ? "the run was given up" : "the run was given up after: " + lastEnd,
        null,
        null,
        at);
  }
}
