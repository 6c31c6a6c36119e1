package dev.wipeit.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wipeit.checkpoint.CheckpointException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The checkpoint as bytes: JSON for people and scripts, with a checksum behind it. What is not
 * exactly what this class writes is not read (docs/state-format.md).
 */
public final class CheckpointCodec {

  static final String FORMAT = "wipeit-progress";
  static final int VERSION = 3;
  static final String CHECKSUM = "checksum";

  private CheckpointCodec() {}

  /**
   * The bytes of a checkpoint, at most 1 MiB; they have been read back.
   *
   * @throws CheckpointException ({@link Kind#UNSAVED}) if a value is outside the range in which it
   *     would be read again, or there are too many bad ranges
   */
  public static byte[] encode(Checkpoint checkpoint) throws CheckpointException {
    return text(checkpoint).of(checkpoint);
  }

  /**
   * A checkpoint as text, for it and for those that fit; it has been read back.
   *
   * @throws CheckpointException as {@link #encode}
   */
  static CheckpointText text(Checkpoint checkpoint) throws CheckpointException {
    CheckpointText text = new CheckpointText(checkpoint);
    byte[] bytes = text.of(checkpoint);
    if (bytes.length > StrictJson.MAX_BYTES - CheckpointText.MOST_GROWTH) {
      throw new CheckpointException(
          Kind.UNSAVED, "not saved: checkpoint of " + checkpoint.run() + ": too many bad ranges");
    }
    try {
      decode(bytes, "checkpoint of " + checkpoint.run());
    } catch (CheckpointException invalid) {
      throw new CheckpointException(Kind.UNSAVED, "not saved: " + invalid.getMessage(), invalid);
    }
    return text;
  }

  /**
   * The checkpoint in these bytes.
   *
   * @param source the file, for the message
   * @throws CheckpointException {@link Kind#FOREIGN} for another format or version, {@link
   *     Kind#DAMAGED} for all else that is not a whole and valid checkpoint
   */
  public static Checkpoint decode(byte[] bytes, String source) throws CheckpointException {
    ObjectNode node = StrictJson.parse(bytes, source);
    requireOurs(node, source);
    if (bytes[bytes.length - 1] != '\n') {
      throw StrictJson.damaged(source, "is cut off: it must end with a line feed");
    }
    Fields fields = new Fields(node, source);
    Checkpoint checkpoint = CheckpointTree.read(fields);
    requireChecksum(node, fields);
    return checkpoint;
  }

  private static void requireOurs(ObjectNode node, String source) throws CheckpointException {
    JsonNode format = node.path("format");
    if (format.isMissingNode() && node.has(CHECKSUM)) {
      throw StrictJson.damaged(source, "has no 'format'");
    }
    if (format.isMissingNode() && node.has("written") && node.has("total_size")) {
      throw predecessor(source, node.path("version").asText("1"));
    }
    if (!format.isTextual() || !format.textValue().equals(FORMAT)) {
      throw foreign(
          source,
          "is not a wipeit checkpoint: format must be \""
              + FORMAT
              + "\", but is "
              + (format.isMissingNode() ? "missing" : Printable.shortened(format.toString())));
    }
    requireVersion(new Fields(node, source).integer("version", 1, Integer.MAX_VALUE), source);
  }

  private static void requireVersion(int version, String source) throws CheckpointException {
    if (version > VERSION) {
      throw foreign(
          source,
          "has format version "
              + version
              + ", and this wipeit knows "
              + VERSION
              + ": resume with the newer wipeit that wrote it");
    }
    if (version < VERSION) {
      throw predecessor(source, Integer.toString(version));
    }
  }

  private static CheckpointException predecessor(String source, String version) {
    return foreign(
        source,
        "has format version "
            + Printable.shortened(version)
            + " of the predecessor, expected "
            + VERSION
            + ": take it over with 'wipeit resume --from FILE'");
  }

  private static CheckpointException foreign(String source, String what) {
    return new CheckpointException(Kind.FOREIGN, source + ": " + what);
  }

  private static void requireChecksum(ObjectNode node, Fields fields) throws CheckpointException {
    String found = fields.text(CHECKSUM);
    String expected = checksum(CheckpointTree.ordered(node));
    if (!found.equals(expected)) {
      throw fields.wrong(
          "wrong checksum: " + Printable.shortened(found) + ", expected " + expected);
    }
  }

  /** Of the compact JSON of all keys but the checksum, in the order in which they are written. */
  static String checksum(ObjectNode node) {
    CRC32C crc = new CRC32C();
    crc.update(StrictJson.compact(node).getBytes(StandardCharsets.UTF_8));
    return shown(crc);
  }

  /** CRC-32C, as file systems use it: it meets every flipped byte, and costs nothing. */
  static String shown(CRC32C crc) {
    return "crc32c:" + HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
