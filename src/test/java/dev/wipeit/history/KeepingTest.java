package dev.wipeit.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the journals of runs that are over, and how their chains are checked. */
final class KeepingTest {

  private static final String RUN = "20261121-0113-7f3a9c";
  private static final String OTHER = "20261121-0114-7f3a9c";
  private static final Instant LATER = WrittenJournal.BEGIN.plus(Duration.ofDays(1));

  @TempDir private Path folder;
  private StateDirectory state;
  private Path journal;

  @BeforeEach
  void openState() throws IOException {
    state = StateDirectory.open(folder.resolve("state"));
    journal = state.path().resolve("journal/" + RUN + ".jsonl");
    WrittenJournal.usual(RUN).into(state);
  }

  private History open() throws IOException {
    return Records.open(state, new ArrayList<>());
  }

  private List<String> flaws() throws IOException {
    try (History history = open()) {
      return history.inspect().flaws();
    }
  }

  @Test
  void aCompressedJournalIsCheckedAndReplayed() throws Exception {
    List<String> before = Records.takenIn(state);
    try (History history = open()) {
      History.Compaction done = history.compact();
      assertEquals(1, done.journals());
      assertTrue(done.after() < done.before() / 2, done.toString());
      assertEquals(0, history.compact().journals());
    }
    assertFalse(Files.exists(journal));
    assertEquals(List.of(), flaws());
    Files.delete(History.file(state));
    assertEquals(before, Records.takenIn(state));
  }

  @Test
  void whatIsNotOverOrNotWholeStaysAsItIs() throws Exception {
    WrittenJournal going = WrittenJournal.usual(OTHER);
    going.into(state, going.bytes(going.size() - 3));
    byte[] bytes = Files.readAllBytes(journal);
    bytes[bytes.length - 100] ^= 1;
    try (History history = open()) {
      assertEquals(2, history.runs(new RunFilter(null, null, null, null, 9)).size());
      Files.write(journal, bytes);
      History.Compaction done = history.compact();
      assertEquals(1, done.left().size());
    }
    assertTrue(Files.exists(journal));
  }

  @Test
  void theFirstBadLineIsNamed() throws Exception {
    Records.takenIn(state);
    byte[] bytes = Files.readAllBytes(journal);
    WrittenJournal written = WrittenJournal.usual(RUN);
    bytes[written.bytes(6).length + 30] ^= 1;
    Files.write(journal, bytes);
    List<String> flaws = flaws();
    assertEquals(1, flaws.size());
    assertTrue(flaws.get(0).contains(RUN) && flaws.get(0).contains("line 7"), flaws.get(0));
  }

  @Test
  void aJournalThatWasWrittenAnewIsFoundOut() throws Exception {
    Records.takenIn(state);
    WrittenJournal forged = WrittenJournal.begin(RUN, "SN-1").process(1);
    while (forged.size() < WrittenJournal.usual(RUN).size()) {
      forged.add("stall_over", "seconds", 1.5);
    }
    forged.into(state);
    assertTrue(flaws().get(0).contains("is not the one that was in it once"), flaws().toString());
    forged.into(state, forged.bytes(3));
    assertTrue(flaws().get(0).contains("which was in it once"), flaws().toString());
  }

  @Test
  void aDamagedCompressedJournalIsNamed() throws Exception {
    try (History history = open()) {
      history.compact();
      Path zipped = journal.resolveSibling(RUN + ".jsonl.gz");
      byte[] bytes = Files.readAllBytes(zipped);
      for (int cut : new int[] {0, 5, bytes.length / 2, bytes.length - 1}) {
        Files.write(zipped, Arrays.copyOf(bytes, cut));
        assertEquals(1, history.inspect().flaws().size(), "cut at " + cut);
      }
    }
  }

  @Test
  void aRunThatIsOverIsRemovedWithItsJournal() throws Exception {
    WrittenJournal going = WrittenJournal.usual(OTHER);
    going.into(state, going.bytes(4));
    try (History history = open()) {
      assertEquals(List.of(), history.over(WrittenJournal.BEGIN));
      List<String> over = history.over(LATER);
      // Nobody has a lock or a checkpoint of the other one: it was given up.
      assertEquals(2, over.size());
      history.prune(RUN);
      assertEquals(1, history.runs(new RunFilter(null, null, null, null, 9)).size());
      assertFalse(Files.exists(journal));
      assertThrows(HistoryException.class, () -> history.story(RUN));
      assertEquals(0, history.rebuild().withoutJournal());
    }
    assertFalse(String.join("", Records.dump(state)).contains(RUN));
  }

  @Test
  void aRunThatCanBeResumedIsKept() throws Exception {
    WrittenJournal going = WrittenJournal.usual(OTHER);
    going.into(state, going.bytes(going.size() - 3));
    new CheckpointStore(state).save("serial-SN-1", Resumable.run(OTHER));
    try (History history = open()) {
      assertEquals(List.of(RUN), history.over(LATER));
      assertEquals(1, history.compact().journals());
    }
    assertTrue(Files.exists(journal.resolveSibling(OTHER + ".jsonl")));
  }

  @Test
  void aBackupIsWholeAndOverwritesNothing() throws Exception {
    Path target = folder.resolve("copy.db");
    try (History history = open()) {
      history.backup(target);
      byte[] bytes = Files.readAllBytes(target);
      assertThrows(HistoryException.class, () -> history.backup(target));
      assertEquals(bytes.length, Files.size(target));
    }
    Files.delete(History.file(state));
    List<String> before = Records.takenIn(state);
    for (String ending : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(state.path().resolve("history.db" + ending));
    }
    Files.copy(target, History.file(state));
    assertEquals(before, Records.dump(state));
  }
}
