package dev.wipeit.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wipeit.checkpoint.CheckpointException.Kind;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.units.ByteRange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointCodecTest {

  private static final String FILE = "/var/lib/wipeit/progress/x.json";

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
    ObjectNode backwards = StrictJson.MAPPER.createObjectNode();
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
        new Checkpoint(
            c.run(),
            c.device(),
            c.identity(),
            c.method(),
            c.rounds(),
            c.pass(),
            c.passes(),
            c.phase(),
            c.passKey(),
            c.written(),
            c.verified(),
            c.totalSize(),
            c.unproven(),
            c.verify(),
            c.strategy(),
            c.chunkSize(),
            c.badRanges(),
            c.bytesDone(),
            c.bytesTotal(),
            c.active().plusNanos(1),
            c.interruptions(),
            c.created().plusNanos(1),
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

  static Stream<String> fields() {
    return Stream.concat(
        CheckpointTree.KEYS.stream(),
        Stream.of(
            "device_id.serial",
            "device_id.model",
            "device_id.size",
            "device_id.wwn",
            "device_id.backing",
            "device_id.backing.device",
            "device_id.backing.inode",
            "device_id.backing.offset",
            "bad_ranges.0",
            "bad_ranges.1.offset",
            "bad_ranges.1.length"));
  }

  private static final List<String> NULLABLE =
      List.of(
          "pretest_results",
          "pass_key",
          "device_id.serial",
          "device_id.model",
          "device_id.wwn",
          "device_id.backing");

  private static final List<String> WRONG =
      List.of(
          "null",
          "true",
          "-1",
          "-0.5",
          "1e30",
          "1e999999999",
          "1e-999999999",
          "0.0001",
          "1.5",
          "99999999999999999999999999",
          "9223372036854775807",
          "\"\"",
          "\" \"",
          "\"5\"",
          "\"\\ud800\"",
          "\"\\u0000x\"",
          "[]",
          "{}",
          "[1]",
          "{\"a\":1}",
          "0");

  /** What of the above is right for a field after all. */
  private static boolean isRight(String field, String value) {
    return switch (value) {
      case "null" -> NULLABLE.contains(field);
      case "9223372036854775807" ->
          List.of("device_id.size", "device_id.backing.inode", "device_id.backing.offset")
              .contains(field);
      case "\"5\"" ->
          List.of("device", "run", "method", "device_id.serial", "device_id.model", "device_id.wwn")
              .contains(field);
      case "\"\\u0000x\"" ->
          List.of("device", "device_id.serial", "device_id.model", "device_id.wwn").contains(field);
      case "[]" -> field.equals("bad_ranges");
      case "0" ->
          List.of(
                  "verified",
                  "unproven",
                  "timestamp",
                  "active_seconds",
                  "interruptions",
                  "device_id.backing.inode",
                  "device_id.backing.offset",
                  "written")
              .contains(field);
      case "1.5" -> List.of("timestamp", "active_seconds").contains(field);
      default -> false;
    };
  }

  @ParameterizedTest
  @MethodSource("fields")
  void refusesAFieldThatIsNotWhatItMustBe(String field) throws IOException {
    for (String value : WRONG) {
      ObjectNode tree = tree();
      set(tree, field, StrictJson.MAPPER.readTree(value));
      if (field.equals("written") && value.equals("0")) {
        tree.put("verified", 0).put("unproven", 0);
      }
      byte[] bytes = sealed(tree);
      if (isRight(field, value)) {
        CheckpointCodec.decode(bytes, FILE);
      } else {
        CheckpointException refused = refused(bytes);
        String name = field.startsWith("bad_ranges") ? "bad_ranges" : field;
        List<String> blamed = List.of(name, "progress_percent", "device_id.size");
        assertTrue(blamed.stream().anyMatch(refused.getMessage()::contains), refused.getMessage());
        assertTrue(
            field.equals("checksum") || !refused.getMessage().contains("wrong checksum"),
            refused.getMessage());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void refusesAMissingField(String field) throws IOException {
    ObjectNode tree = tree();
    remove(tree, field);
    assertTrue(refused(sealed(tree)).getMessage().matches(".*(has no|must be).*"));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void refusesNaNAndInfinityAndABareWord(String field) throws IOException {
    for (String word : List.of("NaN", "Infinity", "-Infinity", "nope")) {
      ObjectNode tree = tree();
      set(tree, field, tree.textNode("@@"));
      String text = tree.toString().replace("\"@@\"", word) + "\n";
      assertTrue(refused(text.getBytes(UTF_8)).getMessage().contains("not valid JSON"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "device_id.", "device_id.backing.", "bad_ranges.0."})
  void refusesAnUnknownKeyAtAnyDepth(String prefix) throws IOException {
    ObjectNode tree = tree();
    set(tree, prefix + "more", tree.numberNode(1));
    String expected = FILE + ": unknown key '" + prefix.replace(".0", "[0]") + "more'";
    assertEquals(expected, refused(sealed(tree)).getMessage());
  }

  @Test
  void refusesAKeyThatIsThereTwice() throws IOException {
    String text = new String(CheckpointCodec.encode(Samples.full()), UTF_8);
    String twice = text.replace("\"written\"", "\"written\": 5,\n  \"written\"");
    assertEquals(Kind.DAMAGED, refused(twice.getBytes(UTF_8)).kind());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          written            | 320072933377  | written must be an integer from 0 to 320072933376, but is 320072933377
          written            | 4095          | unproven must be an integer from 0 to 4095, but is 4096
          written            | 511           | verified must be an integer from 0 to 511, but is 512
          total_size         | 0             | total_size must be an integer from 1 to 9223372036854775807, but is 0
          total_size         | 320072933889  | device_id.size must be an integer from 320072933889 to 9223372036854775807, but is 320072933888
          total_size         | 320072933375  | bad_ranges[2].length must be an integer from 1 to 511, but is 512
          chunk_size         | 1048575       | chunk_size must be an integer from 1048576 to 1099511627776, but is 1048575
          chunk_size         | 1099511627777 | chunk_size must be an integer from 1048576 to 1099511627776, but is 1099511627777
          rounds             | 7             | passes must be an integer from 7 to 2147483647, but is 6
          rounds             | 4             | passes must be a multiple of the 4 rounds, but is 6
          pass               | 7             | pass must be an integer from 1 to 6, but is 7
          passes             | 2147483648    | passes must be an integer from 2 to 2147483647, but is 2147483648
          bytes_done         | 1920437600257 | bytes_done must be an integer from 0 to 1920437600256, but is 1920437600257
          bytes_total        | 961361747968  | progress_percent must be 100.0000, but is 50.0595
          progress_percent   | 50.0594       | progress_percent must be 50.0595, but is 50.0594
          phase              | "verify"      | written must be all 320072933376 bytes to verify, but is 1142947840
          phase              | "WRITE"       | phase must be one of write, verify, but is "WRITE"
          verify             | "some"        | verify must be one of none, sample, last, all, but is "some"
          algorithm          | "dod"         | algorithm must be one of standard, small_chunk, adaptive_chunk, buffer_override, but is "dod"
          pretest_results    | {}            | pretest_results must be null, but is {}
          run                | "a/b"         | run must be text like [a-z0-9.-]{1,64}, but is "a/b"
          method             | "DoD"         | method must be text like [a-z0-9.-]{1,64}, but is "DoD"
          timestamp          | 253402300800  | timestamp must be a number from 0 to 253402300799, but is 253402300800
          timestamp          | 1.0001        | timestamp must be whole milliseconds, but is 1.0001
          created            | "2026-11-21"  | created must be a time like 2026-11-21T01:13:00Z, but is "2026-11-21"
          created            | "1969-12-31T23:59:59Z" | created must be a time like 2026-11-21T01:13:00Z, but is "1969-12-31T23:59:59Z"
          created            | "+10000-01-01T00:00:00Z" | created must be a time like 2026-11-21T01:13:00Z, but is "+10000-01-01T00:00:00Z"
          created            | "2026-11-21T01:13:00.0000001Z" | created must be a time like 2026-11-21T01:13:00Z, but is "2026-11-21T01:13:00.0000001Z"
          created            | "2026-11-21T02:13:00+01:00" | created must be a time like 2026-11-21T01:13:00Z, but is "2026-11-21T02:13:00+01:00"
          bad_ranges.1.offset | 511          | bad_ranges[1].offset must be an integer from 512 to 320072933375, but is 511
          bad_ranges.2.offset | 320072933376 | bad_ranges[2].offset must be an integer from 1536 to 320072933375, but is 320072933376
          bad_ranges.2.length | 513          | bad_ranges[2].length must be an integer from 1 to 512, but is 513
          bad_ranges.2.length | 0            | bad_ranges[2].length must be an integer from 1 to 512, but is 0
          bad_ranges         | [5]           | bad_ranges[0] must be an object, but is 5
          bad_ranges         | {}            | bad_ranges must be an array, but is {}
          device_id          | null          | device_id must be an object, but is null
          device_id.backing.device | "8:17:1" | device_id.backing.device must be text like [0-9]{1,9}:[0-9]{1,9}, but is "8:17:1"
          device_id.serial   | ""            | device_id.serial must be text of 1 to 4096 characters, but is ""
          interruptions      | -1            | interruptions must be an integer from 0 to 2147483647, but is -1
          checksum           | "sha256:0"    | wrong checksum: "sha256:0"
          checksum           | 5             | checksum must be text of 1 to 4096 characters, but is 5
          """)
  void namesTheValueThatIsOutOfRange(String field, String value, String message)
      throws IOException {
    ObjectNode tree = tree();
    set(tree, field, StrictJson.MAPPER.readTree(value));
    byte[] bytes = field.equals("checksum") ? bytes(tree) : sealed(tree);
    String found = refused(bytes).getMessage().replace("sha256:0,", "\"sha256:0\",");
    assertTrue(found.startsWith(FILE + ": " + message), found);
  }

  @Test
  void acceptsTheLimitsThemselves() throws IOException {
    for (String[] limit :
        new String[][] {
          {"chunk_size", "1048576"},
          {"chunk_size", "1099511627776"},
          {"interruptions", "2147483647"},
          {"timestamp", "253402300799"},
          {"timestamp", "0"},
          {"active_seconds", "253402300799"},
          {"pass", "1"},
          {"pass", "6"},
          {"created", "\"1970-01-01T00:00:00Z\""},
          {"created", "\"9999-12-31T23:59:59.999Z\""},
          {"verified", "1142947840"},
          {"unproven", "1142947840"},
          {"rounds", "6"},
          {"device_id.size", "320072933376"},
          {"written", "320072933376"},
        }) {
      ObjectNode tree = tree();
      set(tree, limit[0], StrictJson.MAPPER.readTree(limit[1]));
      CheckpointCodec.decode(sealed(tree), FILE);
    }
  }

  @Test
  void readsAVerificationOfAllThatWasWritten() throws IOException {
    ObjectNode tree = tree().put("written", Samples.TOTAL).put("phase", "verify");
    assertEquals(Phase.VERIFY, CheckpointCodec.decode(sealed(tree), FILE).phase());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"00\"", "5", "\"0X\"", "[\"0011223344556677889900\"]"})
  void neverShowsAKey(String key) throws IOException {
    String secret = Samples.KEY.substring(0, 63);
    for (JsonNode bad :
        List.of(
            StrictJson.MAPPER.readTree(key),
            StrictJson.MAPPER.readTree("\"" + secret + "G\""),
            StrictJson.MAPPER.readTree("\"" + secret + "\""))) {
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
    tree.set("version", StrictJson.MAPPER.readTree(version));
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
    ObjectNode node = CheckpointTree.of(c);
    assertEquals("33.3333", node.get("progress_percent").asText());
    assertEquals(Duration.ZERO, c.active());
  }

  private static Checkpoint withIdentity(Checkpoint c, DeviceIdentity identity) {
    return new Checkpoint(
        c.run(),
        c.device(),
        identity,
        c.method(),
        c.rounds(),
        c.pass(),
        c.passes(),
        c.phase(),
        c.passKey(),
        c.written(),
        c.verified(),
        c.totalSize(),
        c.unproven(),
        c.verify(),
        c.strategy(),
        c.chunkSize(),
        c.badRanges(),
        c.bytesDone(),
        c.bytesTotal(),
        c.active(),
        c.interruptions(),
        c.created(),
        c.saved());
  }

  private static Checkpoint withRanges(Checkpoint c, List<ByteRange> ranges) {
    return new Checkpoint(
        c.run(),
        c.device(),
        c.identity(),
        c.method(),
        c.rounds(),
        c.pass(),
        c.passes(),
        c.phase(),
        c.passKey(),
        c.written(),
        c.verified(),
        c.totalSize(),
        c.unproven(),
        c.verify(),
        c.strategy(),
        c.chunkSize(),
        ranges,
        c.bytesDone(),
        c.bytesTotal(),
        c.active(),
        c.interruptions(),
        c.created(),
        c.saved());
  }

  private static ObjectNode tree() throws IOException {
    return (ObjectNode) StrictJson.MAPPER.readTree(CheckpointCodec.encode(Samples.full()));
  }

  /**
   * With the checksum that belongs to the altered fields, so that the fields are what is judged.
   */
  private static byte[] sealed(ObjectNode tree) {
    if (tree.path("checksum").isTextual() && tree.get("checksum").textValue().length() > 60) {
      ObjectNode rest = StrictJson.MAPPER.createObjectNode();
      for (String key : CheckpointTree.KEYS) {
        if (tree.has(key) && !key.equals("checksum")) {
          rest.set(key, tree.get(key));
        }
      }
      try {
        tree.put("checksum", CheckpointCodec.checksum(rest));
      } catch (IllegalStateException unpairedSurrogate) {
        return bytes(tree);
      }
    }
    return bytes(tree);
  }

  private static byte[] bytes(ObjectNode tree) {
    try {
      return (StrictJson.MAPPER
                  .writer()
                  .with(com.fasterxml.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII)
                  .writeValueAsString(tree)
              + "\n")
          .getBytes(UTF_8);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static void set(JsonNode tree, String field, JsonNode value) {
    int dot = field.lastIndexOf('.');
    JsonNode parent = dot < 0 ? tree : tree.at("/" + field.substring(0, dot).replace('.', '/'));
    String name = field.substring(dot + 1);
    if (parent instanceof ObjectNode object) {
      object.set(name, value);
    } else {
      ((com.fasterxml.jackson.databind.node.ArrayNode) parent).set(Integer.parseInt(name), value);
    }
  }

  private static void remove(JsonNode tree, String field) {
    int dot = field.lastIndexOf('.');
    JsonNode parent = dot < 0 ? tree : tree.at("/" + field.substring(0, dot).replace('.', '/'));
    if (parent instanceof ObjectNode object) {
      object.remove(field.substring(dot + 1));
    } else {
      set(tree, field, tree.at("/pretest_results"));
    }
  }

  private static CheckpointException refused(byte[] bytes) {
    CheckpointException refused =
        assertThrows(CheckpointException.class, () -> CheckpointCodec.decode(bytes, FILE));
    assertTrue(refused.getMessage().startsWith(FILE + ": "), refused.getMessage());
    assertTrue(refused.getMessage().lines().count() == 1, refused.getMessage());
    assertFalse(refused.getMessage().contains("jackson"), refused.getMessage());
    assertFalse(refused.getMessage().contains("Exception"), refused.getMessage());
    return refused;
  }
}
