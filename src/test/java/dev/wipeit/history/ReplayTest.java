package dev.wipeit.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.journal.JsonLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal gives exactly its rows, however it is taken in. */
final class ReplayTest {

  private static final String RUN = "20261121-0113-7f3a9c";

  @TempDir private Path folder;

  private StateDirectory state(String name) throws IOException {
    return StateDirectory.open(folder.resolve(name));
  }

  private static RunStory story(StateDirectory state) throws IOException {
    try (History history = Records.open(state, new ArrayList<>())) {
      return history.story(RUN);
    }
  }

  @Test
  void aRunIsToldAsItWas() throws Exception {
    StateDirectory state = state("state");
    WrittenJournal journal = WrittenJournal.usual(RUN).into(state);
    RunStory story = story(state);
    Row run = story.run();
    assertEquals("wiped-with-exceptions", run.text("result"));
    assertEquals(1, run.count("finished"));
    assertEquals(4, run.count("exit_code"));
    assertEquals("end", story.health().get(0).text("moment"));
    assertEquals("SN-1", run.text("serial"));
    assertEquals("/dev/acme0", run.text("device"));
    assertEquals(1, run.count("interruptions"));
    assertEquals(5, run.count("checkpoints"));
    assertEquals(1, run.count("stalls"));
    assertEquals(1, run.count("pauses"));
    assertEquals(512, run.count("bad_bytes"));
    assertEquals(journal.size(), run.count("events"));
    assertEquals(2 * WrittenJournal.SIZE, run.count("bytes_done"));
    assertNull(run.text("damage"));
    assertEquals(
        List.of("101 interrupted", "202 wiped-with-exceptions"),
        story.processes().stream().map(p -> p.number("pid") + " " + p.text("result")).toList());
    assertEquals(1, story.verifications().size());
    assertEquals(
        List.of("bad 512 512"),
        story.sectors().stream()
            .map(s -> s.text("kind") + " " + s.number("offset") + " " + s.number("length"))
            .toList());
  }

  /** The pause and what was lost with the first process do not count. */
  @Test
  void passesHaveTheirBytesAndTimes() throws Exception {
    StateDirectory state = state("state");
    WrittenJournal.usual(RUN).into(state);
    RunStory story = story(state);
    Row write = story.passes().get(0);
    assertEquals("write", write.text("phase"));
    // 32 MiB before it was killed, and from 30 MiB on the rest.
    assertEquals((32 + 34) * WrittenJournal.MIB, write.count("bytes"));
    assertEquals(4 * 1000 + 3 * 5 + 1000 + 40 + 700, write.count("work_ms"));
    Row verify = story.passes().get(1);
    assertEquals(WrittenJournal.SIZE, verify.count("bytes"));
    assertEquals(1000, verify.count("work_ms"));
    long speedBytes =
        story.speeds().stream()
            .filter(speed -> "write".equals(speed.text("phase")))
            .mapToLong(speed -> speed.count("bytes"))
            .sum();
    assertEquals(write.count("bytes"), speedBytes);
    long micros =
        story.speeds().stream()
            .filter(speed -> "verify".equals(speed.text("phase")))
            .mapToLong(speed -> speed.count("micros"))
            .sum();
    assertEquals(1_000_000, micros);
  }

  @Test
  void everyLineIsThereOnceInOrder() throws Exception {
    StateDirectory state = state("state");
    WrittenJournal journal = WrittenJournal.usual(RUN).into(state);
    Records.takenIn(state);
    journal.into(state);
    Records.takenIn(state);
    try (Database database = Database.openReadOnly(History.file(state))) {
      List<Row> events = database.sql().rows("SELECT seq, type FROM event ORDER BY run, seq");
      assertEquals(journal.size(), events.size());
      for (int i = 0; i < events.size(); i++) {
        assertEquals(i, events.get(i).count("seq"));
      }
      assertEquals("device_result", events.get(events.size() - 1).text("type"));
    }
  }

  @Test
  void piecesComeToTheSame() throws Exception {
    StateDirectory whole = state("whole");
    WrittenJournal journal = WrittenJournal.usual(RUN).into(whole);
    List<String> expected = Records.takenIn(whole);
    StateDirectory pieces = state("pieces");
    for (int i = 1; i <= journal.size(); i++) {
      journal.into(pieces, journal.bytes(i));
      Records.takenIn(pieces);
    }
    assertEquals(expected, Records.dump(pieces));
    // Twice is once.
    journal.into(pieces);
    assertEquals(expected, Records.takenIn(pieces));
  }

  @Test
  void aTornLineIsTakenInWhenItIsWhole() throws Exception {
    WrittenJournal journal = WrittenJournal.begin(RUN, "SN-2").process(7);
    journal.add("checkpoint_failed", "reason", "no space");
    byte[] all = journal.bytes(3);
    List<List<String>> expected = new ArrayList<>();
    for (int lines = 1; lines <= 3; lines++) {
      StateDirectory state = state("lines" + lines);
      journal.into(state, journal.bytes(lines));
      expected.add(Records.takenIn(state));
    }
    StateDirectory state = state("torn");
    for (int cut = journal.bytes(1).length; cut <= all.length; cut += 17) {
      journal.into(state, Arrays.copyOf(all, cut));
      int lines =
          (int) Arrays.stream(new int[] {1, 2, 3}).filter(n -> fits(journal, n, state)).count();
      assertEquals(expected.get(lines - 1), Records.takenIn(state), "cut at " + cut);
    }
  }

