package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.wipeit.media.BufferPool;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class BuffersTest {

  private static final int MIB = 1 << 20;

  private final BufferPool pool = new BufferPool();
  private final Buffers buffers = new Buffers(pool);

  @Test
  void handsOutTheSameMemoryInEachPhase() {
    ByteBuffer first = buffers.take(2 * MIB);
    buffers.take(2 * MIB);
    first.put(0, (byte) 7);
    buffers.reclaim();
    assertEquals(7, buffers.take(MIB).get(0));
  }

  @Test
  void partsOfAPhaseDoNotOverlap() {
    ByteBuffer[] parts = {
      buffers.take(MIB), buffers.take(MIB), buffers.take(MIB), buffers.take(2 * MIB)
    };
    for (int i = 0; i < parts.length; i++) {
      while (parts[i].hasRemaining()) {
        parts[i].put((byte) i);
      }
    }
    for (int i = 0; i < parts.length; i++) {
      assertEquals(i, parts[i].get(0));
      assertEquals(i, parts[i].get(parts[i].limit() - 1));
    }
  }

  @Test
  void partsAreAlignedForDirectIo() {
    buffers.take(4096);
    assertEquals(0, buffers.take(MIB).alignmentOffset(0, 4096));
  }

  @Test
  void givesBackForTheNextRun() {
    ByteBuffer whole = pool.take();
    pool.giveBack(whole);
    buffers.take(MIB);
    buffers.close();
    assertSame(whole, pool.take());
  }

  @Test
  void oneWorkerIsEnoughWhereThereAreAsManyRunsAsProcessors() {
    assertEquals(4, Means.alone().workers());
    assertEquals(4, Means.shared(1, 1, pool).workers());
    assertEquals(4, Means.shared(3, 4, pool).workers());
    assertEquals(1, Means.shared(4, 4, pool).workers());
    assertEquals(1, Means.shared(32, 4, pool).workers());
  }
}
