package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.media.MediaException;
import dev.wipeit.media.MediaException.Kind;
import dev.wipeit.units.ByteRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutlookTest {

  private static final long MIB = 1 << 20;
  private static final long END = (1L << 40) + 100;
  private static final Tolerance SIXTEEN = new Tolerance(3, 16 * MIB);

  private final StopRequest stop = new StopRequest();
  private final List<ByteRange> tried = new ArrayList<>();

  private long least(List<ByteRange> open, LongPredicate refuses) throws MediaException {
    return Outlook.leastRefused(
        open,
        512,
        END,
        SIXTEEN,
        stop,
        sector -> {
          tried.add(sector);
          if (refuses.test(sector.offset())) {
            throw new MediaException(Kind.WRITE, sector.offset(), "no", new IOException());
          }
        });
  }

  @Test
  void triesNothingWhereAllOfItIsTolerated() throws MediaException {
    assertEquals(0, least(List.of(new ByteRange(512, 16 * MIB)), offset -> true));
    assertEquals(List.of(), tried);
  }

  /** A share that refuses counts without what chance may have added. */
  @ParameterizedTest
  @CsvSource({"0, 0", "16, 0", "17, 16", "32, 256", "64, 768"})
  void isSureOfLessThanRefused(int of64, long mebibytes) throws MediaException {
    long part = 16 * MIB;
    long least =
        least(
            List.of(new ByteRange(3 * MIB, 1024 * MIB)),
            offset -> (offset - 3 * MIB) / part < of64);
    assertEquals(mebibytes * MIB, least);
    assertEquals(64, tried.size());
  }

  @Test
  void looksAtAllPartsAndTriesWholeSectors() throws MediaException {
    List<ByteRange> open =
        List.of(new ByteRange(512, 64 * MIB), new ByteRange(END - 100 - 64 * MIB, 64 * MIB + 100));
    least(open, offset -> false);
    assertEquals(32, tried.stream().filter(sector -> sector.offset() < 65 * MIB).count());
    for (ByteRange sector : tried) {
      assertEquals(0, sector.offset() % 512);
      assertTrue(sector.length() == 512 || sector.end() == END, sector.toString());
      assertTrue(
          open.stream().anyMatch(r -> r.offset() <= sector.offset() && sector.end() <= r.end()));
    }
  }

  @Test
  void aDeviceThatIsGoneIsNoRefusal() {
    MediaException gone = new MediaException(Kind.GONE, 0, "gone", new IOException());
    assertEquals(
        gone,
        assertThrows(
            MediaException.class,
            () ->
                Outlook.leastRefused(
                    List.of(new ByteRange(0, 64 * MIB)),
                    512,
                    END,
                    SIXTEEN,
                    stop,
                    sector -> {
                      throw gone;
                    })));
  }

  @Test
  void aStopEndsItWithoutCertainty() throws MediaException {
    long least =
        least(
            List.of(new ByteRange(0, 64 * MIB)),
            offset -> {
              stop.request();
              return true;
            });
    assertEquals(0, least);
    assertEquals(1, tried.size());
  }
}