  private static boolean fits(WrittenJournal journal, int lines, StateDirectory state) {
    try {
      Path file = state.path().resolve("journal").resolve(RUN + ".jsonl");
      return Files.size(file) >= journal.bytes(lines).length;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatIsThrownAwayComesBack() throws Exception {
    StateDirectory state = state("state");
    WrittenJournal.usual(RUN).into(state);
    WrittenJournal.usual("20261121-0114-aaaaaa").into(state);
    List<String> before = Records.takenIn(state);
    try (History history = Records.open(state, new ArrayList<>())) {
      assertEquals(2, history.rebuild().runs());
    }
    assertEquals(before, Records.dump(state));
    Files.delete(History.file(state));
    assertEquals(before, Records.takenIn(state));
  }

  @Test
  void aMarkerGoesWithTheEndOfTheRunAndNotBefore() throws Exception {
    StateDirectory state = state("state");
    Path marker = state.path().resolve("journal/pending/" + RUN);
    WrittenJournal journal = WrittenJournal.usual(RUN);
    journal.into(state, journal.bytes(4));
    Path open = Files.createFile(state.path().resolve("journal/open/" + RUN));
    Records.takenIn(state);
    assertTrue(Files.exists(marker));
    journal.into(state);
    Files.delete(open);
    Records.takenIn(state);
    assertFalse(Files.exists(marker));
    try (var left = Files.list(marker.getParent())) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void nothingBehindADamagedLineIsTakenIn() throws Exception {
    StateDirectory state = state("state");
    WrittenJournal journal = WrittenJournal.usual(RUN);
    byte[] bytes = journal.bytes(journal.size());
    bytes[journal.bytes(5).length + 20] ^= 1;
    journal.into(state, bytes);
    Row run = story(state).run();
    assertEquals(5, run.count("events"));
    assertTrue(String.valueOf(run.text("damage")).contains("line 6"), run.text("damage"));
  }

  @Test
  void aJournalThatLostItsEndKeepsWhatWasTakenIn() throws Exception {
    StateDirectory state = state("state");
    WrittenJournal journal = WrittenJournal.usual(RUN).into(state);
    story(state);
    journal.into(state, journal.bytes(3));
    Row run = story(state).run();
    assertEquals(journal.size(), run.count("events"));
    assertTrue(String.valueOf(run.text("damage")).contains("shorter"), run.text("damage"));
    assertTrue(String.valueOf(run.text("damage")).contains("history rebuild"), run.text("damage"));
  }

  @Test
  void takingInReadsOnlyWhatIsNew() throws Exception {
    StateDirectory state = state("state");
    WrittenJournal journal = WrittenJournal.usual(RUN);
    journal.into(state, journal.bytes(6));
    story(state);
    // What was taken in is not looked at again: were it read, the chain would not fit.
    byte[] bytes = journal.bytes(journal.size());
    bytes[50] ^= 1;
    journal.into(state, bytes);
    Row run = story(state).run();
    assertEquals(journal.size(), run.count("events"));
    assertNull(run.text("damage"));
  }

  /** The last checkpoint may know more than the last line that was flushed. */
  @Test
  void whatTheCheckpointOfADeadProcessKnewIsNotMissing() throws Exception {
    StateDirectory state = state("state");
    WrittenJournal journal = WrittenJournal.begin(RUN, "SN-3").process(7);
    Map<String, Object> saved =
        JsonLine.object(
            "bytes_done",
            77,
            "bytes_total",
            100,
            "bad_ranges",
            List.of(JsonLine.object("offset", 4096, "length", 1024)));
    List<?> first = List.of(JsonLine.object("offset", 512, "length", 512));
    journal.add("checkpoint_saved", "bytes_done", 70, "bad_ranges", first).into(state);
    assertEquals(512, story(state).run().count("bad_bytes"));
    journal.add("run_interrupted", "events", 2, "checkpoint", saved).into(state);
    RunStory story = story(state);
    assertEquals("interrupted", story.run().text("result"));
    assertEquals(77, story.run().count("bytes_done"));
    assertEquals(1024, story.run().count("bad_bytes"));
    assertEquals(4096, story.sectors().get(0).count("offset"));
  }

  @Test
  void manyRunsKeepApart() throws IOException, SQLException {
    StateDirectory state = state("state");
    for (int i = 10; i < 30; i++) {
      WrittenJournal.usual("20261121-01" + i + "-7f3a9c").into(state);
    }
    Records.takenIn(state);
    try (History history = Records.open(state, new ArrayList<>())) {
      assertEquals(20, history.runs(new RunFilter(null, null, "SN-1", null, RunFilter.ALL)).size());
      assertEquals(5, history.runs(new RunFilter(null, null, null, null, 5)).size());
      assertEquals(0, history.runs(new RunFilter(null, null, "SN-2", null, 5)).size());
      assertEquals(0, history.runs(new RunFilter(null, null, null, "wiped", 5)).size());
    }
  }
}
