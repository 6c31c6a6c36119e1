package dev.wipeit.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the first line of a journal says of its run.
 *
 * @param run the run id
 * @param key the key of the device, under which its checkpoint and its lock are kept
 * @param time when the journal was begun
 * @param tool the version of wipeit
 * @param host the name of the host
 * @param kernel the release of its kernel
 * @param bootId which boot of it
 * @param device what was known of the device
 * @param plan what was to be done
 */
public record JournalHeader(
    String run,
    String key,
    Instant time,
    @Nullable String tool,
    @Nullable String host,
    @Nullable String kernel,
    @Nullable String bootId,
    ObjectNode device,
    ObjectNode plan) {

  /** What {@code format} says. */
  public static final String FORMAT = "wipeit-journal";

  /** The version of the format that is written, and the last one that is read. */
  public static final int VERSION = 1;

  /** The type of the first line. */
  public static final String TYPE = "journal_begun";

  /** The header, or null where the line is no first line. */
  public static @Nullable JournalHeader of(JournalLine line) {
    JsonNode device = line.object().path("device");
    JsonNode plan = line.object().path("plan");
    @Nullable String run = line.text("run");
    @Nullable String key = line.text("key");
    if (!line.type().equals(TYPE) || run == null || key == null) {
      return null;
    }
    return device instanceof ObjectNode known && plan instanceof ObjectNode all
        ? new JournalHeader(
            run,
            key,
            line.time(),
            line.text("tool"),
            line.text("host"),
            line.text("kernel"),
            line.text("boot_id"),
            known,
            all)
        : null;
  }
}
