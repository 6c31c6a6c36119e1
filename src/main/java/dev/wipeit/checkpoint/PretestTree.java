package dev.wipeit.checkpoint;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The results of a pretest as fields of a checkpoint, and what must agree with them. */
final class PretestTree {

  private static final String KEY = "pretest_results";

  private PretestTree() {}

  static void write(JsonText text, @Nullable PretestResults results) {
    if (results == null) {
      text.raw(KEY, "null");
      return;
    }
    text.object(KEY).array("speeds");
    results.speeds().forEach(speed -> text.raw(null, speed.toPlainString()));
    text.end();
    text.raw("average_speed", results.average().toPlainString());
    text.raw("speed_variance", results.spread().toPlainString());
    text.put("recommended_algorithm", results.recommended().id());
    text.put("reason", results.reason()).end();
  }

  static @Nullable PretestResults read(Fields all) throws CheckpointException {
    Fields fields = all.objectOrNull(KEY);
    if (fields == null) {
      return null;
    }
    fields.only(
        Set.of("speeds", "average_speed", "speed_variance", "recommended_algorithm", "reason"));
    List<BigDecimal> speeds = fields.numbers("speeds", PretestResults.FASTEST);
    boolean exact = speeds.stream().allMatch(s -> s.scale() == PretestResults.DECIMALS);
    if (speeds.size() != PretestResults.SAMPLES || !exact) {
      throw fields.expected("speeds", "three numbers with two decimals");
    }
    PretestResults results = new PretestResults(speeds);
    require(fields, "average_speed", results.average());
    require(fields, "speed_variance", results.spread());
    ChunkStrategy named =
        fields.oneOf("recommended_algorithm", ChunkStrategy.values(), ChunkStrategy::id);
    if (named != results.recommended()) {
      throw fields.expected("recommended_algorithm", results.recommended().id());
    }
    if (!fields.text("reason").equals(results.reason())) {
      throw fields.expected("reason", '"' + results.reason() + '"');
    }
    return results;
  }

  /** A run that was pretested uses what that recommends, or the size that the user gave. */
  static void requireConsistent(Fields fields, Checkpoint c) throws CheckpointException {
    PretestResults results = c.pretest();
    if (results != null
        && c.strategy() != results.recommended()
        && c.strategy() != ChunkStrategy.BUFFER_OVERRIDE) {
      throw fields.expected(
          "algorithm", results.recommended().id() + ", as its pretest recommends, or an override");
    }
  }

  private static void require(Fields fields, String key, BigDecimal computed)
      throws CheckpointException {
    if (fields.number(key, PretestResults.FASTEST).compareTo(computed) != 0) {
      throw fields.expected(key, computed.toPlainString());
    }
  }
}
