package dev.wipeit.checkpoint;

import dev.wipeit.device.BackingFile;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.method.Pass;
import dev.wipeit.units.ByteRange;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * A checkpoint as text that the ones after it share, but for the values that tell how far they are;
 * {@link CheckpointTree} reads it back. A checkpoint is saved often, and at first by code that is
 * still cold: a following one costs a few copies. Immutable.
 */
final class CheckpointText {

  /** How much longer in bytes one that fits may be than the first: six numbers of 20 digits. */
  static final int MOST_GROWTH = 128;

  private static final byte[] QUOTE = {'"'};

  private final Checkpoint first;
  private final List<byte[]> lines;
  private final List<byte[]> compact;

  /** The text of a checkpoint. */
  CheckpointText(Checkpoint first) {
    JsonText text = fields(first);
    this.first = first;
    this.compact = text.compact();
    this.lines = text.gap(CheckpointCodec.CHECKSUM).end().lines();
  }

  /** Whether a checkpoint differs in nothing but how far it is, and could be read as this one. */
  boolean fits(Checkpoint next) {
    return isSameWork(next)
        && next.device().equals(first.device())
        && next.identity().equals(first.identity())
        && Objects.equals(next.pretest(), first.pretest())
        && next.badRanges().equals(first.badRanges())
        && next.deferredRanges().equals(first.deferredRanges())
        && next.unreadRanges().equals(first.unreadRanges())
        && next.unproven() == first.unproven()
        && next.interruptions() == first.interruptions()
        && next.created().equals(first.created())
        && 0 <= next.verified()
        && next.verified() <= next.written()
        && next.written() <= next.totalSize()
        && 0 <= next.bytesDone()
        && next.bytesDone() <= next.bytesTotal()
        && !next.active().isNegative()
        && !next.saved().isBefore(first.saved());
  }

  private boolean isSameWork(Checkpoint next) {
    return next.run().equals(first.run())
        && next.method().equals(first.method())
        && next.plan().equals(first.plan())
        && next.rounds() == first.rounds()
        && next.pass() == first.pass()
        && next.passes() == first.passes()
        && next.phase() == first.phase()
        && Objects.equals(next.passKey(), first.passKey())
        && next.totalSize() == first.totalSize()
        && next.bytesTotal() == first.bytesTotal()
        && next.verify() == first.verify()
        && next.samplePermille() == first.samplePermille()
        && next.strategy() == first.strategy()
        && next.chunkSize() == first.chunkSize();
  }

  /**
   * The bytes of a checkpoint, with its checksum.
   *
   * @param c the first one, or one that fits
   */
  byte[] of(Checkpoint c) {
    List<byte[]> values = values(c);
    CRC32C crc = new CRC32C();
    for (int i = 0; i < values.size(); i++) {
      crc.update(compact.get(i));
      crc.update(values.get(i));
    }
    crc.update(compact.get(values.size()));
    ByteArrayOutputStream all = new ByteArrayOutputStream(2048);
    for (int i = 0; i < values.size(); i++) {
      all.writeBytes(lines.get(i));
      all.writeBytes(values.get(i));
    }
    all.writeBytes(lines.get(values.size()));
    all.writeBytes(QUOTE);
    all.writeBytes(ascii(CheckpointCodec.shown(crc)));
    all.writeBytes(QUOTE);
    all.writeBytes(lines.get(values.size() + 1));
    return all.toByteArray();
  }

  /** What goes into the gaps, in their order. */
  private static List<byte[]> values(Checkpoint c) {
    return List.of(
        ascii(Long.toString(c.written())),
        ascii(CheckpointTree.percent(c.bytesDone(), c.bytesTotal()).toPlainString()),
        ascii(seconds(c.saved().toEpochMilli())),
        ascii(Long.toString(c.verified())),
        ascii(Long.toString(c.bytesDone())),
        ascii(seconds(c.active().toMillis())));
  }

  /** All fields but the checksum, in order; the object is not ended. */
  private static JsonText fields(Checkpoint c) {
    JsonText text = new JsonText();
    text.put("format", CheckpointCodec.FORMAT).put("version", CheckpointCodec.VERSION);
    text.put("run", c.run()).put("device", c.device());
    text.gap("written").put("total_size", c.totalSize());
    text.gap("progress_percent").put("chunk_size", c.chunkSize()).gap("timestamp");
    PretestTree.write(text, c.pretest());
    identity(text, c.identity());
    text.put("algorithm", c.strategy().id()).put("method", c.method()).array("plan");
    for (Pass pass : c.plan()) {
      text.add(pass.id());
    }
    text.end().put("rounds", c.rounds()).put("pass", c.pass()).put("passes", c.passes());
    text.put("phase", c.phase().id()).put("pass_key", c.passKey());
    text.gap("verified").put("unproven", c.unproven());
    text.put("verify", c.verify().id());
    text.raw("sample_percent", BigDecimal.valueOf(c.samplePermille(), 1).toPlainString());
    ranges(text, "bad_ranges", c.badRanges());
    ranges(text, "deferred_ranges", c.deferredRanges());
    ranges(text, "unread_ranges", c.unreadRanges());
    text.gap("bytes_done").put("bytes_total", c.bytesTotal()).gap("active_seconds");
    return text.put("interruptions", c.interruptions()).put("created", c.created().toString());
  }

  private static byte[] ascii(String digits) {
    return digits.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).toPlainString();
  }

  private static void identity(JsonText text, DeviceIdentity identity) {
    text.object("device_id");
    text.put("serial", identity.serial()).put("model", identity.model());
    text.put("size", identity.sizeBytes()).put("wwn", identity.wwn());
    BackingFile backing = identity.backing();
    if (backing == null) {
      text.raw("backing", "null");
    } else {
      text.object("backing")
          .put("device", backing.device().toString())
          .put("inode", backing.inode())
          .put("offset", backing.offsetBytes())
          .end();
    }
    text.end();
  }

  private static void ranges(JsonText text, String key, List<ByteRange> ranges) {
    text.array(key);
    for (ByteRange range : ranges) {
      text.object(null).put("offset", range.offset()).put("length", range.length()).end();
    }
    text.end();
  }
}
