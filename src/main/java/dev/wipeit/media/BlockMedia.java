package dev.wipeit.media;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An opened device. Reads and writes are positioned and may be made by several threads at once;
 * offsets, lengths and buffer addresses are multiples of {@link #alignmentBytes()}, but for the
 * very end of a device whose size is none.
 */
public interface BlockMedia extends Closeable {

  /** The bytes that can be written: all whole logical sectors. */
  long sizeBytes();

  /** What offsets and lengths must be multiples of, in bytes: the logical sector. */
  int alignmentBytes();

  /** The mode in force now, never {@link IoMode#AUTO}. */
  IoMode ioMode();

  /**
   * Writes all that remains in the buffer, in as many calls as the device wants. On return the
   * device has taken the bytes; they are durable only after a {@link #force()} that began later.
   *
   * @throws MediaException if a byte could not be written, or the device has gone
   */
  void write(ByteBuffer source, long offset) throws MediaException;

  /**
   * Fills all that remains in the buffer.
   *
   * @throws MediaException if a byte could not be read, or the device has gone
   */
  void read(ByteBuffer target, long offset) throws MediaException;

  /**
   * Fills all that remains in the buffer from the medium.
   *
   * @return false where some of it was in the page cache, or may have been, and could not be
   *     dropped from it: then it may be from there
   * @throws MediaException as {@link #read}
   */
  default boolean readMedium(ByteBuffer target, long offset) throws MediaException {
    read(target, offset);
    return ioMode() == IoMode.DIRECT;
  }

  /**
   * On return everything written before the call is on stable storage: fdatasync(2), which has the
   * drive empty its cache. A call that failed must not be made again: the kernel reports a lost
   * write once and forgets it.
   *
   * @throws MediaException if that cannot be said
   */
  void force() throws MediaException;

  /**
   * Has every write from now on fail itself where the device refuses it, and not only a later
   * {@link #force()}: the mode becomes direct where the device takes that; otherwise every write
   * waits until its pages are written back, one after another. For the caller whose force failed,
   * who must write again all that the last successful one did not cover.
   *
   * @throws MediaException if the device cannot be asked
   */
  void reportAtWrite() throws MediaException;

  /**
   * Makes the reads that follow come from the medium and not from the page cache.
   *
   * @throws MediaException if what was cached could not be written back
   */
  void dropCache() throws MediaException;

  /** Whether the device is there, with the size that it was opened with; it may be unreadable. */
  boolean hasItsSize();

  /**
   * Whether the device still answers: it has its size, and one of sixteen sectors can be read, the
   * first, the middle and the last one first.
   */
  boolean answers();

  /**
   * Whether a device that failed a read is there all the same, so that sectors of it are
   * unreadable: it {@link #answers}, or nothing of it could be read from the beginning although it
   * has its size.
   */
  default boolean isThere() {
    return answers();
  }

  @Override
  void close() throws IOException;
}
