package dev.wipeit.history;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.SuppressForbidden;
import dev.wipeit.checkpoint.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history of a hundred thousand runs still answers at once. */
final class ManyRunsTest {

  private static final int RUNS = Integer.getInteger("wipeit.runs", 100_000);
  private static final Duration AT_ONCE = Duration.ofMillis(200);

  @TempDir private Path folder;

  /** Makes a state directory with so many runs, for measuring the program itself. */
  public static void main(String[] args) throws Exception {
    fill(StateDirectory.open(Path.of(args[0])), Integer.parseInt(args[1]));
  }

  private static void fill(StateDirectory state, int runs) throws Exception {
    Records.open(state, new ArrayList<>()).close();
    try (Database database = Database.open(History.file(state))) {
      Sql sql = database.sql();
      sql.transaction(
          () -> {
            for (int i = 0; i < runs; i++) {
              insert(sql, i);
            }
            return true;
          });
    }
  }

  private static void insert(Sql sql, int i) throws SQLException {
    long began = WrittenJournal.BEGIN.toEpochMilli() - i * 3_600_000L;
    String[] results = {"wiped", "wiped", "wiped", "stopped", "differs", "wiped-with-exceptions"};
    sql.update(
        """
        INSERT INTO run (number, run, source, result, finished, began_ms, last_ms, state_key,
          device, model, serial, total_size, method, passes, interruptions, checkpoints,
          unsaved_checkpoints, stalls, pauses, events, active_ms, bad_bytes, unreadable_bytes,
          header)
        VALUES (?, ?, 'journal', ?, 1, ?, ?, ?, ?, 'ACME 4T', ?, 4000787030016, 'random', 1, 0, 1,
          0, 0, 0, 5, 36000000, 0, 0, ?)
        """,
        i + 1,
        String.format(Locale.ROOT, "20261121-0113-%06x", i),
        results[i % results.length],
        began,
        began + 1_800_000,
        "serial-SN-" + i % 20_000,
        "/dev/acme-" + (char) ('a' + i % 24),
        "SN-" + i % 20_000,
        "{\"host\":\"bench\",\"filler\":\"" + "x".repeat(900) + "\"}");
    for (int seq = 0; seq < 5; seq++) {
      sql.update(
          "INSERT INTO event (run, seq, type, time_ms, monotonic_ms, fields)"
              + " VALUES (?, ?, 'phase_started', ?, ?, '{\"phase\":\"write\",\"pass\":1}')",
          i + 1,
          seq,
          began + seq,
          seq);
    }
  }

  @Test
  @SuppressForbidden("tells what was measured")
  void everyQuestionIsAnsweredAtOnce() throws Exception {
    StateDirectory state = StateDirectory.open(folder.resolve("state"));
    fill(state, RUNS);
    Instant lately = WrittenJournal.BEGIN.minus(Duration.ofDays(2));
    List<RunFilter> filters =
        List.of(
            new RunFilter(null, null, null, null, 20),
            new RunFilter(lately, null, null, null, 20),
            new RunFilter(null, null, "SN-77", null, 20),
            new RunFilter(null, "/dev/acme-c", null, null, 20),
            new RunFilter(null, null, null, "differs", 20),
            new RunFilter(null, null, null, "no-such-result", 20),
            new RunFilter(lately, "/dev/acme-c", null, "differs", 20));
    for (RunFilter filter : filters) {
      long begin = System.nanoTime();
      try (History history = Records.open(state, new ArrayList<>())) {
        history.runs(filter);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      System.out.println(RUNS + " runs, " + filter + ": " + took.toMillis() + " ms with opening");
      assertTrue(took.compareTo(AT_ONCE) < 0, filter + ": " + took);
    }
    requireIndices(state, filters);
    takesInOne(state);
  }

  private static void requireIndices(StateDirectory state, List<RunFilter> filters)
      throws Exception {
    try (Database database = Database.open(History.file(state))) {
      for (RunFilter filter : filters) {
        String plan =
            database
                .sql()
                .rows(
                    "EXPLAIN QUERY PLAN SELECT * FROM run" + filter.condition(), filter.arguments())
                .toString();
        assertTrue(plan.contains("USING INDEX run_by_"), filter + ": " + plan);
        assertFalse(plan.contains("TEMP B-TREE"), filter + ": " + plan);
      }
    }
  }

  /** What is new costs what it costs, whatever is there already. */
  private static void takesInOne(StateDirectory state) throws IOException {
    WrittenJournal.usual("20261122-0000-ffffff").into(state);
    long begin = System.nanoTime();
    try (History history = Records.open(state, new ArrayList<>())) {
      assertTrue(history.story("20261122").run().count("events") > 20);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.compareTo(AT_ONCE) < 0, "taking one in: " + took);
  }
}
