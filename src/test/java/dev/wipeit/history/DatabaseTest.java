package dev.wipeit.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.history.HistoryException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of the history. */
final class DatabaseTest {

  private static final String RUN = "20261121-0113-7f3a9c";

  @TempDir private Path folder;
  private StateDirectory state;
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void openState() throws IOException {
    state = StateDirectory.open(folder.resolve("state"));
  }

  private List<Row> runs() throws IOException {
    try (History history = Records.open(state, told)) {
      return history.runs(new RunFilter(null, null, null, null, RunFilter.ALL));
    }
  }

  @Test
  void everyFileOfItIsForItsOwnerAlone() throws Exception {
    WrittenJournal.usual(RUN).into(state);
    try (History history = Records.open(state, told)) {
      assertEquals(RUN, history.story(RUN).run().text("run"));
      for (String name : List.of("history.db", "history.db-wal", "history.db-shm")) {
        assertEquals(
            "rw-------",
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(state.path().resolve(name))),
            name);
      }
    }
  }

  @Test
  void aLaterVersionIsRefusedAndLeftAlone() throws Exception {
    runs();
    try (Database database = Database.open(History.file(state))) {
      database.sql().execute("PRAGMA user_version = " + (Schema.VERSION + 1));
    }
    byte[] before = Files.readAllBytes(History.file(state));
    HistoryException refused = assertThrows(HistoryException.class, this::runs);
    assertEquals(Kind.NEWER, refused.kind());
    assertTrue(refused.getMessage().contains("knows up to 1"), refused.getMessage());
    assertArrayEquals(before, Files.readAllBytes(History.file(state)));
  }

  @Test
  void anEmptyFileGetsItsTables() throws Exception {
    Files.createFile(
        History.file(state),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    WrittenJournal.usual(RUN).into(state);
    assertEquals(1, runs().size());
    try (Database database = Database.open(History.file(state))) {
      assertTrue(Schema.isIntact(database.sql()));
      assertEquals(Schema.VERSION, database.sql().number("PRAGMA user_version"));
    }
  }

  @Test
  void aSymbolicLinkIsNotFollowed() throws Exception {
    Path elsewhere = Files.createFile(folder.resolve("elsewhere"));
    Files.createSymbolicLink(History.file(state), elsewhere);
    assertEquals(Kind.UNTRUSTED, assertThrows(HistoryException.class, this::runs).kind());
    assertEquals(0, Files.size(elsewhere));
  }

  /**
   * Damage at sixty places: the answer is right, and what had to be made anew is said once. A byte
   * inside a value is beyond SQLite's notice: {@code -Dwipeit.seed=92149177473890} hits a run id.
   */
  @Test
  void damageAtManyPlacesIsMended() throws Exception {
    WrittenJournal.usual(RUN).into(state);
    runs();
    byte[] sound = Files.readAllBytes(History.file(state));
    long seed = Long.getLong("wipeit.seed", 20_261_122);
    Random random = new Random(seed);
    int mended = 0;
    for (int i = 0; i < 60; i++) {
      byte[] bytes = sound.clone();
      int at = i < 20 ? i * 5 : random.nextInt(bytes.length);
      int length = Math.min(bytes.length - at, i % 3 == 0 ? 1 : 4096);
      for (int b = at; b < at + length; b++) {
        bytes[b] = (byte) (i % 2 == 0 ? 0xff : random.nextInt());
      }
      mended += answersAfter(bytes, "seed " + seed + " try " + i + " at " + at);
    }
    assertTrue(mended > 5, "seed " + seed + ": " + mended + " mended");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 99, 100, 101, 4095, 4096, 4097, 20000})
  void aFileThatWasCutOffIsMended(int length) throws Exception {
    WrittenJournal.usual(RUN).into(state);
    runs();
    byte[] sound = Files.readAllBytes(History.file(state));
    // To SQLite one byte is as good as none: a new database.
    int said = length == 1 ? 0 : 1;
    assertEquals(said, answersAfter(Arrays.copyOf(sound, length), "cut at " + length));
  }

  /** How often something was said. */
  private int answersAfter(byte[] database, String which) throws Exception {
    for (String ending : List.of("-wal", "-shm")) {
      Files.deleteIfExists(state.path().resolve("history.db" + ending));
    }
    Files.write(History.file(state), database);
    told.clear();
    int count;
    try (History history = Records.open(state, told)) {
      List<Row> runs = history.runs(new RunFilter(null, null, null, null, RunFilter.ALL));
      count = runs.size();
      history.story(RUN);
    } catch (HistoryException refused) {
      // Its version number alone was altered: it says so, and nothing is thrown away.
      assertEquals(Kind.NEWER, refused.kind(), which + ": " + refused.getMessage());
      return 0;
    }
    assertEquals(1, count, which + told);
    assertTrue(told.size() <= 1, which + told);
    try (var files = Files.list(state.path())) {
      for (Path file : files.filter(f -> f.toString().contains(".damaged-")).toList()) {
        Files.delete(file);
      }
    }
    return told.size();
  }

  @Test
  void whoeverKeepsItLockedIsNotWaitedForForEver() throws Exception {
    WrittenJournal.usual(RUN).into(state);
    runs();
    try (Database other = Database.open(History.file(state))) {
      other.sql().execute("PRAGMA locking_mode = EXCLUSIVE");
      other.sql().execute("BEGIN EXCLUSIVE");
      long begin = System.nanoTime();
      HistoryException refused = assertThrows(HistoryException.class, this::runs);
      assertEquals(Kind.LOCKED, refused.kind(), refused.getMessage());
      assertTrue(Duration.ofNanos(System.nanoTime() - begin).toSeconds() < 30);
    }
  }

  @Test
  void aWriterElsewhereKeepsNobodyFromReading() throws Exception {
    WrittenJournal.usual(RUN).into(state);
    runs();
    WrittenJournal.usual("20261121-0114-aaaaaa").into(state);
    try (Database other = Database.open(History.file(state))) {
      other.sql().execute("BEGIN IMMEDIATE");
      assertEquals(1, runs().size());
      assertEquals(1, told.size());
      assertTrue(told.get(0).contains("What is new is not shown"), told.get(0));
      other.sql().execute("ROLLBACK");
    }
    assertEquals(2, runs().size());
  }
}
