package dev.wipeit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whatever is in a file of the state directory, it is a checkpoint or it is refused with a reason.
 * With {@code JAZZER_FUZZ=1} one of these looks for bytes that are neither (docs/testing.md).
 */
final class StateFuzzTest {

  @FunctionalInterface
  private interface Reading {
    void read() throws IOException;
  }

  private static void refusedOrRead(Reading reading) throws IOException {
    try {
      reading.read();
    } catch (CheckpointException refused) {
      String reason = String.valueOf(refused.getMessage());
      assertTrue(reason.chars().noneMatch(Character::isISOControl), "not showable");
    }
  }

  private static void checkpoint(byte[] bytes) throws IOException {
    Checkpoint read = CheckpointCodec.decode(bytes, "fuzz");
    assertTrue(read.written() >= 0 && read.written() <= read.totalSize());
    assertTrue(read.pass() >= 1 && read.pass() <= read.passes());
    assertTrue(read.percent() >= 0 && read.percent() <= 100);
    read.passAt(read.passes()).id();
    assertEquals(read, CheckpointCodec.decode(CheckpointCodec.encode(read), "again"));
  }

  @FuzzTest(maxDuration = "60s")
  void checkpointFile(byte[] bytes) throws IOException {
    refusedOrRead(() -> checkpoint(bytes));
  }

  /** What somebody has changed who knows how the checksum is made. */
  @FuzzTest(maxDuration = "60s")
  void sealedCheckpointFile(byte[] bytes) throws IOException {
    refusedOrRead(
        () -> {
          ObjectNode node = StrictJson.parse(bytes, "fuzz");
          node.remove(CheckpointCodec.CHECKSUM);
          node.put(CheckpointCodec.CHECKSUM, CheckpointCodec.checksum(node));
          checkpoint(StrictJson.compact(node).getBytes(StandardCharsets.UTF_8));
        });
  }

  @FuzzTest(maxDuration = "60s")
  void predecessorsFile(byte[] bytes) throws IOException {
    Path folder = Scratch.folder("fuzz");
    try {
      Path file = Files.write(folder.resolve("wipeit_progress.json"), bytes);
      refusedOrRead(
          () -> {
            PredecessorProgress read = PredecessorProgress.read(file);
            assertTrue(read.written() >= 0 && read.written() <= read.totalSize());
          });
    } finally {
      Scratch.delete(folder);
    }
  }
}
