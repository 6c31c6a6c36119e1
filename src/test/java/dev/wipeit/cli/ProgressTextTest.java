package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.wipe.WipeEvent.Progress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgressTextTest {

  @ParameterizedTest
  @CsvSource({
    "0, '  0.0%'",
    "1, '  0.0%'",
    "473000000, ' 45.1%'",
    "1047527424, ' 99.9%'",
    "1048575999, ' 99.9%'",
    "1048576000, '100.0%'"
  })
  void aHundredPercentIsShownOnlyWhenAllIsDone(long done, String text) {
    assertEquals(text, ProgressText.percent(Runs.done(done)));
  }

  @Test
  void percentNeverExceedsAHundred() {
    Checkpoint more =
        Runs.state(1, 1, Phase.WRITE, 2 * Runs.SIZE, Runs.SIZE, ChunkStrategy.STANDARD);
    assertEquals(" 99.9%", ProgressText.percent(more));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 100, 0.0/100.0 B",
    "512, 1024, 0.5/1.0 KiB",
    "1048576, 10485760, 1.0/10.0 MiB",
    "151397597184, 320072933376, 141.0/298.1 GiB",
    "0, 4000787030016, 0.0/3.6 TiB"
  })
  void amountsAreInTheUnitOfTheTotal(long done, long total, String text) {
    Checkpoint state = Runs.state(1, 1, Phase.WRITE, done, total, ChunkStrategy.STANDARD);
    assertEquals(text, ProgressText.amount(state));
  }

  @ParameterizedTest
  @CsvSource({"0, 00:00:00", "59, 00:00:59", "3700, 01:01:40", "360000, 100:00:00"})
  void timesAreHoursMinutesAndSeconds(long seconds, String text) {
    assertEquals(text, ProgressText.clockTime(Duration.ofSeconds(seconds)));
  }

  @Test
  void whatIsNotKnownIsNotShownAsANumber() {
    assertEquals("--:--:--", ProgressText.clockTime(null));
    assertEquals("-", ProgressText.rate(0));
    assertNull(ProgressText.finish(Runs.unknown(Runs.percent(1)), new Console().clock()));
  }

  @Test
  void ratesAreInMebibytes() {
    assertEquals("123.4 MiB/s", ProgressText.rate(123.4 * Runs.MIB));
  }

  @Test
  void theFinishHasItsDate() {
    assertEquals(
        "2026-11-22 00:01:40",
        ProgressText.finish(Runs.progress(Runs.percent(1)), new Console().clock()));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, WRITE, ''",
    "1, 1, VERIFY, verify",
    "2, 3, WRITE, pass 2/3",
    "3, 3, VERIFY, pass 3/3 verify"
  })
  void thePhaseNamesWhatIsNotPlain(int pass, int passes, Phase phase, String text) {
    assertEquals(
        text,
        ProgressText.phase(Runs.state(pass, passes, phase, 0, Runs.SIZE, ChunkStrategy.STANDARD)));
  }

  @ParameterizedTest
  @CsvSource({
    "STANDARD, 104857600, buffer 100 MiB",
    "SMALL_CHUNK, 10485760, buffer 10 MiB",
    "ADAPTIVE_CHUNK, 104857600, buffer 100 MiB",
    "ADAPTIVE_CHUNK, 52428800, buffer 50 MiB (adaptive)",
    "BUFFER_OVERRIDE, 104857600, buffer 100 MiB"
  })
  void theBufferTellsWhereItIsAdapted(ChunkStrategy strategy, long chunk, String text) {
    Checkpoint state = Runs.state(1, 1, Phase.WRITE, 0, Runs.SIZE, strategy);
    assertEquals(text, ProgressText.buffer(new Progress(state, 1, null, chunk)));
  }

  @Test
  void theChunksAreTheStrategyAndItsBuffer() {
    Checkpoint state = Runs.state(1, 1, Phase.WRITE, 0, Runs.SIZE, ChunkStrategy.BUFFER_OVERRIDE);
    assertEquals("buffer_override 100 MiB", ProgressText.chunks(state));
  }
}
