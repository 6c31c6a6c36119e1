package dev.wipeit.media;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Direct buffers that are used again. The JDK frees one only when the collector finds it, so that
 * runs of many passes, or many runs one after another, would take ever more memory. For any thread.
 */
public final class BufferPool {

  /** The capacity of every buffer. */
  public static final int BUFFER_BYTES = 2 << 20;

  private final Deque<ByteBuffer> free = new ArrayDeque<>();

  /** A buffer for one owner, aligned for direct I/O, whatever it holds. */
  public synchronized ByteBuffer take() {
    return free.isEmpty() ? AlignedBuffer.allocate(BUFFER_BYTES) : free.removeLast();
  }

  /**
   * Takes a buffer back.
   *
   * @param buffer from {@link #take()}; nobody uses it any more
   */
  public synchronized void giveBack(ByteBuffer buffer) {
    free.addLast(buffer.clear());
  }
}
