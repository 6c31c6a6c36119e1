package dev.wipeit.checkpoint;

import dev.wipeit.device.BackingFile;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.method.Pass;
import dev.wipeit.units.ByteRange;
import java.math.BigDecimal;
import java.util.List;

/** The fields of a checkpoint as text; {@link CheckpointTree} reads them back. */
final class CheckpointText {

  private CheckpointText() {}

  /** All fields but the checksum, in order; the object is not ended. */
  static JsonText of(Checkpoint c) {
    JsonText text = new JsonText();
    text.put("format", CheckpointCodec.FORMAT).put("version", CheckpointCodec.VERSION);
    text.put("run", c.run()).put("device", c.device());
    text.put("written", c.written()).put("total_size", c.totalSize());
    text.raw(
        "progress_percent", CheckpointTree.percent(c.bytesDone(), c.bytesTotal()).toPlainString());
    text.put("chunk_size", c.chunkSize());
    text.raw("timestamp", seconds(c.saved().toEpochMilli()));
    PretestTree.write(text, c.pretest());
    identity(text, c.identity());
    text.put("algorithm", c.strategy().id()).put("method", c.method()).array("plan");
    for (Pass pass : c.plan()) {
      text.add(pass.id());
    }
    text.end().put("rounds", c.rounds()).put("pass", c.pass()).put("passes", c.passes());
    text.put("phase", c.phase().id()).put("pass_key", c.passKey());
    text.put("verified", c.verified()).put("unproven", c.unproven());
    text.put("verify", c.verify().id());
    text.raw("sample_percent", BigDecimal.valueOf(c.samplePermille(), 1).toPlainString());
    ranges(text, "bad_ranges", c.badRanges());
    ranges(text, "deferred_ranges", c.deferredRanges());
    ranges(text, "unread_ranges", c.unreadRanges());
    text.put("bytes_done", c.bytesDone()).put("bytes_total", c.bytesTotal());
    text.raw("active_seconds", seconds(c.active().toMillis()));
    return text.put("interruptions", c.interruptions()).put("created", c.created().toString());
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
