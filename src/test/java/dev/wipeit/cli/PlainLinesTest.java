package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Phase;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeEvent.PhaseStarted;
import dev.wipeit.wipe.WipeEvent.Started;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PlainLinesTest {

  private final Console console = new Console();
  private PlainLines plain;

  @BeforeEach
  void aRunAtFortySevenPercent() {
    plain =
        new PlainLines(
            Runs.drive(), console.machine().streams().err(), console.clock(), console::nanoTime);
    plain.accept(new Started(Runs.percent(47), true, 0));
  }

  private List<String> lines(WipeEvent... events) {
    for (WipeEvent event : events) {
      plain.accept(event);
    }
    return console.err().lines().toList();
  }

  @Test
  void tellsEachFivePercent() {
    List<String> lines =
        lines(
            Runs.progress(Runs.percent(49.9)),
            Runs.progress(Runs.percent(50)),
            Runs.progress(Runs.percent(54)),
            Runs.progress(Runs.percent(55)));
    assertEquals(
        List.of(
            "/dev/sdx: 50.0% 500.0/1000.0 MiB 123.4 MiB/s ETA 01:01:40 buffer 100 MiB,"
                + " estimated finish 2026-11-22 00:01:40",
            "/dev/sdx: 55.0% 550.0/1000.0 MiB 123.4 MiB/s ETA 01:01:40 buffer 100 MiB,"
                + " estimated finish 2026-11-22 00:01:40"),
        lines);
  }

  @Test
  void tellsEachThirtySeconds() {
    console.pass(Duration.ofMillis(29_999));
    assertEquals(0, lines(Runs.progress(Runs.percent(47))).size());
    console.pass(Duration.ofMillis(1));
    assertEquals(1, lines(Runs.progress(Runs.percent(47))).size());
    assertEquals(1, lines(Runs.progress(Runs.percent(47))).size());
    console.pass(Duration.ofSeconds(30));
    assertEquals(2, lines(Runs.progress(Runs.percent(47))).size());
  }

  @Test
  void thirtySecondsCountFromTheLastLine() {
    console.pass(Duration.ofSeconds(20));
    assertEquals(1, lines(Runs.progress(Runs.percent(50))).size());
    console.pass(Duration.ofSeconds(20));
    assertEquals(1, lines(Runs.progress(Runs.percent(50))).size());
  }

  @Test
  void doesNotGuessWhatIsNotKnown() {
    assertEquals(
        List.of("/dev/sdx: 50.0% 500.0/1000.0 MiB - ETA --:--:-- buffer 100 MiB"),
        lines(Runs.unknown(Runs.percent(50))));
  }

  @Test
  void hasNoControlCodes() {
    lines(
        new PhaseStarted(1, 1, Pass.of("00"), Phase.WRITE, VerifyMode.SAMPLE),
        Runs.progress(Runs.percent(50)),
        new PhaseStarted(1, 1, Pass.of("00"), Phase.VERIFY, VerifyMode.SAMPLE),
        Runs.progress(Runs.percent(100)));
    assertTrue(console.err().chars().allMatch(c -> c == '\n' || c >= ' '), console.err());
    assertEquals(4, console.err().lines().count(), console.err());
  }

  @Test
  void namesThePhase() {
    assertEquals(
        List.of(
            "/dev/sdx: writing pass 1 of 2 (0x00)",
            "/dev/sdx: reading samples of pass 2 of 2 (0x00) back",
            "/dev/sdx: reading all of pass 2 of 2 (random) back"),
        lines(
            new PhaseStarted(1, 2, Pass.of("00"), Phase.WRITE, VerifyMode.SAMPLE),
            new PhaseStarted(2, 2, Pass.of("00"), Phase.VERIFY, VerifyMode.SAMPLE),
            new PhaseStarted(2, 2, Pass.random(), Phase.VERIFY, VerifyMode.ALL)));
  }
}
