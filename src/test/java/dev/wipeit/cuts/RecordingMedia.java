package dev.wipeit.cuts;

import dev.wipeit.cuts.Event.ForceBegun;
import dev.wipeit.cuts.Event.Forced;
import dev.wipeit.cuts.Event.WriteBegun;
import dev.wipeit.cuts.Event.WriteDone;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.media.IoMode;
import dev.wipeit.media.MediaException;
import dev.wipeit.media.MediaException.Kind;
import dev.wipeit.testing.MemoryMedia;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Writes down what a device is asked for. Where it is buffered, a page cache is before it: a write
 * that the device refuses succeeds, and the next force fails, until writes are told to fail
 * themselves.
 */
class RecordingMedia implements BlockMedia {

  private static final int PAGE = 4096;
  private static final int SECTOR = 512;

  private final MemoryMedia device;
  private final Set<Long> bad;
  private final RequestLog log;
  private boolean buffered;
  private boolean hasLost;

  /**
   * Over a device.
   *
   * @param bad the LBAs that refuse a write
   * @param log where it is written down
   */
  RecordingMedia(MemoryMedia device, Set<Long> bad, boolean buffered, RequestLog log) {
    this.device = device;
    this.bad = bad;
    this.buffered = buffered;
    this.log = log;
    device.failWrites(bad::contains);
  }

  @Override
  public void write(ByteBuffer source, long offset) throws MediaException {
    if (!isBuffered() || isSound(offset, source.remaining())) {
      record(source, offset);
      return;
    }
    int begin = source.position();
    int end = source.limit();
    for (int at = begin; at < end; at += PAGE) {
      source.limit(Math.min(end, at + PAGE)).position(at);
      long there = offset + (at - begin);
      if (isSound(there, source.remaining())) {
        record(source, there);
      } else {
        lose(source, there);
      }
    }
  }

  private boolean isSound(long offset, int length) {
    return bad.stream()
        .noneMatch(lba -> lba * SECTOR < offset + length && offset < (lba + 1) * SECTOR);
  }

  private synchronized void lose(ByteBuffer source, long offset) {
    begin(source, offset);
    source.position(source.limit());
    hasLost = true;
  }

  private int begin(ByteBuffer source, long offset) {
    byte[] bytes = new byte[source.remaining()];
    source.duplicate().get(bytes);
    return log.add(new WriteBegun(offset, bytes));
  }

  private void record(ByteBuffer source, long offset) throws MediaException {
    int begun = begin(source, offset);
    device.write(source, offset);
    log.add(new WriteDone(begun));
  }

  private synchronized boolean isBuffered() {
    return buffered;
  }

  @Override
  public void force() throws MediaException {
    int begun = log.add(new ForceBegun());
    synchronized (this) {
      if (hasLost) {
        throw new MediaException(Kind.FORCE, -1, "memory: not confirmed", new IOException("EIO"));
      }
    }
    device.force();
    log.add(new Forced(begun));
  }

  @Override
  public synchronized void reportAtWrite() {
    buffered = false;
    hasLost = false;
  }

  @Override
  public void dropCache() throws MediaException {
    force();
  }

  @Override
  public void read(ByteBuffer target, long offset) throws MediaException {
    device.read(target, offset);
  }

  @Override
  public boolean readMedium(ByteBuffer target, long offset) throws MediaException {
    device.read(target, offset);
    return true;
  }

  @Override
  public long sizeBytes() {
    return device.sizeBytes();
  }

  @Override
  public int alignmentBytes() {
    return device.alignmentBytes();
  }

  @Override
  public IoMode ioMode() {
    return isBuffered() ? IoMode.BUFFERED : IoMode.DIRECT;
  }

  @Override
  public boolean hasItsSize() {
    return device.hasItsSize();
  }

  @Override
  public boolean answers() {
    return device.answers();
  }

  @Override
  public void close() {
    device.close();
  }
}
