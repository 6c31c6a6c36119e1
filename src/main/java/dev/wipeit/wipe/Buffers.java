package dev.wipeit.wipe;

import dev.wipeit.media.BufferPool;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The buffers of one run, the same in each of its phases. Handed out before the workers of a phase
 * begin, by one thread.
 */
final class Buffers implements AutoCloseable {

  private final BufferPool pool;
  private final List<ByteBuffer> taken = new ArrayList<>();

  /** What is handed out next: the buffer, and the place in it. */
  private int number;

  private int position;

  Buffers(BufferPool pool) {
    this.pool = pool;
  }

  /** A phase is over: what was handed out in it may be handed out again. */
  void reclaim() {
    number = 0;
    position = 0;
  }

  /**
   * Memory for one worker, aligned for direct I/O, whatever it holds.
   *
   * @param bytes a multiple of 4096, at most {@link BufferPool#BUFFER_BYTES}
   */
  ByteBuffer take(int bytes) {
    if (position + bytes > BufferPool.BUFFER_BYTES) {
      number++;
      position = 0;
    }
    if (number == taken.size()) {
      taken.add(pool.take());
    }
    ByteBuffer part = taken.get(number).slice(position, bytes);
    position += bytes;
    return part;
  }

  /** Gives everything back; no worker uses any of it. */
  @Override
  public void close() {
    taken.forEach(pool::giveBack);
    taken.clear();
    reclaim();
  }
}
