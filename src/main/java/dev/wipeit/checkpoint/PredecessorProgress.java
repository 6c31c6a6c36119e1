package dev.wipeit.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wipeit.checkpoint.CheckpointException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code wipeit_progress.json} of the predecessor says, versions 1 and 2. Nothing in it can
 * be proven: it holds no key and no checksum.
 *
 * @param device the path of the device when it was saved
 * @param written bytes that it claims were written, 0 to {@code totalSize}
 * @param totalSize the size of the device in bytes
 * @param percent as it was saved, 0 to 100
 * @param saved when it was saved
 * @param serial the serial number, or null where it was not known or not yet saved
 * @param model the model, or null likewise
 * @param size the size of the device that has this serial number in bytes, or null likewise
 * @param algorithm how chunks were sized, or null likewise
 * @param chunkSize the buffer size in bytes, or null likewise
 * @param version 1 or 2
 */
public record PredecessorProgress(
    String device,
    long written,
    long totalSize,
    double percent,
    Instant saved,
    @Nullable String serial,
    @Nullable String model,
    @Nullable Long size,
    @Nullable ChunkStrategy algorithm,
    @Nullable Long chunkSize,
    int version) {

  private static final int NEWEST = 2;

  /** 9999-12-31T23:59:59Z. */
  private static final long LAST_SECOND = 253_402_300_799L;

  /**
   * Reads such a file; keys that it does not know are left aside.
   *
   * @throws CheckpointException {@link Kind#FOREIGN} if it is of a later version or no such file,
   *     {@link Kind#DAMAGED} if a value has the wrong type or is out of range, or it cannot be read
   */
  public static PredecessorProgress read(Path file) throws CheckpointException {
    String source = file.toString();
    ObjectNode node = StrictJson.parse(bytes(file), source);
    if (node.has("format")) {
      throw new CheckpointException(
          Kind.FOREIGN, source + ": is not a file of the predecessor: it has a 'format'");
    }
    Fields fields = new Fields(node, source);
    int version = node.has("version") ? version(fields, source) : 1;
    return read(fields, node, version);
  }

  private static byte[] bytes(Path file) throws CheckpointException {
    try {
      // Before it is opened: opening a FIFO would wait for a writer.
      if (!Files.isRegularFile(file)) {
        throw StrictJson.damaged(file.toString(), "is not there, or not a regular file");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return in.readNBytes(StrictJson.MAX_BYTES + 1);
      }
    } catch (CheckpointException known) {
      throw known;
    } catch (IOException failed) {
      throw new CheckpointException(
          Kind.DAMAGED, file + ": cannot be read: " + Printable.reason(failed), failed);
    }
  }

  private static int version(Fields fields, String source) throws CheckpointException {
    int version = fields.integer("version", 1, Integer.MAX_VALUE);
    if (version > NEWEST) {
      throw new CheckpointException(
          Kind.FOREIGN,
          source + ": has version " + version + ", but the predecessor's last was " + NEWEST);
    }
    return version;
  }

  private static PredecessorProgress read(Fields fields, ObjectNode node, int version)
      throws CheckpointException {
    // Versions 1 lack these keys, a version 2 has them, if only as null.
    boolean whole = version == NEWEST;
    long total = fields.integer("total_size", 1, Long.MAX_VALUE);
    Fields id = whole || node.has("device_id") ? fields.objectOrNull("device_id") : null;
    return new PredecessorProgress(
        fields.text("device"),
        fields.integer("written", 0, total),
        total,
        fields.number("progress_percent", 100).doubleValue(),
        Instant.ofEpochMilli(fields.number("timestamp", LAST_SECOND).movePointRight(3).longValue()),
        id == null ? null : id.textOrNull("serial"),
        id == null ? null : id.textOrNull("model"),
        id == null ? null : id.integerOrNull("size", total, total),
        whole || node.has("algorithm") ? algorithm(fields) : null,
        whole || node.has("chunk_size")
            ? fields.integerOrNull("chunk_size", 1, Long.MAX_VALUE)
            : null,
        version);
  }

  private static @Nullable ChunkStrategy algorithm(Fields fields) throws CheckpointException {
    return fields.value("algorithm").isNull()
        ? null
        : fields.oneOf("algorithm", ChunkStrategy.values(), ChunkStrategy::id);
  }
}
