package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

  private final Comparison comparison = new Comparison(512);

  private void compare(long offset, int length, int... wrong) {
    byte[] bytes = new byte[length];
    for (int at : wrong) {
      bytes[at] = 1;
    }
    comparison.compare(ByteBuffer.wrap(bytes), ByteBuffer.allocate(length), offset);
  }

  private Verification result() {
    return comparison.result(VerifyMode.LAST);
  }

  @Test
  void whatIsEqualPasses() {
    compare(0, 4096);
    compare(4096, 100);
    assertEquals(
        new Verification(VerifyMode.LAST, 4196, 512, -1, 0, List.of(), List.of(), 0), result());
    assertTrue(result().passed());
  }

  @Test
  void namesTheSectorsThatDifferAndTheFirstByte() {
    compare(8192, 4096, 513, 600, 1535, 4095);
    assertFalse(result().passed());
    assertEquals(8192 + 513, result().firstDifference());
    assertEquals(3, result().sectorsDiffering());
    assertEquals(
        List.of(new ByteRange(8704, 1024), new ByteRange(8192 + 3584, 512)), result().ranges());
  }

  @Test
  void joinsRangesAcrossRequestsInAnyOrder() {
    compare(4096, 512, 0);
    compare(5120, 512, 5);
    compare(3584, 512, 511);
    compare(4608, 512, 1);
    compare(0, 512, 7);
    assertEquals(List.of(new ByteRange(0, 512), new ByteRange(3584, 2048)), result().ranges());
    assertEquals(7, result().firstDifference());
    assertEquals(5, result().sectorsDiffering());
    assertEquals(5 * 512, result().bytesRead());
  }

  @Test
  void theLastSectorMayBeShort() {
    compare(1024, 700, 699);
    assertEquals(List.of(new ByteRange(1536, 188)), result().ranges());
    assertEquals(1723, result().firstDifference());
  }

  @Test
  void countsAllAndNamesAThousand() {
    for (int i = 0; i < 2500; i++) {
      compare(i * 1024L, 512, 3);
    }
    assertEquals(2500, result().sectorsDiffering());
    assertEquals(1000, result().ranges().size());
    assertEquals(new ByteRange(999 * 1024, 512), result().ranges().get(999));
  }

  @Test
  void aRangeThatGrowsIsOneOfTheThousand() {
    for (int i = 0; i < 5000; i++) {
      compare(i * 512L, 512, 3);
    }
    assertEquals(List.of(new ByteRange(0, 5000 * 512)), result().ranges());
  }
}
