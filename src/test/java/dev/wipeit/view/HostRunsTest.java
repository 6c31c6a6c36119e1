package dev.wipeit.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.device.SystemRoots;
import dev.wipeit.testing.Await;
import dev.wipeit.testing.FakeRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HostRunsTest {

  private FakeRuns fakes;
  private HostRuns runs;

  @BeforeEach
  void begin() throws IOException {
    fakes = new FakeRuns();
    runs = new HostRuns(fakes.path(), SystemRoots.ofMachine(), Clock.systemUTC());
  }

  @AfterEach
  void end() throws IOException {
    runs.close();
    fakes.close();
  }

  private RunView only() throws IOException {
    List<RunView> all = runs.look().runs();
    assertEquals(1, all.size(), all.toString());
    return all.get(0);
  }

  /** Who holds what is looked at now and then only. */
  private void leave() throws IOException {
    fakes.run(0).leave();
    Await.until(
        Duration.ofSeconds(20),
        () -> "an interrupted run",
        () -> only().state() == RunState.INTERRUPTED);
  }

  private static Work work(RunView view) {
    return Objects.requireNonNull(view.work());
  }

  @Test
  void thereNeedBeNothingYet() throws IOException {
    try (HostRuns none =
        new HostRuns(fakes.path().resolve("missing"), SystemRoots.ofMachine(), Clock.systemUTC())) {
      assertEquals(Snapshot.EMPTY, none.look());
    }
    assertEquals(List.of(), runs.look().runs());
  }

  @Test
  void aRunIsWhatItsCheckpointItsLockAndItsJournalSay() throws IOException {
    fakes.begin(1);
    fakes.run(0).progress(40, 123.4);
    RunView view = only();
    assertEquals(RunState.RUNNING, view.state());
    assertEquals(ProcessHandle.current().pid(), view.pid());
    assertEquals("ZC110337Q", view.subject().serial());
    assertEquals(40, view.percent(), 0.001);
    assertEquals(123.4 * (1 << 20), Objects.requireNonNull(view.now().bytesPerSecond()), 1);
    assertNotNull(view.now().remaining());
    assertEquals(2, work(view).pass());
    assertEquals("0xff", work(view).pattern());
  }

  @Test
  void aCheckpointThatIsBehindWhatWasToldTakesNothingBack() throws IOException {
    fakes.begin(1);
    fakes.run(0).progress(40, 100);
    assertEquals(40, only().percent(), 0.001);
    fakes.run(0).progress(39, 100);
    fakes.run(0).save();
    assertEquals(40, only().percent(), 0.001);
    fakes.run(0).progress(41, 100);
    assertEquals(41, only().percent(), 0.001);
  }

  @Test
  void whatIsBetweenTwoRenamesOfASaveIsNoTrouble() throws IOException {
    fakes.begin(1);
    fakes.run(0).progress(40, 100);
    fakes.run(0).save();
    Files.delete(fakes.path().resolve("progress").resolve(fakes.run(0).key() + ".json"));
    assertEquals(40, only().percent(), 0.001);
    assertNull(only().note());
    leave();
    RunView left = only();
    assertTrue(String.valueOf(left.note()).contains("is missing"), left.toString());
  }

  @Test
  void aNewProcessGoesBackToWhatWasSaved() throws IOException {
    fakes.begin(1);
    fakes.run(0).progress(30, 100);
    fakes.run(0).save();
    fakes.run(0).progress(40, 100);
    fakes.run(0).line("process_begun", Map.of());
    assertEquals(30, only().percent(), 0.001);
    fakes.run(0).progress(31, 100);
    assertEquals(31, only().percent(), 0.001);
  }

  @Test
  void onlyWhatChangesMakesANewSnapshot() throws IOException {
    fakes.begin(3);
    Snapshot first = runs.look();
    assertEquals(first, runs.look());
    fakes.run(1).progress(50, 10);
    Snapshot second = runs.look();
    assertEquals(first.version() + 1, second.version());
    assertEquals(first.runs().get(0), second.runs().get(0));
    assertFalse(first.runs().get(1).equals(second.runs().get(1)));
  }

  @Test
  void halfALineIsNoFact() throws IOException {
    fakes.begin(1);
    fakes.run(0).progress(10, 100);
    RunView before = only();
    fakes.run(0).append("{\"seq\":4,\"type\":\"progress\",\"bytes_done\":99999");
    assertEquals(before, only());
  }

  @Test
  void anAlteredLineIsNoFactAndIsTold() throws IOException {
    fakes.begin(1);
    fakes.run(0).progress(10, 100);
    double percent = only().percent();
    fakes
        .run(0)
        .append(
            "{\"seq\":4,\"type\":\"progress\",\"time\":\"2026-11-21T10:00:00Z\",\"monotonic_ms\":1,"
                + "\"pass\":1,\"written\":1,\"verified\":0,\"bytes_done\":1,\"bytes_total\":2,\"hash\":\""
                + "0".repeat(64)
                + "\"}\n");
    RunView view = only();
    assertEquals(percent, view.percent(), 0.001);
    assertTrue(String.valueOf(view.note()).contains("journal is damaged: "), view.toString());
  }

  @Test
  void aStallIsSeenUntilItIsOver() throws IOException {
    fakes.begin(1);
    fakes.run(0).progress(10, 100);
    fakes.run(0).line("stall", Map.of("kind", "no-answer", "seconds", 10.0));
    assertEquals(RunState.STALLED, only().state());
    assertNull(only().now().bytesPerSecond());
    fakes.run(0).line("stall_over", Map.of("seconds", 12.5));
    assertEquals(RunState.RUNNING, only().state());
    fakes.run(0).line("paused", Map.of("celsius", 61, "limit", 60, "goes_on_at", 55));
    assertEquals(RunState.PAUSED, only().state());
    assertEquals(61, only().now().celsius());
    fakes.run(0).line("resumed", Map.of("celsius", 54));
    assertEquals(RunState.RUNNING, only().state());
  }

  @Test
  void whoeverIsGoneHasLeftItInterrupted() throws IOException {
    fakes.begin(1);
    assertEquals(RunState.RUNNING, only().state());
    leave();
    assertNull(only().pid());
  }

  @Test
  void oneThatEndsStaysAsWiped() throws IOException {
    fakes.begin(2);
    runs.look();
    fakes.run(0).finish();
    assertEquals(RunState.WIPED, runs.look().runs().get(0).state());
    assertEquals(100, runs.look().runs().get(0).percent());
    assertEquals(2, runs.look().runs().size());
  }

  @Test
  void aCheckpointThatCannotBeUsedIsShownWithItsReason() throws IOException {
    fakes.begin(1);
    Path file = fakes.path().resolve("progress").resolve(fakes.run(0).key() + ".json");
    Files.writeString(file, "{");
    RunView view = only();
    assertEquals(RunState.UNUSABLE, view.state());
    assertTrue(String.valueOf(view.note()).contains(file.toString()), view.toString());
  }

  @Test
  void aRunWithoutAJournalIsShownByItsCheckpoints() throws IOException {
    fakes.begin(1);
    Files.delete(fakes.run(0).journal());
    RunView view = only();
    assertEquals(RunState.RUNNING, view.state());
    assertNull(view.now().bytesPerSecond());
  }

  @Test
  void aLongJournalIsReadFromItsEnd() throws IOException {
    fakes.begin(1);
    for (int i = 0; i < 3000; i++) {
      fakes.run(0).progress(i / 100.0, 10);
    }
    assertTrue(Files.size(fakes.run(0).journal()) > 2 * JournalTail.LOOK_BACK);
    assertEquals(29.99, only().percent(), 0.001);
    fakes.run(0).progress(31, 10);
    assertEquals(31, only().percent(), 0.001);
  }

  @Test
  void aJournalThatIsALinkIsLeftAlone() throws IOException {
    fakes.begin(1);
    fakes.run(0).progress(10, 100);
    Path elsewhere = fakes.path().resolve("elsewhere");
    Files.move(fakes.run(0).journal(), elsewhere);
    Files.createSymbolicLink(fakes.run(0).journal(), elsewhere);
    assertNull(only().now().bytesPerSecond());
  }

  @Test
  void aDirectoryThatOthersCanWriteToIsRefused() throws IOException {
    Files.setPosixFilePermissions(fakes.path(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThrows(IOException.class, runs::look);
  }
}
