package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.units.ByteRange;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExtentsTest {

  private final Extents extents =
      Extents.of(List.of(new ByteRange(100, 10), new ByteRange(200, 1), new ByteRange(300, 50)));

  @Test
  void laysRangesEndToEnd() {
    assertEquals(61, extents.total());
    assertEquals(new ByteRange(100, 10), extents.at(0, 1000));
    assertEquals(new ByteRange(109, 1), extents.at(9, 1000));
    assertEquals(new ByteRange(200, 1), extents.at(10, 1000));
    assertEquals(new ByteRange(300, 50), extents.at(11, 1000));
    assertEquals(new ByteRange(349, 1), extents.at(60, 1000));
  }

  @Test
  void givesNoMoreThanIsAsked() {
    assertEquals(new ByteRange(103, 4), extents.at(3, 4));
    assertEquals(new ByteRange(300, 1), extents.at(11, 1));
  }

  @Test
  void aWholeDeviceIsOneRange() {
    Extents whole = Extents.whole(4096, 10_000);
    assertEquals(5904, whole.total());
    assertEquals(new ByteRange(4097, 5903), whole.at(1, Long.MAX_VALUE));
  }
}
