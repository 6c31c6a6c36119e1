package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.units.ByteRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void countsTheRangesAndTheirBytes() {
    set.addAll(List.of(range(0, 512), range(1024, 1536), range(512, 600)));
    assertEquals(2, set.count());
    assertEquals(1112, set.bytes());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 100, '[]'",
    "0, 101, '[100-101]'",
    "150, 160, '[150-160]'",
    "100, 200, '[100-200]'",
    "199, 301, '[199-200, 300-301]'",
    "200, 300, '[]'",
    "0, 999, '[100-200, 300-400]'",
    "400, 500, '[]'"
  })
  void tellsWhatOfARangeIsInAndWhatIsNot(long begin, long end, String in) {
    set.addAll(List.of(range(100, 200), range(300, 400)));
    assertEquals(in, text(set.within(range(begin, end))));
    RangeSet whole = new RangeSet();
    whole.addAll(set.within(range(begin, end)));
    whole.addAll(set.without(range(begin, end)));
    assertEquals(List.of(range(begin, end)), whole.ranges(), "both together");
    assertEquals(end - begin, whole.bytes());
    set.without(range(begin, end))
        .forEach(part -> assertEquals(List.of(), set.within(part), "of " + part));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 100, '[100-200, 300-400]'",
    "100, 200, '[300-400]'",
    "120, 130, '[100-120, 130-200, 300-400]'",
    "0, 150, '[150-200, 300-400]'",
    "150, 350, '[100-150, 350-400]'",
    "0, 999, '[]'"
  })
  void takesOutWhateverPartIsIn(long begin, long end, String left) {
    set.addAll(List.of(range(100, 200), range(300, 400)));
    set.remove(range(begin, end));
    assertEquals(left, text(set.ranges()));
    assertEquals(set.ranges().stream().mapToLong(ByteRange::length).sum(), set.bytes());
  }

  private static String text(List<ByteRange> ranges) {
    return ranges.stream().map(r -> r.offset() + "-" + r.end()).toList().toString();
  }

  private static ByteRange range(long begin, long end) {
    return new ByteRange(begin, end - begin);
  }
}
