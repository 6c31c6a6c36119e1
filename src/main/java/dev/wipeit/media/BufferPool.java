package dev.wipeit.media;

import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.Kernel;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Direct buffers that are used again. The JDK frees one only when the collector finds it, so that
 * runs of many passes, or many runs one after another, would take ever more memory. For any thread.
 */
public final class BufferPool {

  /** The capacity of every buffer: a huge page on x86-64, arm64 with small pages, and riscv64. */
  public static final int BUFFER_BYTES = 2 << 20;

  private final Deque<ByteBuffer> free = new ArrayDeque<>();
  private final Supplier<ByteBuffer> memory;

  /** A pool of Java's own memory. */
  public BufferPool() {
    this.memory = () -> AlignedBuffer.allocate(BUFFER_BYTES);
  }

  /** A pool of the kernel's memory, each buffer a huge page where it grants them. */
  public BufferPool(Kernel kernel) {
    this.memory = () -> of(kernel);
  }

  private static ByteBuffer of(Kernel kernel) {
    try {
      return kernel.memory(BUFFER_BYTES);
    } catch (ErrnoException e) {
      // Java has the better message where there is none left at all.
      return AlignedBuffer.allocate(BUFFER_BYTES);
    }
  }

  /** A buffer for one owner, aligned for direct I/O, whatever it holds. */
  public synchronized ByteBuffer take() {
    return free.isEmpty() ? memory.get() : free.removeLast();
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
