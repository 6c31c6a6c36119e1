package dev.wipeit.checkpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wipeit.device.BackingFile;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.device.DeviceNumber;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A checkpoint from the fields of a JSON object; docs/state-format.md lists them. */
final class CheckpointTree {

  /** Every key in the order of the file. */
  static final List<String> KEYS =
      List.of(
          "format",
          "version",
          "run",
          "device",
          "written",
          "total_size",
          "progress_percent",
          "chunk_size",
          "timestamp",
          "pretest_results",
          "device_id",
          "algorithm",
          "method",
          "plan",
          "rounds",
          "pass",
          "passes",
          "phase",
          "pass_key",
          "verified",
          "unproven",
          "verify",
          "sample_percent",
          "bad_ranges",
          "deferred_ranges",
          "unread_ranges",
          "bytes_done",
          "bytes_total",
          "active_seconds",
          "interruptions",
          "created",
          CheckpointCodec.CHECKSUM);

  /** What the buffer may be, as on the command line: 1 MiB to 1 TiB. */
  private static final long MIN_CHUNK = 1L << 20;

  private static final long MAX_CHUNK = 1L << 40;

  /** 9999-12-31T23:59:59Z, the last second that RFC 3339 can write. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private static final Pattern ID = Pattern.compile("[a-z0-9.-]{1,64}");

  /** The 256 bits of an AES key. */
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

  private static final Pattern DEVICE_NUMBER = Pattern.compile("[0-9]{1,9}:[0-9]{1,9}");

  private CheckpointTree() {}

  /** The same object with its keys in the order of the file, and without the checksum. */
  static ObjectNode ordered(ObjectNode node) {
    ObjectNode ordered = JsonNodeFactory.instance.objectNode();
    for (String key : KEYS.subList(0, KEYS.size() - 1)) {
      ordered.set(key, node.get(key));
    }
    return ordered;
  }

  /** Reads and checks every field but the checksum. */
  static Checkpoint read(Fields fields) throws CheckpointException {
    fields.only(new LinkedHashSet<>(KEYS));
    long total = fields.integer("total_size", 1, Long.MAX_VALUE);
    long written = fields.integer("written", 0, total);
    int rounds = fields.integer("rounds", 1, Integer.MAX_VALUE);
    int passes = fields.integer("passes", rounds, Integer.MAX_VALUE);
    long bytesTotal = fields.integer("bytes_total", 1, Long.MAX_VALUE);
    Checkpoint checkpoint =
        new Checkpoint(
            fields.text("run", ID),
            fields.text("device"),
            identity(fields.object("device_id"), total),
            fields.text("method", ID),
            PlanTree.read(fields),
            rounds,
            fields.integer("pass", 1, passes),
            passes,
            fields.oneOf("phase", Phase.values(), Phase::id),
            fields.value("pass_key").isNull() ? null : fields.secret("pass_key", KEY),
            written,
            fields.integer("verified", 0, written),
            total,
            fields.integer("unproven", 0, written),
            fields.oneOf("verify", VerifyMode.values(), VerifyMode::id),
            permille(fields),
            fields.oneOf("algorithm", ChunkStrategy.values(), ChunkStrategy::id),
            fields.integer("chunk_size", MIN_CHUNK, MAX_CHUNK),
            PretestTree.read(fields),
            ranges(fields, "bad_ranges", total),
            ranges(fields, "deferred_ranges", total),
            ranges(fields, "unread_ranges", total),
            fields.integer("bytes_done", 0, bytesTotal),
            bytesTotal,
            Duration.ofMillis(fields.milliseconds("active_seconds", LAST_SECOND)),
            fields.integer("interruptions", 0, Integer.MAX_VALUE),
            created(fields),
            Instant.ofEpochMilli(fields.milliseconds("timestamp", LAST_SECOND)));
    requireConsistent(fields, checkpoint);
    return checkpoint;
  }

  private static void requireConsistent(Fields fields, Checkpoint c) throws CheckpointException {
    PlanTree.requireConsistent(fields, c);
    if (c.phase() == Phase.VERIFY && c.written() != c.totalSize()) {
      throw fields.wrong(
          "written must be all " + c.totalSize() + " bytes to verify, but is " + c.written());
    }
    if (c.phase() == Phase.VERIFY && !c.deferredRanges().isEmpty()) {
      throw fields.wrong("deferred_ranges must be empty to verify, but is not");
    }
    BigDecimal percent = percent(c.bytesDone(), c.bytesTotal());
    if (fields.number("progress_percent", 100).compareTo(percent) != 0) {
      throw fields.expected("progress_percent", percent.toString());
    }
    PretestTree.requireConsistent(fields, c);
  }

  /** A percentage with one decimal. */
  private static int permille(Fields fields) throws CheckpointException {
    BigDecimal permille = fields.number("sample_percent", 100).movePointRight(1);
    if (permille.signum() <= 0 || permille.stripTrailingZeros().scale() > 0) {
      throw fields.expected("sample_percent", "a number from 0.1 to 100 with one decimal");
    }
    return permille.intValueExact();
  }

  /** Rounded down to four decimals: 100 only when all is done. */
  static BigDecimal percent(long done, long total) {
    return BigDecimal.valueOf(done)
        .multiply(BigDecimal.valueOf(100))
        .divide(BigDecimal.valueOf(Math.max(1, total)), 4, RoundingMode.DOWN);
  }

  private static DeviceIdentity identity(Fields fields, long total) throws CheckpointException {
    fields.only(Set.of("serial", "model", "size", "wwn", "backing"));
    return new DeviceIdentity(
        fields.textOrNull("serial"),
        fields.textOrNull("wwn"),
        fields.textOrNull("model"),
        fields.integer("size", total, Long.MAX_VALUE),
        backing(fields.objectOrNull("backing")));
  }

  private static @Nullable BackingFile backing(@Nullable Fields fields) throws CheckpointException {
    if (fields == null) {
      return null;
    }
    fields.only(Set.of("device", "inode", "offset"));
    return new BackingFile(
        DeviceNumber.parse(fields.text("device", DEVICE_NUMBER)),
        fields.integer("inode", 0, Long.MAX_VALUE),
        fields.integer("offset", 0, Long.MAX_VALUE));
  }

  private static List<ByteRange> ranges(Fields fields, String key, long total)
      throws CheckpointException {
    List<ByteRange> ranges = new ArrayList<>();
    long free = 0;
    for (Fields range : fields.objects(key)) {
      range.only(Set.of("offset", "length"));
      long offset = range.integer("offset", free, total - 1);
      ranges.add(new ByteRange(offset, range.integer("length", 1, total - offset)));
      free = ranges.get(ranges.size() - 1).end();
    }
    return ranges;
  }

  private static Instant created(Fields fields) throws CheckpointException {
    String text = fields.text("created");
    try {
      Instant created = Instant.parse(text);
      boolean inRange = created.getEpochSecond() >= 0 && created.getEpochSecond() <= LAST_SECOND;
      boolean inMilliseconds = created.getNano() % 1_000_000 == 0;
      if (inRange && inMilliseconds && created.toString().equals(text)) {
        return created;
      }
      throw fields.expected("created", "a time like 2026-11-21T01:13:00Z");
    } catch (DateTimeParseException notATime) {
      throw fields.expected("created", "a time like 2026-11-21T01:13:00Z");
    }
  }
}
