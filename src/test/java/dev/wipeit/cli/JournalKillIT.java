package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.journal.JournalFolder;
import dev.wipeit.journal.JournalHeader;
import dev.wipeit.journal.JournalLine;
import dev.wipeit.journal.JournalReader;
import dev.wipeit.journal.Position;
import dev.wipeit.journal.Reading;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * SIGKILL at random moments for processes with several runs at once, and for those that recover
 * what the former left. {@code -Dwipeit.journal.kills=N} sets how many, {@code -Dwipeit.seed=N}
 * repeats what is drawn.
 */
final class JournalKillIT {

  private static final int KILLS = Integer.getInteger("wipeit.journal.kills", 8);
  private static final long SEED = Long.getLong("wipeit.seed", System.nanoTime());
  private static final int RUNS = 3;

  private final SplittableRandom random = new SplittableRandom(SEED);

  /** Every line that a reader has seen, by run. */
  private final Map<String, List<String>> seen = new HashMap<>();

  private Path scratch;
  private Path state;
  private int recovered;

  @BeforeEach
  void begins() throws IOException {
    scratch = Scratch.folder("kills");
    state = scratch.resolve("state");
  }

  @AfterEach
  void ends() throws IOException {
    Scratch.delete(scratch);
  }

  @Test
  void everyEventThatWasSeenIsThereOnceAndInOrder() throws IOException, SQLException {
    System.out.println("JournalKillIT: wipeit.seed=" + SEED + " wipeit.journal.kills=" + KILLS);
    for (int kill = 0; kill < KILLS; kill++) {
      killOne();
    }
    String said = wipe("last").run().expectExit(0).err();
    recovered += said.contains("Recovered ") ? 1 : 0;
    look(true);
    assertEquals(List.of(), folder().openRuns());
    assertTakenIn();
    assertTrue(recovered > 0, "something was recovered");
    long events = seen.values().stream().mapToLong(List::size).sum();
    System.out.println(
        "JournalKillIT: " + seen.size() + " runs, " + events + " events, none lost or twice");
  }

  private JournalFolder folder() throws IOException {
    return JournalFolder.at(StateDirectory.open(state));
  }

  private Program wipe(String name) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("wipe", "--image-file", "--yes"));
    for (int i = 0; i < RUNS; i++) {
      Path image = Files.createFile(scratch.resolve(name + "-" + i));
      Files.write(image, new byte[4 << 20]);
      arguments.add(image.toString());
    }
    arguments.addAll(List.of("--max-rate", "2M", "--checkpoint-every", "1M", "--verify", "none"));
    return Program.with(arguments.toArray(String[]::new)).stateDirectory(state);
  }

  /**
   * The start of one is the recovery of what the one before it left. Half of them are killed when
   * they have surely begun, however slow the machine is.
   */
  private void killOne() throws IOException {
    long millis = random.nextInt(2500);
    try (RunningProgram running = wipe("image" + seen.size() + "-" + random.nextLong()).start()) {
      if (random.nextBoolean()) {
        running.awaitStderr("begins at byte", Duration.ofMinutes(1));
      }
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      while (System.nanoTime() < end && running.isAlive()) {
        look(false);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
      running.kill9();
      recovered += running.stderr().contains("Recovered ") ? 1 : 0;
    }
    look(false);
    if (random.nextInt(4) == 0) {
      takeIn();
    }
  }

  /** In pieces: journals go on growing after that. */
  private void takeIn() throws IOException {
    Program.with("history", "--last", "3").stateDirectory(state).run().expectExit(0);
  }

  /** The database holds every line once and in order. */
  private void assertTakenIn() throws IOException, SQLException {
    takeIn();
    Program.with("history", "check").stateDirectory(state).run().expectExit(0);
    Map<String, List<Long>> taken = new HashMap<>();
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + state.resolve("history.db"));
        Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT run.run, seq FROM event JOIN run ON event.run = run.number"
                    + " ORDER BY event.run, seq")) {
      while (rows.next()) {
        taken.computeIfAbsent(rows.getString(1), run -> new ArrayList<>()).add(rows.getLong(2));
      }
    }
    // A process that died before the first line: the recovery has removed the empty file.
    seen.values().removeIf(List::isEmpty);
    assertEquals(seen.keySet(), taken.keySet());
    for (Map.Entry<String, List<String>> run : seen.entrySet()) {
      List<Long> all = LongStream.range(0, run.getValue().size()).boxed().toList();
      assertEquals(all, taken.get(run.getKey()), run.getKey());
    }
  }

  /** What was seen before is where it was; a torn line is not seen yet. */
  private void look(boolean over) throws IOException {
    if (Files.notExists(state.resolve("journal/damaged"))) {
      return;
    }
    assertEquals(List.of(), folder().damaged().names(), "nothing is damaged by a kill");
    for (String run : folder().runs()) {
      look(run, over);
    }
  }

  private void look(String run, boolean over) throws IOException {
    List<JournalLine> lines = new ArrayList<>();
    Reading reading = JournalReader.read(folder().file(run), Position.START, lines::add);
    assertTrue(reading.isWhole(), () -> run + ": " + reading);
    List<String> texts = lines.stream().map(JournalLine::text).toList();
    List<String> before = seen.getOrDefault(run, List.of());
    assertEquals(before, texts.subList(0, before.size()), run);
    seen.put(run, texts);
    if (over) {
      assertOver(run, lines);
    }
  }

  private void assertOver(String run, List<JournalLine> lines) throws IOException {
    List<String> types = lines.stream().map(JournalLine::type).toList();
    long ends =
        types.stream()
            .filter(type -> List.of("run_finished", "run_interrupted").contains(type))
            .count();
    assertEquals(1, ends, run + ": " + types);
    if (types.contains("run_interrupted")) {
      assertKnowsItsCheckpoint(run, lines);
    }
  }

  private void assertKnowsItsCheckpoint(String run, List<JournalLine> lines) throws IOException {
    JournalHeader header = JournalHeader.of(lines.get(0));
    Checkpoint saved = new CheckpointStore(StateDirectory.open(state)).ofRun(header.key(), run);
    long known =
        lines.stream()
            .mapToLong(
                line ->
                    Math.max(
                        line.object().path("bytes_done").asLong(),
                        line.object().path("checkpoint").path("bytes_done").asLong()))
            .max()
            .orElse(-1);
    assertTrue(saved == null || known >= saved.bytesDone(), run + ": " + saved);
  }
}
