package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.units.ByteRange;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RangeSetTest {

  private final RangeSet set = new RangeSet();

  @Test
  void joinsWhatTouchesWhateverTheOrder() {
    set.addAll(List.of(range(512, 1024), range(0, 512), range(2048, 2560), range(1024, 2048)));
    assertEquals(List.of(range(0, 2560)), set.ranges());
    assertEquals(2560, set.bytes());
  }

  @Test
  void countsWhatIsAddedTwiceOnce() {
    set.addAll(List.of(range(0, 1024), range(512, 1024), range(0, 1024), range(100, 2000)));
    assertEquals(List.of(range(0, 2000)), set.ranges());
    assertEquals(2000, set.bytes());
  }

  @Test
  void keepsApartWhatIsApartInAscendingOrder() {
    assertTrue(set.isEmpty());
    set.addAll(List.of(range(4096, 8192), range(0, 512), range(1024, 1536)));
    assertEquals(List.of(range(0, 512), range(1024, 1536), range(4096, 8192)), set.ranges());
  }

  private static ByteRange range(long begin, long end) {
    return new ByteRange(begin, end - begin);
  }
}
