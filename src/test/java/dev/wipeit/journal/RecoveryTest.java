package dev.wipeit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.journal.Journals.Read;
import dev.wipeit.testing.Scratch;
import dev.wipeit.units.ByteRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RecoveryTest {

  private final List<String> lines = Journals.lines(3);
  private Path scratch;
  private StateDirectory state;
  private JournalFolder folder;

  @BeforeEach
  void begins() throws IOException {
    scratch = Scratch.folder("recovery");
    state = StateDirectory.open(scratch.resolve("state"));
    folder = JournalFolder.open(state);
  }

  @AfterEach
  void ends() throws IOException {
    Scratch.delete(scratch);
  }

  private void died(byte[] journal) throws IOException {
    Files.write(folder.file(Journals.RUN), journal);
    folder.begin(Journals.RUN);
  }

  private Recovered recover() {
    return new Recovery(state, Journals.host(), () -> Journals.moment(99)).run();
  }

  private Read read() throws IOException {
    return Read.of(folder.file(Journals.RUN), Position.START);
  }

  private static byte[] bytes(List<String> lines) {
    return Journals.bytes(lines);
  }

  @Test
  void aRunOfADeadProcessIsMarkedAsInterrupted() throws IOException {
    died(bytes(lines));
    Recovered recovered = recover();
    assertEquals(List.of("Recovered 4 events of 1 interrupted run."), recovered.lines());
    Read read = read();
    assertEquals(lines, read.texts().subList(0, 4));
    JournalLine last = read.lines().get(4);
    assertEquals("run_interrupted", last.type());
    assertEquals(4, last.number("events"));
    assertEquals(4711, last.object().path("recovered_by").path("pid").asInt());
    assertEquals(List.of(), folder.openRuns());
    assertEquals(List.of(Journals.RUN), folder.pendingRuns());
  }

  @Test
  void theSecondTimeThereIsNothingToDo() throws IOException {
    died(bytes(lines));
    recover();
    byte[] once = Files.readAllBytes(folder.file(Journals.RUN));
    assertTrue(recover().isNothing());
    folder.begin(Journals.RUN);
    assertTrue(recover().isNothing(), "a recovery that died before it removed the mark");
    assertTrue(Arrays.equals(once, Files.readAllBytes(folder.file(Journals.RUN))));
    assertEquals(List.of(), folder.openRuns());
  }

  @Test
  void aRecoveryThatWasKilledAnywhereIsDoneAgain() throws IOException {
    died(bytes(lines));
    recover();
    byte[] whole = Files.readAllBytes(folder.file(Journals.RUN));
    for (int length = bytes(lines).length; length < whole.length; length++) {
      died(Arrays.copyOf(whole, length));
      assertEquals(4, recover().events(), "killed at " + length);
      assertEquals(lines, read().texts().subList(0, 4));
      assertEquals(5, read().lines().size(), "killed at " + length);
    }
  }

  @Test
  void whatTheCheckpointKnowsIsKept() throws IOException {
    new CheckpointStore(state).save(Journals.KEY, Journals.state(4096, new ByteRange(512, 512)));
    died(bytes(lines));
    recover();
    JournalLine last = read().lines().get(4);
    assertEquals(4096, last.object().path("checkpoint").path("written").asLong());
    assertEquals(
        512, last.object().path("checkpoint").path("bad_ranges").path(0).path("offset").asLong());
    assertFalse(last.text().contains(Journals.PASS_KEY));
  }

  @Test
  void aJournalCutOffAnywhereIsRecoveredToItsLastWholeLine() throws IOException {
    byte[] all = bytes(lines);
    for (int length = 1; length < all.length; length++) {
      died(Arrays.copyOf(all, length));
      long whole = new String(all, 0, length).chars().filter(c -> c == '\n').count();
      Recovered recovered = recover();
      if (whole == 0) {
        assertEquals(1, recovered.troubles().size(), "cut at " + length);
        assertFalse(Files.exists(folder.file(Journals.RUN)), "cut at " + length);
      } else {
        assertEquals(whole, recovered.events(), "cut at " + length);
        assertEquals(lines.subList(0, (int) whole), read().texts().subList(0, (int) whole));
        assertEquals(whole + 1, read().lines().size(), "cut at " + length);
        assertEquals(0, read().reading().tornBytes());
      }
      assertEquals(List.of(), folder.openRuns(), "cut at " + length);
    }
  }

  /** A line that a mark of recovery does not cover: what was left of it would follow the mark. */
  @Test
  void aLongTornLineIsCutOff() throws IOException {
    LineText text = new LineText(Position.START);
    text.next(Journals.moment(0), JournalHeader.TYPE, Journals.header());
    String longest = "x".repeat(200 << 10);
    for (int length : List.of(5 << 10, 64 << 10, longest.length())) {
      byte[] torn =
          text.next(Journals.moment(1), "warning", JsonLine.object("text", longest))
              .substring(0, length)
              .getBytes(StandardCharsets.US_ASCII);
      byte[] whole = bytes(lines);
      byte[] all = Arrays.copyOf(whole, whole.length + torn.length);
      System.arraycopy(torn, 0, all, whole.length, torn.length);
      died(all);
      assertEquals(4, recover().events());
      Read read = read();
      assertEquals(5, read.lines().size());
      assertEquals(length, read.lines().get(4).number("torn_bytes"));
      assertEquals(0, read.reading().tornBytes(), "left of a torn line of " + length);
      assertNull(read.reading().flaw());
      died(Files.readAllBytes(folder.file(Journals.RUN)));
      assertTrue(recover().isNothing(), "recovered once and for all");
    }
  }

  @Test
  void everyFlippedByteSetsTheJournalAsideAndNamesTheLine() throws IOException {
    byte[] all = bytes(lines);
    Path aside = folder.damaged().path().resolve(Journals.RUN + ".jsonl");
    for (int at = 0; at < all.length - 1; at++) {
      byte[] damaged = all.clone();
      damaged[at] ^= 4;
      died(damaged);
      Recovered recovered = recover();
      long line = 1 + new String(all, 0, at).chars().filter(c -> c == '\n').count();
      assertEquals(0, recovered.events(), "byte " + at);
      if (!recovered.lines().get(0).contains("is of version")) {
        assertTrue(Arrays.equals(damaged, Files.readAllBytes(aside)), "byte " + at);
        Path reason = Path.of(aside + ".reason");
        assertTrue(Files.readString(reason).startsWith("line " + line + " "), "byte " + at);
        assertFalse(Files.exists(folder.file(Journals.RUN)), "byte " + at);
        assertEquals(List.of(), folder.openRuns());
        Files.delete(aside);
        Files.delete(reason);
      }
    }
  }

  @Test
  void aSecondDamagedJournalOfARunKeepsTheFirst() throws IOException {
    for (int i = 0; i < 3; i++) {
      died("no journal\n".getBytes());
      recover();
    }
    assertEquals(
        6, folder.damaged().names().size(), () -> "journals and reasons in " + folder.damaged());
  }

  @Test
  void aJournalOfALaterVersionIsLeftAlone() throws IOException {
    byte[] later = String.join("", lines).replace("\"version\":1", "\"version\":2").getBytes();
    died(later);
    assertEquals(1, recover().troubles().size());
    assertTrue(Arrays.equals(later, Files.readAllBytes(folder.file(Journals.RUN))));
  }

  @Test
  void aJournalThatAProcessWritesIsLeftAlone() throws IOException {
    died(bytes(lines));
    try (JournalFile owner = JournalFile.existing(folder, Journals.RUN)) {
      assertNotNull(owner);
      assertTrue(recover().isNothing());
      assertEquals(List.of(Journals.RUN), folder.openRuns());
    }
    assertEquals(1, recover().runs().size());
  }

  @Test
  void aJournalThatCameToItsEndOnlyLosesItsMark() throws IOException {
    LineText text = new LineText(Position.START);
    List<String> ended =
        List.of(
            text.next(Journals.moment(0), JournalHeader.TYPE, Journals.header()),
            text.next(Journals.moment(1), "run_finished", JsonLine.object("result", "wiped")),
            text.next(Journals.moment(2), "device_result", JsonLine.object("exit_code", 0)));
    died(bytes(ended));
    assertTrue(recover().isNothing());
    assertEquals(ended, read().texts());
    assertEquals(List.of(), folder.openRuns());
    assertEquals(List.of(Journals.RUN), folder.pendingRuns());
  }

  @Test
  void anEmptyJournalLeavesNothing() throws IOException {
    died(new byte[0]);
    assertTrue(recover().isNothing());
    assertEquals(List.of(), folder.runs());
    assertEquals(List.of(), folder.pendingRuns());
  }

  @Test
  void aMarkWithoutAJournalIsRemoved() throws IOException {
    folder.begin(Journals.RUN);
    assertTrue(recover().isNothing());
    assertEquals(List.of(), folder.openRuns());
  }

  @Test
  void theJournalOfAnotherRunIsSetAside() throws IOException {
    Files.write(folder.file("20260101-0000-abcdef"), bytes(lines));
    folder.begin("20260101-0000-abcdef");
    assertTrue(recover().troubles().get(0).contains("that of run " + Journals.RUN));
  }

  @Test
  void oneThatCannotBeRecoveredKeepsNoOtherFromBeing() throws IOException {
    Files.createDirectory(folder.file("20000101-0000-000000"));
    folder.begin("20000101-0000-000000");
    died(bytes(lines));
    Recovered recovered = recover();
    assertEquals(List.of(Journals.RUN), recovered.runs());
    assertEquals(1, recovered.troubles().size());
  }

  @Test
  void severalAtOnceDoItOnce() throws IOException {
    for (int round = 0; round < 20; round++) {
      died(bytes(lines));
      List<CompletableFuture<Recovered>> all =
          List.of(
              CompletableFuture.supplyAsync(this::recover),
              CompletableFuture.supplyAsync(this::recover));
      long recovered = all.stream().mapToLong(one -> one.join().runs().size()).sum();
      // Where both met, the lock kept one out; the mark is there for whoever comes next.
      recovered += recover().runs().size();
      assertEquals(1, recovered);
      assertEquals(5, read().lines().size());
    }
  }

  @Test
  void oldTemporaryFilesAreCleanedAndYoungOnesAreNot() throws IOException {
    Instant now = Journals.moment(99).time();
    Path old = state.path().resolve("progress/serial-OLD.json.tmp");
    Path young = state.path().resolve("progress/serial-NEW.json.tmp");
    Path other = state.path().resolve("progress/notes.tmp");
    for (Path file : List.of(old, young, other)) {
      Files.writeString(file, "{");
      Files.setLastModifiedTime(file, FileTime.from(now.minusSeconds(3600)));
    }
    Files.setLastModifiedTime(young, FileTime.from(now.minusSeconds(60)));
    recover();
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(young));
    assertTrue(Files.exists(other));
  }

  @Test
  void whatIsTakenInIsPendingNoMoreUnlessItHasGrown() throws IOException {
    died(bytes(lines));
    Position read = read().reading().next();
    folder.takenIn(Journals.RUN, read);
    assertEquals(List.of(Journals.RUN), folder.pendingRuns(), "still open");
    recover();
    folder.takenIn(Journals.RUN, read);
    assertEquals(List.of(Journals.RUN), folder.pendingRuns(), "has grown");
    folder.takenIn(Journals.RUN, read().reading().next());
    assertEquals(List.of(), folder.pendingRuns());
  }
}
