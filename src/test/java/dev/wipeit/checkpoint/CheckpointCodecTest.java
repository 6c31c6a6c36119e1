package dev.wipeit.checkpoint;

import static dev.wipeit.checkpoint.Trees.refused;
import static dev.wipeit.checkpoint.Trees.sealed;
import static dev.wipeit.checkpoint.Trees.set;
import static dev.wipeit.checkpoint.Trees.tree;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wipeit.checkpoint.CheckpointException.Kind;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.testing.Altered;
import dev.wipeit.units.ByteRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointCodecTest {

  private static final String FILE = Trees.FILE;

  @Test
  void writesExactlyTheseBytes() throws IOException {
    try (var golden = getClass().getResourceAsStream("checkpoint-v3.json")) {
      String expected = new String(golden.readAllBytes(), UTF_8);
      assertEquals(expected, new String(CheckpointCodec.encode(Samples.full()), UTF_8));
    }
  }

  @Test
  void readsTheGoldenFileOfThisVersion() throws IOException {
    try (var golden = getClass().getResourceAsStream("checkpoint-v3.json")) {
      assertEquals(Samples.full(), CheckpointCodec.decode(golden.readAllBytes(), FILE));
    }
  }

  @Test
  void readsBackWhatItWrote() throws IOException {
    for (Checkpoint checkpoint :
        List.of(
            Samples.full(), Samples.at(0), Samples.at(Samples.TOTAL), Samples.at("r", 3, 4096))) {
      assertEquals(checkpoint, CheckpointCodec.decode(CheckpointCodec.encode(checkpoint), FILE));
    }
  }

  @Test
  void readsTheSameObjectInAnyOrderAndLayout() throws IOException {
    ObjectNode backwards = Trees.MAPPER.createObjectNode();
    ObjectNode tree = tree();
    List<String> keys = new ArrayList<>(CheckpointTree.KEYS);
    java.util.Collections.reverse(keys);
    keys.forEach(key -> backwards.set(key, tree.get(key)));
    assertEquals(Samples.full(), CheckpointCodec.decode((backwards + "\n").getBytes(UTF_8), FILE));
  }

  @Test
  void keepsTimesInWholeMilliseconds() throws IOException {
    Checkpoint c = Samples.full();
    Checkpoint finer =
        Altered.with(
            c,
            "active",
            c.active().plusNanos(1),
            "created",
            c.created().plusNanos(1),
            "saved",
            c.saved().plusNanos(999_999));
    assertEquals(c, CheckpointCodec.decode(CheckpointCodec.encode(finer), FILE));
  }

  @Test
  void refusesAFileCutAtAnyLength() throws IOException {
    byte[] whole = CheckpointCodec.encode(Samples.full());
    for (int length = 0; length < whole.length; length++) {
      assertEquals(Kind.DAMAGED, refused(Arrays.copyOf(whole, length)).kind());
    }
    assertEquals(FILE + ": is empty", refused(new byte[0]).getMessage());
    assertEquals(
        FILE + ": is cut off: it must end with a line feed",
        refused(Arrays.copyOf(whole, whole.length - 1)).getMessage());
  }

  @Test
  void refusesAnyFlippedBitAndAnyOtherByte() throws IOException {
    byte[] whole = CheckpointCodec.encode(Samples.full());
    for (int at = 0; at < whole.length; at++) {
      for (int mask : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 0xff, whole[at] & 0xff}) {
        byte[] bytes = whole.clone();
        bytes[at] ^= (byte) mask;
        refused(bytes);
      }
    }
  }

  @Test
  void refusesWhatIsAppended() throws IOException {
    byte[] whole = CheckpointCodec.encode(Samples.full());
    for (String tail : List.of("x\n", "{}\n", "\0\n", "]\n", "1\n")) {
      byte[] bytes = Arrays.copyOf(whole, whole.length + tail.length());
      System.arraycopy(tail.getBytes(UTF_8), 0, bytes, whole.length, tail.length());
      refused(bytes);
    }
  }

  @Test
  void refusesAKeyThatIsThereTwice() throws IOException {
    String text = new String(CheckpointCodec.encode(Samples.full()), UTF_8);
    String twice = text.replace("\"written\"", "\"written\": 5,\n  \"written\"");
    assertEquals(Kind.DAMAGED, refused(twice.getBytes(UTF_8)).kind());
  }

  @Test
  void readsAVerificationOfAllThatWasWritten() throws IOException {
    ObjectNode tree = tree().put("written", Samples.TOTAL).put("phase", "verify");
    assertEquals(
        FILE + ": deferred_ranges must be empty to verify, but is not",
        refused(sealed(tree)).getMessage());
    tree.putArray("deferred_ranges");
    assertEquals(Phase.VERIFY, CheckpointCodec.decode(sealed(tree), FILE).phase());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"00\"", "5", "\"0X\"", "[\"0011223344556677889900\"]"})
  void neverShowsAKey(String key) throws IOException {
    String secret = Samples.KEY.substring(0, 63);
    for (JsonNode bad :
        List.of(
            Trees.MAPPER.readTree(key),
            Trees.MAPPER.readTree("\"" + secret + "G\""),
            Trees.MAPPER.readTree("\"" + secret + "\""))) {
      ObjectNode tree = tree();
      set(tree, "pass_key", bad);
      CheckpointException refused = refused(sealed(tree));
      assertEquals(
          FILE + ": pass_key must be null or text like [0-9a-f]{64}, but is not",
          refused.getMessage());
    }
    String bare = tree().toString().replace("\"" + Samples.KEY + "\"", Samples.KEY) + "\n";
    CheckpointException refused = refused(bare.getBytes(UTF_8));
    assertFalse(refused.getMessage().contains("001122"), refused.getMessage());
    assertEquals(null, refused.getCause());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1    | FOREIGN | has format version 1 of the predecessor, expected 3: take it over with 'wipeit resume --from FILE'
          2    | FOREIGN | has format version 2 of the predecessor, expected 3: take it over with 'wipeit resume --from FILE'
          4    | FOREIGN | has format version 4, and this wipeit knows 3: resume with the newer wipeit that wrote it
          2147483647 | FOREIGN | has format version 2147483647, and this wipeit knows 3: resume with the newer wipeit that wrote it
          0    | DAMAGED | version must be an integer from 1 to 2147483647, but is 0
          -3   | DAMAGED | version must be an integer from 1 to 2147483647, but is -3
          3.0  | DAMAGED | version must be an integer from 1 to 2147483647, but is 3.0
          "3"  | DAMAGED | version must be an integer from 1 to 2147483647, but is "3"
          null | DAMAGED | version must be an integer from 1 to 2147483647, but is null
          """)
  void refusesAnyOtherVersion(String version, Kind kind, String message) throws IOException {
    ObjectNode tree = tree();
    tree.set("version", Trees.MAPPER.readTree(version));
    CheckpointException refused = refused(sealed(tree));
    assertEquals(FILE + ": " + message, refused.getMessage());
    assertEquals(kind, refused.kind());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"written":1,"total_size":2}             | FOREIGN | has format version 1 of the predecessor, expected 3: take it over with 'wipeit resume --from FILE'
          {"written":1,"total_size":2,"version":2} | FOREIGN | has format version 2 of the predecessor, expected 3: take it over with 'wipeit resume --from FILE'
          {"written":1,"total_size":2,"checksum":2} | DAMAGED | has no 'format'
          {"written":1}                            | FOREIGN | is not a wipeit checkpoint: format must be "wipeit-progress", but is missing
          {"total_size":1}                         | FOREIGN | is not a wipeit checkpoint: format must be "wipeit-progress", but is missing
          {}                                       | FOREIGN | is not a wipeit checkpoint: format must be "wipeit-progress", but is missing
          {"format":"other"}                       | FOREIGN | is not a wipeit checkpoint: format must be "wipeit-progress", but is "other"
          {"format":3}                             | FOREIGN | is not a wipeit checkpoint: format must be "wipeit-progress", but is 3
          {"format":"wipeit-progress"}             | DAMAGED | has no 'version'
          []                                       | DAMAGED | is not a JSON object
          5                                        | DAMAGED | is not a JSON object
          {"a":                                    | DAMAGED | is not valid JSON (line 2, column 1)
          """)
  void saysWhatAnotherFileIs(String text, Kind kind, String message) {
    CheckpointException refused = refused((text + "\n").getBytes(UTF_8));
    assertEquals(FILE + ": " + message, refused.getMessage());
    assertEquals(kind, refused.kind());
  }

  @Test
  void refusesWhatIsNotUtf8AndWhatIsTooLarge() {
    assertEquals(
        FILE + ": is not UTF-8 text",
        refused(new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"', '}'}).getMessage());
    byte[] large = new byte[(1 << 20) + 1];
    Arrays.fill(large, (byte) ' ');
    assertEquals(FILE + ": is larger than 1048576 bytes", refused(large).getMessage());
    assertEquals(
        FILE + ": is not a JSON object", refused(Arrays.copyOf(large, 1 << 20)).getMessage());
  }

  @Test
  void refusesToWriteWhatItWouldNotRead() {
    Checkpoint good = Samples.at(5);
    Checkpoint bad = withIdentity(good, new DeviceIdentity("", null, null, Samples.TOTAL, null));
    CheckpointException refused =
        assertThrows(CheckpointException.class, () -> CheckpointCodec.encode(bad));
    assertEquals(Kind.UNSAVED, refused.kind());
    assertEquals(
        "not saved: checkpoint of "
            + Samples.RUN
            + ": device_id.serial must be text of 1 to 4096 characters, but is \"\"",
        refused.getMessage());
  }

  @Test
  void refusesToWriteMoreBadRangesThanItWouldRead() throws IOException {
    List<ByteRange> ranges = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      ranges.add(new ByteRange(i * 1024L, 512));
    }
    Checkpoint some = withRanges(Samples.at(5), ranges.subList(0, 10_000));
    assertEquals(some, CheckpointCodec.decode(CheckpointCodec.encode(some), FILE));
    CheckpointException refused =
        assertThrows(
            CheckpointException.class,
            () -> CheckpointCodec.encode(withRanges(Samples.at(5), ranges)));
    assertTrue(refused.getMessage().endsWith("too many bad ranges"), refused.getMessage());
  }

  @Test
  void showsAHundredPercentOnlyWhenAllIsDone() throws IOException {
    Checkpoint c = Samples.at(Samples.TOTAL - 1);
    JsonNode node = Trees.MAPPER.readTree(CheckpointCodec.encode(c));
    assertEquals("33.3333", node.get("progress_percent").asText());
    assertEquals(100.0 / 3, c.percent(), 1e-9);
    assertEquals(0, withTotals(c, 0, 0).percent());
    assertEquals(100, withTotals(c, 7, 7).percent());
  }

  private static Checkpoint withIdentity(Checkpoint c, DeviceIdentity identity) {
    return Altered.with(c, "identity", identity);
  }

  private static Checkpoint withTotals(Checkpoint c, long done, long total) {
    return Altered.with(c, "bytesDone", done, "bytesTotal", total);
  }

  private static Checkpoint withRanges(Checkpoint c, List<ByteRange> ranges) {
    return Altered.with(
        c, "badRanges", ranges, "deferredRanges", List.of(), "unreadRanges", List.of());
  }
}
