package dev.wipeit.checkpoint;

import static dev.wipeit.checkpoint.Trees.bytes;
import static dev.wipeit.checkpoint.Trees.refused;
import static dev.wipeit.checkpoint.Trees.remove;
import static dev.wipeit.checkpoint.Trees.sealed;
import static dev.wipeit.checkpoint.Trees.set;
import static dev.wipeit.checkpoint.Trees.tree;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wipeit.method.Pass;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each field replaced by what it must not be. */
final class CheckpointFieldsTest {

  private static final String FILE = Trees.FILE;

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
            "plan.1",
            "bad_ranges.0",
            "bad_ranges.1.offset",
            "bad_ranges.1.length",
            "deferred_ranges.0",
            "deferred_ranges.0.length",
            "unread_ranges.0",
            "unread_ranges.0.length"));
  }

  private static final List<String> NULLABLE =
      List.of(
          "pretest_results",
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
      case "[]" -> List.of("bad_ranges", "deferred_ranges", "unread_ranges").contains(field);
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
      case "1.5" -> List.of("timestamp", "active_seconds", "sample_percent").contains(field);
      default -> false;
    };
  }

  @ParameterizedTest
  @MethodSource("fields")
  void refusesAFieldThatIsNotWhatItMustBe(String field) throws IOException {
    for (String value : WRONG) {
      ObjectNode tree = tree();
      set(tree, field, Trees.MAPPER.readTree(value));
      if (field.equals("written") && value.equals("0")) {
        tree.put("verified", 0).put("unproven", 0);
      }
      byte[] bytes = sealed(tree);
      if (isRight(field, value)) {
        CheckpointCodec.decode(bytes, FILE);
      } else {
        CheckpointException refused = refused(bytes);
        String name = field.replaceFirst("_ranges[.].*", "_ranges").replace(".1", "[1]");
        List<String> blamed = List.of(name, "progress_percent", "device_id.size", "pass_key");
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
          rounds             | 4             | passes must be 12, 4 rounds of 3, but is 6
          rounds             | 1             | passes must be 3, 1 rounds of 3, but is 6
          passes             | 4             | passes must be 6, 2 rounds of 3, but is 4
          plan               | []            | plan must have 1 to 100 passes, but has 0
          plan               | null          | plan must be an array, but is null
          plan               | "random"      | plan must be an array, but is "random"
          plan               | ["random"]    | passes must be 2, 2 rounds of 1, but is 6
          plan               | ["random","00"] | passes must be 4, 2 rounds of 2, but is 6
          plan               | ["00","00","00"] | pass_key must be null for pass 4, which is 0x00
          pass               | 5             | pass_key must be null for pass 5, which is 0x924924
          pass_key           | null          | pass_key must be there for pass 4, which is random
          plan.1             | 5             | plan[1] must be text, but is 5
          plan.1             | null          | plan[1] must be text, but is null
          plan.1             | ["00"]        | plan[1] must be text, but is ["00"]
          plan.1             | ""            | plan[1] must be "random" or 1 to 16 bytes in hexadecimal, but is ""
          plan.1             | "Random"      | plan[1] must be "random" or 1 to 16 bytes in hexadecimal, but is "Random"
          plan.1             | "FF"          | plan[1] must be "random" or 1 to 16 bytes in hexadecimal, but is "FF"
          plan.1             | "924"         | plan[1] must be "random" or 1 to 16 bytes in hexadecimal, but is "924"
          plan.1             | "0x00"        | plan[1] must be "random" or 1 to 16 bytes in hexadecimal, but is "0x00"
          plan.1             | "000102030405060708090a0b0c0d0e0f10" | plan[1] must be "random" or 1 to 16 bytes in hexadecimal, but is "000102030405060708090a0b0c0d0e0f10"
          pass               | 7             | pass must be an integer from 1 to 6, but is 7
          passes             | 2147483648    | passes must be an integer from 2 to 2147483647, but is 2147483648
          bytes_done         | 1920437600257 | bytes_done must be an integer from 0 to 1920437600256, but is 1920437600257
          bytes_total        | 961361747968  | progress_percent must be 100.0000, but is 50.0595
          progress_percent   | 50.0594       | progress_percent must be 50.0595, but is 50.0594
          phase              | "verify"      | written must be all 320072933376 bytes to verify, but is 1142947840
          phase              | "WRITE"       | phase must be one of write, verify, but is "WRITE"
          verify             | "some"        | verify must be one of none, sample, last, all, but is "some"
          algorithm          | "dod"         | algorithm must be one of standard, small_chunk, adaptive_chunk, buffer_override, but is "dod"
          pretest_results    | {}            | has no 'pretest_results.speeds'
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
          checksum           | "crc32c:0"    | wrong checksum: "crc32c:0"
          checksum           | 5             | checksum must be text of 1 to 4096 characters, but is 5
          """)
  void namesTheValueThatIsOutOfRange(String field, String value, String message)
      throws IOException {
    ObjectNode tree = tree();
    set(tree, field, Trees.MAPPER.readTree(value));
    byte[] bytes = field.equals("checksum") ? bytes(tree) : sealed(tree);
    String found = refused(bytes).getMessage().replace("crc32c:0,", "\"crc32c:0\",");
    assertTrue(found.startsWith(FILE + ": " + message), found);
  }

  @Test
  void limitsTextToWhatCanBePrinted() throws IOException {
    CheckpointCodec.decode(sealed(tree().put("device", "x".repeat(4096))), FILE);
    for (String text : List.of("x".repeat(4097), "\ud800", "\udfff", "a\udc00b")) {
      String message = refused(sealed(tree().put("device", text))).getMessage();
      assertTrue(message.startsWith(FILE + ": device must be text of 1 to 4096"), message);
    }
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
          {"device_id.size", "320072933376"},
          {"written", "320072933376"},
        }) {
      ObjectNode tree = tree();
      set(tree, limit[0], Trees.MAPPER.readTree(limit[1]));
      CheckpointCodec.decode(sealed(tree), FILE);
    }
  }

  @Test
  void limitsAPlanToAHundredPassesOfSixteenBytes() throws IOException {
    String sixteen = "000102030405060708090a0b0c0d0e0f";
    for (int passes : new int[] {1, 100, 101}) {
      ObjectNode tree = tree().put("rounds", 1).put("pass", passes).put("passes", passes);
      tree.putNull("pass_key");
      ArrayNode plan = tree.putArray("plan");
      Collections.nCopies(passes, sixteen).forEach(plan::add);
      if (passes == 101) {
        String message = FILE + ": plan must have 1 to 100 passes, but has 101";
        assertEquals(message, refused(sealed(tree)).getMessage());
      } else {
        Checkpoint read = CheckpointCodec.decode(sealed(tree), FILE);
        assertEquals(Collections.nCopies(passes, Pass.of(sixteen)), read.plan());
      }
    }
  }

  @Test
  void thePlanIsRepeatedByTheRounds() throws IOException {
    Checkpoint read = CheckpointCodec.decode(sealed(tree()), FILE);
    List<String> passes =
        IntStream.rangeClosed(1, 6).mapToObj(number -> read.passAt(number).id()).toList();
    assertEquals(List.of("random", "924924", "random", "random", "924924", "random"), passes);
    assertEquals(Pass.random(), read.currentPass());
  }
}
