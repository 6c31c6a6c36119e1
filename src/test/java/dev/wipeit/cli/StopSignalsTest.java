package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StopSignalsTest {

  private final Console console = new Console();
  private final StopSignals signals = console.machine().signals();

  @AfterEach
  void endsTheWatch() {
    signals.finished();
  }

  @Test
  void nothingStopsBeforeASignal() {
    assertNull(signals.code());
    assertFalse(signals.stop().isRequested());
  }

  @ParameterizedTest
  @EnumSource(names = {"STOPPED_BY_HUP", "STOPPED_BY_INT", "STOPPED_BY_TERM"})
  void theFirstOneAsksTheRunToStop(ExitCode code) {
    signals.received(code);
    assertTrue(signals.stop().isRequested());
    assertEquals(code, signals.code());
    assertEquals(List.of(), console.ends);
  }

  @Test
  void anotherWithinTheSecondIsTheSameOne() {
    signals.received(ExitCode.STOPPED_BY_INT);
    console.pass(Duration.ofMillis(999));
    signals.received(ExitCode.STOPPED_BY_INT);
    assertEquals(List.of(), console.ends);
    assertEquals("", console.err());
  }

  @Test
  void aSecondOneStopsWaiting() {
    signals.received(ExitCode.STOPPED_BY_INT);
    console.pass(Duration.ofSeconds(1));
    signals.received(ExitCode.STOPPED_BY_TERM);
    assertEquals(List.of(ExitCode.STOPPED_BY_TERM), console.ends);
    assertTrue(console.err().contains("the last saved checkpoint stands"), console.err());
    assertTrue(console.err().contains("wipeit resume"), console.err());
  }

  @Test
  void theFirstSignalGivesTheCode() {
    signals.received(ExitCode.STOPPED_BY_HUP);
    signals.received(ExitCode.STOPPED_BY_INT);
    assertEquals(ExitCode.STOPPED_BY_HUP, signals.code());
  }

  @Test
  void aSecondOneAfterTheEndIsTooLate() {
    signals.received(ExitCode.STOPPED_BY_INT);
    signals.finished();
    console.pass(Duration.ofSeconds(5));
    signals.received(ExitCode.STOPPED_BY_INT);
    assertEquals(List.of(), console.ends);
  }

  @ParameterizedTest
  @EnumSource(names = {"STOPPED_BY_HUP", "STOPPED_BY_INT", "STOPPED_BY_TERM"})
  void whileAQuestionIsAskedItIsTheAnswerNo(ExitCode code) {
    signals.asking(true);
    signals.received(code);
    assertEquals(List.of(ExitCode.REFUSED), console.ends);
    assertTrue(console.err().contains("no consent: nothing was written"), console.err());
    assertFalse(signals.stop().isRequested());
  }

  @Test
  void onceAnsweredItStopsTheRun() {
    signals.asking(true);
    signals.asking(false);
    signals.received(ExitCode.STOPPED_BY_INT);
    assertEquals(List.of(), console.ends);
    assertTrue(signals.stop().isRequested());
  }
}
