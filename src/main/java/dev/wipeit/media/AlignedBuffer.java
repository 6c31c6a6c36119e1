package dev.wipeit.media;

import java.nio.ByteBuffer;

/** Buffers that direct I/O accepts. */
public final class AlignedBuffer {

  /** No device asks for more than a page; {@code queue/dma_alignment} is 511 on most. */
  private static final int ALIGNMENT = 4096;

  private AlignedBuffer() {}

  /**
   * A direct buffer whose address is a multiple of 4096.
   *
   * @param capacity bytes, a multiple of 4096
   */
  public static ByteBuffer allocate(int capacity) {
    return ByteBuffer.allocateDirect(capacity + ALIGNMENT)
        .alignedSlice(ALIGNMENT)
        .slice(0, capacity);
  }
}
