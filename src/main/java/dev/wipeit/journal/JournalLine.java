package dev.wipeit.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A whole line of a journal, as it was written.
 *
 * @param seq its number, from 0
 * @param type what happened, such as {@code checkpoint_saved}
 * @param time when, by the wall clock of the host
 * @param monotonicMillis when, by its clock that is never set (CLOCK_MONOTONIC of
 *     clock_gettime(2)); only to be compared within one boot
 * @param object the line as a tree, with all of its fields
 * @param text the line itself, without its end
 */
public record JournalLine(
    long seq, String type, Instant time, long monotonicMillis, ObjectNode object, String text) {

  /** The hash of the line. */
  public String hash() {
    return object.path("hash").asText();
  }

  /** A text among the fields, or null where there is none. */
  public @Nullable String text(String field) {
    return object.path(field).textValue();
  }

  /** A whole number among the fields, or null where there is none. */
  public @Nullable Long number(String field) {
    JsonNode value = object.path(field);
    return value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : null;
  }
}
