package dev.wipeit.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;

/**
 * A file of the state directory that stays open, is read from its beginning, grows and is cut. Not
 * for several threads.
 */
public interface LogFile extends Closeable {

  /**
   * Locks all of it for this process (fcntl(2)), until it is closed or the process ends.
   *
   * @return whether it is locked now; not if another process, or this one, has locked it before
   */
  boolean tryLock() throws IOException;

  /** All of it, from its beginning. Not to be closed: that is done with the file. */
  ReadableByteChannel fromBeginning() throws IOException;

  /**
   * Writes all of the bytes.
   *
   * @param offset of the first, in bytes
   * @throws IOException if not all could be written; some may have been
   */
  void write(byte[] bytes, long offset) throws IOException;

  /** Cuts off what is behind so many bytes, if there is anything. */
  void truncate(long bytes) throws IOException;

  /** On return all that was written is on stable storage: fdatasync(2). */
  void force() throws IOException;
}
