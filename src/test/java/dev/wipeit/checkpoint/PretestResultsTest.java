package dev.wipeit.checkpoint;

import static dev.wipeit.checkpoint.Trees.refused;
import static dev.wipeit.checkpoint.Trees.sealed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule by which chunks are sized, and its place in the file. */
final class PretestResultsTest {

  private static final String RESULTS =
      """
      {"speeds": [120.45, 95.32, 78.20], "average_speed": 97.99, "speed_variance": 42.25,
       "recommended_algorithm": "standard",
       "reason": "the speeds are neither far apart nor slow"}""";

  @ParameterizedTest
  @CsvSource({
    "100, 90, 80, 90.00, 20.00, STANDARD",
    "200, 150, 10, 120.00, 190.00, ADAPTIVE_CHUNK",
    "10, 10, 10, 10.00, 0.00, SMALL_CHUNK",
    "200, 150, 100, 150.00, 100.00, STANDARD",
    "201, 150, 100, 150.33, 101.00, ADAPTIVE_CHUNK",
    "200.01, 150, 100, 150.00, 100.01, ADAPTIVE_CHUNK",
    "50, 50, 50, 50.00, 0.00, STANDARD",
    "49, 49, 49, 49.00, 0.00, SMALL_CHUNK",
    "50, 50, 49.99, 50.00, 0.01, SMALL_CHUNK",
    "200, 60, 30, 96.67, 170.00, ADAPTIVE_CHUNK",
    "30, 100, 15, 48.33, 85.00, SMALL_CHUNK",
    "0, 0, 0, 0.00, 0.00, SMALL_CHUNK"
  })
  void choosesAStrategyByTheSpreadAndThenByTheAverage(
      double first, double second, double third, String average, String spread, String chosen) {
    PretestResults results = PretestResults.of(List.of(first, second, third));
    assertEquals(new BigDecimal(average), results.average());
    assertEquals(new BigDecimal(spread), results.spread());
    assertEquals(ChunkStrategy.valueOf(chosen), results.recommended());
  }

  @Test
  void isNothingWithoutThreeSpeeds() {
    assertThrows(IllegalArgumentException.class, () -> PretestResults.of(List.of(1.0, 2.0)));
    assertThrows(IllegalArgumentException.class, () -> PretestResults.of(List.of(1.0, 2.0, -1.0)));
  }

  @Test
  void isReadBackAsItWasWritten() throws IOException {
    Checkpoint read = CheckpointCodec.decode(sealed(with(RESULTS, "standard")), Trees.FILE);
    assertEquals(PretestResults.of(List.of(120.45, 95.32, 78.2)), read.pretest());
    byte[] written = CheckpointCodec.encode(read);
    assertEquals(read, CheckpointCodec.decode(written, Trees.FILE));
    String text = new String(written, UTF_8);
    assertTrue(text.contains("\"speeds\": [\n      120.45,\n      95.32,\n      78.20\n"), text);
  }

  @Test
  void anOverrideGoesWithAnyResult() throws IOException {
    Checkpoint read = CheckpointCodec.decode(sealed(with(RESULTS, "buffer_override")), Trees.FILE);
    assertEquals(ChunkStrategy.BUFFER_OVERRIDE, read.strategy());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "78.20 | 78.2 | pretest_results.speeds must be three numbers with two decimals",
        ", 78.20 | '' | pretest_results.speeds must be three numbers with two decimals",
        "78.20 | -78.20 | pretest_results.speeds[2] must be a number from 0 to 1000000000",
        "78.20 | 1000000000.01 | pretest_results.speeds[2] must be a number from 0 to 1000000000",
        "78.20 | null | pretest_results.speeds[2] must be a number from 0 to 1000000000",
        "78.20 | 79.20 | pretest_results.average_speed must be 98.32, but is 97.99",
        "97.99 | 98.00 | pretest_results.average_speed must be 97.99, but is 98.00",
        "42.25 | 42.24 | pretest_results.speed_variance must be 42.25, but is 42.24",
        "\"standard\" | \"small_chunk\" | recommended_algorithm must be standard",
        "\"standard\" | \"fast\" | recommended_algorithm must be one of",
        "neither | rather | pretest_results.reason must be",
        "\"reason\" | \"because\" | unknown key 'pretest_results.because'",
      })
  void isRefusedWhereAValueIsNotWhatTheSpeedsSay(String old, String now, String message)
      throws IOException {
    CheckpointException refused = refused(sealed(with(RESULTS.replace(old, now), "standard")));
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }

  @Test
  void isRefusedTogetherWithAnotherStrategyThanItRecommends() throws IOException {
    CheckpointException refused = refused(sealed(with(RESULTS, "adaptive_chunk")));
    assertTrue(
        refused.getMessage().contains("algorithm must be standard, as its pretest recommends"),
        refused.getMessage());
  }

  private static ObjectNode with(String results, String algorithm) throws IOException {
    ObjectNode tree = Trees.tree();
    tree.set("pretest_results", Trees.MAPPER.readTree(results));
    tree.put("algorithm", algorithm);
    return tree;
  }
}
