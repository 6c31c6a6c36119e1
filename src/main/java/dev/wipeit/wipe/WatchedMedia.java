package dev.wipeit.wipe;

import dev.wipeit.media.BlockMedia;
import dev.wipeit.media.IoMode;
import dev.wipeit.media.MediaException;
import dev.wipeit.media.MediaException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The device of a run as its workers see it: every request waits at the gate, and whoever watches
 * sees which are unanswered. For all threads.
 */
final class WatchedMedia implements BlockMedia {

  private final BlockMedia media;
  private final Gate gate;
  private final LongSupplier nanoTime;

  /** When the request of each thread began that waits for the device. */
  private final Map<Thread, Long> open = new ConcurrentHashMap<>();

  private final LongAdder bytes = new LongAdder();
  private volatile boolean abandoned;

  /** One request. */
  @FunctionalInterface
  private interface Request<R> {
    R make() throws MediaException;
  }

  WatchedMedia(BlockMedia media, Gate gate, LongSupplier nanoTime) {
    this.media = media;
    this.gate = gate;
    this.nanoTime = nanoTime;
  }

  /** When the oldest unanswered request began, or null where none is open. */
  @Nullable Long oldest() {
    // Another thread may end the last one meanwhile.
    List<Long> begins = new ArrayList<>(open.values());
    return begins.isEmpty() ? null : Collections.min(begins);
  }

  /** What the device has taken and given so far. */
  long bytes() {
    return bytes.sum();
  }

  /** Nobody waits for the device any more: every request from now on fails. */
  void abandon() {
    abandoned = true;
  }

  private <R> R gated(Request<R> request) throws MediaException {
    gate.pass();
    return watched(request);
  }

  private <R> R watched(Request<R> request) throws MediaException {
    if (abandoned) {
      throw new MediaException(
          Kind.GONE, -1, "the device was given up", new IOException("stalled for too long"));
    }
    open.put(Thread.currentThread(), nanoTime.getAsLong());
    try {
      return request.make();
    } finally {
      open.remove(Thread.currentThread());
    }
  }

  @Override
  public long sizeBytes() {
    return media.sizeBytes();
  }

  @Override
  public int alignmentBytes() {
    return media.alignmentBytes();
  }

  @Override
  public IoMode ioMode() {
    return media.ioMode();
  }

  @Override
  public void write(ByteBuffer source, long offset) throws MediaException {
    int length = source.remaining();
    gated(
        () -> {
          media.write(source, offset);
          return length;
        });
    bytes.add(length);
  }

  @Override
  public void read(ByteBuffer target, long offset) throws MediaException {
    int length = target.remaining();
    gated(
        () -> {
          media.read(target, offset);
          return length;
        });
    bytes.add(length);
  }

  @Override
  public boolean readMedium(ByteBuffer target, long offset) throws MediaException {
    int length = target.remaining();
    boolean fromMedium = gated(() -> media.readMedium(target, offset));
    bytes.add(length);
    return fromMedium;
  }

  @Override
  public void force() throws MediaException {
    // Not at the gate: what was written before a pause is made durable and saved in it.
    watched(
        () -> {
          media.force();
          return true;
        });
  }

  @Override
  public void reportAtWrite() throws MediaException {
    media.reportAtWrite();
  }

  @Override
  public void dropCache() throws MediaException {
    watched(
        () -> {
          media.dropCache();
          return true;
        });
  }

  @Override
  public boolean hasItsSize() {
    try {
      return watched(media::hasItsSize);
    } catch (MediaException givenUp) {
      return false;
    }
  }

  @Override
  public boolean isThere() {
    try {
      return watched(media::isThere);
    } catch (MediaException givenUp) {
      return false;
    }
  }

  @Override
  public boolean answers() {
    try {
      return watched(media::answers);
    } catch (MediaException givenUp) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    media.close();
  }
}
