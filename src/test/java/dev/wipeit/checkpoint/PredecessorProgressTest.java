package dev.wipeit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wipeit.checkpoint.CheckpointException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PredecessorProgressTest {

  /** As its last version writes it. */
  private static final String V2 =
      """
      {
        "device": "/dev/sdb",
        "written": 1142947840,
        "total_size": 320072933376,
        "progress_percent": 0.3570898132324555,
        "chunk_size": 104857600,
        "timestamp": 1760224401.2753,
        "pretest_results": {
          "speeds": [120.45, 95.32, 78.21],
          "average_speed": 97.99,
          "speed_variance": 42.24,
          "recommended_algorithm": "standard",
          "reason": "Consistent performance - standard algorithm recommended"
        },
        "device_id": {
          "serial": "VFM201R2E81GYN",
          "model": "Hitachi_HDT725032VLA360",
          "size": 320072933376
        },
        "algorithm": "adaptive_chunk",
        "version": 2
      }""";

  /** As its first versions wrote it. */
  private static final String V1 =
      """
      {"device": "/dev/sdb", "written": 5, "total_size": 10, "chunk_size": 104857600,
       "timestamp": 1760224401, "progress_percent": 50.0}
      """;

  @TempDir Path temp;
  private Path file;

  @BeforeEach
  void name() {
    file = temp.resolve("wipeit_progress.json");
  }

  @Test
  void readsItsLastVersion() throws IOException {
    assertEquals(
        new PredecessorProgress(
            "/dev/sdb",
            1_142_947_840,
            320_072_933_376L,
            0.3570898132324555,
            Instant.ofEpochMilli(1_760_224_401_275L),
            "VFM201R2E81GYN",
            "Hitachi_HDT725032VLA360",
            320_072_933_376L,
            ChunkStrategy.ADAPTIVE_CHUNK,
            104_857_600L,
            2),
        read(V2));
  }

  @Test
  void readsItsFirstVersions() throws IOException {
    PredecessorProgress read = read(V1);
    assertEquals(1, read.version());
    assertEquals(5, read.written());
    assertEquals(104_857_600L, read.chunkSize());
    assertNull(read.serial());
    assertNull(read.model());
    assertNull(read.size());
    assertNull(read.algorithm());
    assertEquals(1, read(V1.replace("{", "{\"version\": 1, ")).version());
    assertNull(read(V1.replace("\"chunk_size\": 104857600,", "")).chunkSize());
    assertEquals(
        "S",
        read(V1.replace("{", "{\"device_id\":{\"serial\":\"S\",\"model\":null,\"size\":10},"))
            .serial());
    assertEquals(
        ChunkStrategy.STANDARD, read(V1.replace("{", "{\"algorithm\":\"standard\",")).algorithm());
  }

  @Test
  void readsNullWhereItWasNotKnown() throws IOException {
    for (String key : new String[] {"device_id", "algorithm", "chunk_size", "pretest_results"}) {
      ObjectNode tree = tree();
      tree.putNull(key);
      PredecessorProgress read = read(tree.toString());
      assertEquals(key.equals("device_id"), read.serial() == null);
      assertEquals(key.equals("device_id"), read.model() == null);
      assertEquals(key.equals("device_id"), read.size() == null);
      assertEquals(key.equals("algorithm"), read.algorithm() == null);
      assertEquals(key.equals("chunk_size"), read.chunkSize() == null);
    }
    ObjectNode tree = tree();
    tree.putObject("device_id").putNull("serial").putNull("model").putNull("size");
    assertNull(read(tree.toString()).size());
  }

  @Test
  void leavesUnknownKeysAside() throws IOException {
    ObjectNode tree = tree().put("mood", "good");
    assertEquals(read(V2), read(tree.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          written          | "5"          | written must be an integer from 0 to 320072933376, but is "5"
          written          | null         | written must be an integer from 0 to 320072933376, but is null
          written          | -1           | written must be an integer from 0 to 320072933376, but is -1
          written          | 1.5          | written must be an integer from 0 to 320072933376, but is 1.5
          written          | 320072933377 | written must be an integer from 0 to 320072933376, but is 320072933377
          total_size       | 0            | total_size must be an integer from 1 to 9223372036854775807, but is 0
          total_size       | 1e30         | total_size must be an integer from 1 to 9223372036854775807, but is 1E+30
          total_size       | 320072933888 | device_id.size must be an integer from 320072933888 to 320072933888, but is 320072933376
          progress_percent | 100.1        | progress_percent must be a number from 0 to 100, but is 100.1
          progress_percent | "5"          | progress_percent must be a number from 0 to 100, but is "5"
          timestamp        | -1           | timestamp must be a number from 0 to 253402300799, but is -1
          timestamp        | 253402300800 | timestamp must be a number from 0 to 253402300799, but is 253402300800
          device           | ""           | device must be text of 1 to 4096 characters, but is ""
          device           | 5            | device must be text of 1 to 4096 characters, but is 5
          device_id        | []           | device_id must be an object, but is []
          algorithm        | "dod"        | algorithm must be one of standard, small_chunk, adaptive_chunk, buffer_override, but is "dod"
          chunk_size       | 0            | chunk_size must be an integer from 1 to 9223372036854775807, but is 0
          chunk_size       | "1"          | chunk_size must be an integer from 1 to 9223372036854775807, but is "1"
          version          | 0            | version must be an integer from 1 to 2147483647, but is 0
          version          | "2"          | version must be an integer from 1 to 2147483647, but is "2"
          version          | null         | version must be an integer from 1 to 2147483647, but is null
          version          | 1.5          | version must be an integer from 1 to 2147483647, but is 1.5
          version          | 3            | has version 3, but the predecessor's last was 2
          format           | "x"          | is not a file of the predecessor: it has a 'format'
          """)
  void refusesInOneLine(String key, String value, String message) throws IOException {
    ObjectNode tree = tree();
    tree.set(key, Trees.MAPPER.readTree(value));
    assertEquals(file + ": " + message, refused(tree.toString()).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "device",
        "written",
        "total_size",
        "progress_percent",
        "timestamp",
        "device_id",
        "algorithm",
        "chunk_size"
      })
  void refusesAMissingKey(String key) throws IOException {
    ObjectNode tree = tree();
    tree.remove(key);
    assertEquals(file + ": has no '" + key + "'", refused(tree.toString()).getMessage());
  }

  @Test
  void tellsALaterVersionFromDamage() throws IOException {
    assertEquals(Kind.FOREIGN, refused(V2.replace("2\n}", "3\n}")).kind());
    assertEquals(
        Kind.FOREIGN,
        refused(
                new String(
                    CheckpointCodec.encode(Samples.full()),
                    java.nio.charset.StandardCharsets.UTF_8))
            .kind());
    assertEquals(Kind.DAMAGED, refused(V2.substring(0, 100)).kind());
    assertEquals(Kind.DAMAGED, refused("").kind());
    assertEquals(Kind.DAMAGED, refused(" ".repeat((1 << 20) + 1)).kind());
  }

  @Test
  void refusesWhatIsNoFile() throws IOException {
    for (Path path : new Path[] {file, temp, Path.of("/dev/zero")}) {
      CheckpointException refused =
          assertThrows(CheckpointException.class, () -> PredecessorProgress.read(path));
      assertEquals(path + ": is not there, or not a regular file", refused.getMessage());
    }
    CheckpointException refused =
        assertThrows(
            CheckpointException.class, () -> PredecessorProgress.read(Path.of("/proc/self/mem")));
    assertTrue(refused.getMessage().startsWith("/proc/self/mem: cannot be read"));
  }

  private static ObjectNode tree() throws IOException {
    return (ObjectNode) Trees.MAPPER.readTree(V2);
  }

  private PredecessorProgress read(String text) throws IOException {
    return PredecessorProgress.read(Files.writeString(file, text));
  }

  private CheckpointException refused(String text) throws IOException {
    Files.writeString(file, text);
    CheckpointException refused =
        assertThrows(CheckpointException.class, () -> PredecessorProgress.read(file));
    assertEquals(1, refused.getMessage().lines().count());
    return refused;
  }
}
