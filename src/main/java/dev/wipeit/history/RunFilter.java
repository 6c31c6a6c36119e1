package dev.wipeit.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are asked for; null is any.
 *
 * @param since those that began then or later
 * @param device the path that the device had
 * @param serial its serial number
 * @param result how the run ended
 * @param last the latest so many, or {@link #ALL}
 */
public record RunFilter(
    @Nullable Instant since,
    @Nullable String device,
    @Nullable String serial,
    @Nullable String result,
    long last) {

  /** No limit: SQLite takes a negative one for that. */
  public static final long ALL = -1;

  /** Each condition is answered by an index that also gives the order. */
  String condition() {
    List<String> all = new ArrayList<>();
    if (since != null) {
      all.add("began_ms >= ?");
    }
    if (device != null) {
      all.add("device = ?");
    }
    if (serial != null) {
      all.add("serial = ?");
    }
    if (result != null) {
      all.add("result = ?");
    }
    return (all.isEmpty() ? "" : " WHERE " + String.join(" AND ", all))
        + " ORDER BY began_ms DESC, number DESC LIMIT ?";
  }

  /** The values of the condition, in its order. */
  @Nullable Object[] arguments() {
    List<Object> all = new ArrayList<>();
    if (since != null) {
      all.add(since.toEpochMilli());
    }
    for (String text : new @Nullable String[] {device, serial, result}) {
      if (text != null) {
        all.add(text);
      }
    }
    all.add(last);
    return all.toArray();
  }
}
