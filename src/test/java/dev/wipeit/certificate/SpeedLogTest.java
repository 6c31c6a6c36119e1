package dev.wipeit.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SpeedLogTest {

  private static final long PART = 1000;
  private static final long TOTAL = PART * SpeedLog.PARTS;

  @Test
  void aChartHasTheSpeedOfEachPart() {
    SpeedLog log = new SpeedLog();
    log.wrote(0, 2 * PART, 2000, TOTAL);
    log.wrote(2 * PART, 3 * PART, 4000, TOTAL);
    List<@Nullable Long> rates = log.rates();
    assertEquals(List.of(1000L, 1000L, 250L), rates.subList(0, 3));
    assertNull(rates.get(3));
    assertEquals(SpeedLog.PARTS, rates.size());
  }

  @Test
  void whatIsWrittenOverABorderBelongsToBothParts() {
    SpeedLog log = new SpeedLog();
    log.wrote(PART / 2, 3 * PART / 2, 1000, TOTAL);
    assertEquals(List.of(1000L, 1000L), log.rates().subList(0, 2));
  }

  @Test
  void theLastPartTakesWhatIsLeftOver() throws CertificateException {
    SpeedLog log = new SpeedLog();
    log.wrote(0, TOTAL + 7, 50_000, TOTAL + 7);
    SpeedLog again = SpeedLog.of(log.entries());
    assertEquals(log.rates(), again.rates());
    assertTrue(Collections.frequency(again.rates(), null) == 0, again.rates().toString());
  }

  @Test
  void aDriveOfLessThanAByteForEachPartIsNoTrouble() {
    SpeedLog log = new SpeedLog();
    log.wrote(0, 3, 1000, 3);
    assertEquals(3, log.rates().stream().filter(rate -> rate != null).count());
  }

  @Test
  void nothingNotedIsNoChart() {
    assertEquals(List.of(), new SpeedLog().rates());
  }
}
