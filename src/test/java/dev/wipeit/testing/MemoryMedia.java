package dev.wipeit.testing;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.device.DeviceKind;
import dev.wipeit.device.DeviceNumber;
import dev.wipeit.device.DriveType;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.media.IoMode;
import dev.wipeit.media.MediaException;
import dev.wipeit.media.MediaException.Kind;
import dev.wipeit.units.ByteRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * A device in memory whose faults are the test's. What is written is in its cache and becomes
 * durable with {@link #force()}; {@link #crash()} loses an arbitrary part of the rest. It holds its
 * callers to the contract of {@link BlockMedia}: alignment, bounds, no force after a failed one.
 * For all threads.
 */
public final class MemoryMedia implements BlockMedia {

  /** What is on it at first. */
  public static final byte MARKER = (byte) 0xA5;

  private final byte[] cached;
  private final byte[] durable;
  private final int sectorBytes;
  private final List<ByteRange> writes = new ArrayList<>();
  private final List<ByteRange> reads = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private PowerCut power = PowerCut.never();
  private Consumer<ByteRange> beforeWrite = range -> {};
  private Consumer<ByteRange> beforeRead = range -> {};
  private Runnable beforeForce = () -> {};
  private LongPredicate badWrite = lba -> false;
  private long protectedByte = -1;
  private long badRead = -1;
  private List<ByteRange> badReads = List.of();
  private int badReadsLeft;
  private int forcesLeft = Integer.MAX_VALUE;
  private int forces;
  private boolean forceFailed;
  private boolean gone;
  private boolean silent;
  private boolean closed;

  /** What was written since the last force lies between these. */
  private int dirtyBegin = Integer.MAX_VALUE;

  private int dirtyEnd;

  public MemoryMedia(int sizeBytes, int sectorBytes) {
    this.cached = new byte[sizeBytes];
    this.sectorBytes = sectorBytes;
    Arrays.fill(cached, MARKER);
    this.durable = cached.clone();
  }

  /** With these bytes on it, which are taken over. */
  public MemoryMedia(byte[] bytes, int sectorBytes) {
    this.cached = bytes;
    this.sectorBytes = sectorBytes;
    this.durable = bytes.clone();
  }

  /** Every request and every force is a step of it. */
  public synchronized void power(PowerCut supply) {
    power = supply;
  }

  /** Called, without a lock, with every request before it is done. */
  public synchronized void beforeWrite(Consumer<ByteRange> hook) {
    beforeWrite = hook;
  }

  /** Called, without a lock, with every request before it is done. */
  public synchronized void beforeRead(Consumer<ByteRange> hook) {
    beforeRead = hook;
  }

  /** Called, without a lock, before every force. */
  public synchronized void beforeForce(Runnable hook) {
    beforeForce = hook;
  }

  /** Every write of this byte fails as on a device that is read-only; -1 for none. */
  public synchronized void protectAt(long offset) {
    protectedByte = offset;
  }

  /** Every write that touches one of these sectors fails, and changes nothing. */
  public synchronized void failWrites(LongPredicate lbas) {
    badWrite = lbas;
  }

  /** Every read of this byte fails; -1 for none. */
  public synchronized void failReadAt(long offset) {
    badRead = offset;
  }

  /**
   * Reads that touch any of these fail.
   *
   * @param times how often, before all is fine again
   */
  public synchronized void failReadsIn(List<ByteRange> ranges, int times) {
    badReads = List.copyOf(ranges);
    badReadsLeft = times;
  }

  /** So many forces succeed, the next one fails, and what it should have kept is lost. */
  public synchronized void failForceAfter(int successes) {
    forcesLeft = successes;
  }

  /** Every request fails, and it does not answer any more. */
  public synchronized void pull() {
    gone = true;
  }

  /** Every read fails as that of a bad sector does, and it does not answer any more. */
  public synchronized void fallSilent() {
    silent = true;
  }

  /** Changes a byte behind the run's back. */
  public synchronized void flip(long offset) {
    cached[(int) offset] ^= 0x10;
    durable[(int) offset] ^= 0x10;
  }

  /** Puts zeros there, durably, behind the run's back. */
  public synchronized void fill(int from, int to) {
    Arrays.fill(cached, from, to, (byte) 0);
    Arrays.fill(durable, from, to, (byte) 0);
  }

  /**
   * The power was off: of what was not made durable any sector may be lost. All faults are over,
   * and the device is as opened anew.
   */
  public synchronized void crash() {
    for (int at = 0; at < cached.length; at += sectorBytes) {
      int length = Math.min(sectorBytes, cached.length - at);
      byte[] survivor = power.random().nextBoolean() ? cached : durable;
      System.arraycopy(survivor, at, cached, at, length);
      System.arraycopy(survivor, at, durable, at, length);
    }
    power = PowerCut.never();
    beforeWrite = range -> {};
    beforeRead = range -> {};
    beforeForce = () -> {};
    badWrite = lba -> false;
    badRead = -1;
    protectedByte = -1;
    badReads = List.of();
    forcesLeft = Integer.MAX_VALUE;
    forceFailed = false;
    gone = false;
    silent = false;
  }

  /** What a reader gets now. */
  public synchronized byte[] bytes() {
    return cached.clone();
  }

  /** What is left when all that is not durable is lost. */
  public synchronized byte[] durableBytes() {
    return durable.clone();
  }

  /** The ranges that were written, in the order of their ends. */
  public synchronized List<ByteRange> writes() {
    return List.copyOf(writes);
  }

  /** The ranges that were read, in the order of their ends. */
  public synchronized List<ByteRange> reads() {
    return List.copyOf(reads);
  }

  /**
   * How often {@link #force()} was called, successful or not; dropping the cache does not count.
   */
  public synchronized int forces() {
    return forces;
  }

  /** What callers did against the contract. */
  public synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  /** What the program knows of such a device. */
  public static BlockDevice device(long sizeBytes) {
    return new BlockDevice(
        Path.of("/dev/memory"),
        Path.of("/dev/memory"),
        "memory",
        new DeviceNumber(240, 0),
        DeviceKind.DISK,
        new DriveType(DriveType.Kind.values()[0], DriveType.Confidence.values()[0], "memory"),
        sizeBytes,
        1,
        512,
        false,
        false,
        new DeviceIdentity("SERIAL", null, "MEMORY", sizeBytes, null));
  }

  @Override
  public long sizeBytes() {
    return cached.length;
  }

  @Override
  public int alignmentBytes() {
    return sectorBytes;
  }

  @Override
  public IoMode ioMode() {
    return IoMode.DIRECT;
  }

  @Override
  public void write(ByteBuffer source, long offset) throws MediaException {
    ByteRange range = new ByteRange(offset, source.remaining());
    hook(Hook.WRITE).accept(range);
    synchronized (this) {
      check(source, range);
      answer(Kind.PROTECTED, protectedByte, range);
      requireSound(range);
      dirtyBegin = (int) Math.min(dirtyBegin, range.offset());
      dirtyEnd = (int) Math.max(dirtyEnd, range.end());
      switch (power.step()) {
        case DONE -> source.get(cached, (int) offset, source.remaining());
        case TORN -> {
          int part = power.random().nextInt(source.remaining() / sectorBytes + 1) * sectorBytes;
          source.get(cached, (int) offset, part);
          throw off(Kind.WRITE, offset);
        }
        case OFF -> throw off(Kind.WRITE, offset);
      }
      writes.add(range);
    }
  }

  @Override
  public void read(ByteBuffer target, long offset) throws MediaException {
    ByteRange range = new ByteRange(offset, target.remaining());
    hook(Hook.READ).accept(range);
    synchronized (this) {
      check(target, range);
      answer(Kind.READ, silent ? offset : badRead, range);
      refuseToRead(range);
      if (power.step() != PowerCut.Step.DONE) {
        throw off(Kind.READ, offset);
      }
      target.put(cached, (int) offset, target.remaining());
      reads.add(range);
    }
  }

  @Override
  public void force() throws MediaException {
    forceHook().run();
    synchronized (this) {
      forces++;
      keep();
    }
  }

  @Override
  public synchronized void dropCache() throws MediaException {
    keep();
  }

  @Override
  public synchronized void reportAtWrite() {}

  @Override
  public synchronized boolean hasItsSize() {
    return !gone;
  }

  @Override
  public synchronized boolean answers() {
    return !gone && !silent && !power.isCut();
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private void keep() throws MediaException {
    if (forceFailed) {
      violations.add("forced again after it failed");
    }
    PowerCut.Step step = power.step();
    if (gone) {
      forceFailed = true;
      throw off(Kind.FORCE, -1);
    }
    if (forcesLeft-- <= 0) {
      forceFailed = true;
      throw new MediaException(Kind.FORCE, -1, "memory: not confirmed", new IOException("EIO"));
    }
    if (step == PowerCut.Step.DONE
        || (step == PowerCut.Step.TORN && power.random().nextBoolean())) {
      if (dirtyEnd > dirtyBegin) {
        System.arraycopy(cached, dirtyBegin, durable, dirtyBegin, dirtyEnd - dirtyBegin);
      }
      dirtyBegin = Integer.MAX_VALUE;
      dirtyEnd = 0;
    }
    if (step != PowerCut.Step.DONE) {
      throw off(Kind.FORCE, -1);
    }
  }

  private void answer(Kind kind, long bad, ByteRange range) throws MediaException {
    if (gone) {
      throw off(kind, range.offset());
    }
    if (bad >= range.offset() && bad < range.end()) {
      throw new MediaException(
          kind, range.offset(), "memory: bad byte " + bad, new IOException("EIO"));
    }
  }

  private void requireSound(ByteRange range) throws MediaException {
    for (long lba = range.offset() / sectorBytes; lba * sectorBytes < range.end(); lba++) {
      if (badWrite.test(lba)) {
        throw new MediaException(
            Kind.WRITE, range.offset(), "memory: bad sector " + lba, new IOException("EIO"));
      }
    }
  }

  private void refuseToRead(ByteRange range) throws MediaException {
    for (ByteRange bad : badReads) {
      boolean touches = range.offset() < bad.end() && bad.offset() < range.end();
      if (touches && badReadsLeft > 0) {
        badReadsLeft--;
        throw new MediaException(
            Kind.READ, range.offset(), "memory: bad " + bad, new IOException("EIO"));
      }
    }
  }

  private static MediaException off(Kind kind, long offset) {
    return new MediaException(Kind.GONE, offset, "memory went away: " + kind, new IOException());
  }

  private void check(ByteBuffer buffer, ByteRange range) {
    boolean aligned =
        range.offset() % sectorBytes == 0
            && (range.length() % sectorBytes == 0 || range.end() == cached.length)
            && buffer.isDirect()
            && buffer.alignmentOffset(buffer.position(), Math.max(512, sectorBytes)) == 0;
    if (!aligned) {
      violations.add("not aligned: " + range);
    }
    if (range.end() > cached.length) {
      violations.add("beyond the end: " + range);
    }
    if (closed) {
      violations.add("closed: " + range);
    }
  }

  private enum Hook {
    WRITE,
    READ
  }

  private synchronized Consumer<ByteRange> hook(Hook which) {
    return which == Hook.WRITE ? beforeWrite : beforeRead;
  }

  private synchronized Runnable forceHook() {
    return beforeForce;
  }
}
