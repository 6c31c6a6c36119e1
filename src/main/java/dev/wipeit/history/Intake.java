package dev.wipeit.history;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.DeviceLock;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.checkpoint.Stored;
import dev.wipeit.journal.JournalLine;
import dev.wipeit.journal.JournalReader;
import dev.wipeit.journal.Position;
import dev.wipeit.journal.Reading;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Takes journals into the database: of each what is new, in one transaction, so that whatever ends
 * this process leaves all of it or nothing. Two processes may do this at once.
 */
final class Intake {

  private final Sql sql;
  private final StateDirectory state;
  private final JournalFolder journals;
  private final Path proc;
  private long events;
  private long runs;

  Intake(Sql sql, StateDirectory state, Path proc) {
    this.sql = sql;
    this.state = state;
    this.journals = new JournalFolder(state);
    this.proc = proc;
  }

  /** How many lines were taken in. */
  long events() {
    return events;
  }

  /** Of how many runs. */
  long runs() {
    return runs;
  }

  /** Takes in what is marked as new. */
  void pending() throws SQLException, IOException {
    for (String run : journals.pending()) {
      List<Path> claimed = journals.claim(run);
      if (key(run) == null) {
        take(run);
      }
      // Between two readings: who does not work on it now makes a marker of his own.
      boolean isOwned = isOwned(run);
      take(run);
      String result = result(run);
      if (isOwned || result == null || result.equals("running")) {
        journals.mark(run);
      }
      journals.release(claimed);
    }
  }

  private @Nullable String result(String run) throws SQLException {
    return sql.text("SELECT result FROM run WHERE run = ?", run);
  }

  private @Nullable String key(String run) throws SQLException {
    return sql.text("SELECT state_key FROM run WHERE run = ?", run);
  }

  /** Whether some process works on the device of the run. */
  private boolean isOwned(String run) throws SQLException, IOException {
    String key = key(run);
    return key != null && DeviceLock.holder(state, key, proc).isPresent();
  }

  /** Takes in every journal, and every archived run that has none. */
  void all() throws SQLException, IOException {
    for (String run : journals.runs()) {
      take(run);
      if ("running".equals(result(run))) {
        journals.mark(run);
      }
    }
    for (Stored stored : new CheckpointStore(state).archived()) {
      if (stored instanceof Stored.Usable usable && usable.loaded().checkpoint() != null) {
        archived(usable.loaded().checkpoint());
      }
    }
  }

  private void archived(Checkpoint checkpoint) throws SQLException {
    sql.transaction(
        () -> {
          CheckpointRun.store(sql, checkpoint);
          return true;
        });
  }

  /** Takes in what is new in the journal of a run, if it has one. */
  void take(String run) throws SQLException, IOException {
    long before = events;
    sql.transaction(
        () -> {
          take(new JournalRun(sql, run), run);
          return true;
        });
    runs += events > before ? 1 : 0;
  }

  private void take(JournalRun into, String run) throws SQLException, IOException {
    Position from = into.open();
    Path file = journals.file(run);
    if (file == null) {
      return;
    }
    try (SeekableByteChannel channel = JournalFolder.open(file)) {
      if (!file.toString().endsWith(JournalFolder.ZIPPED) && channel.size() < from.offset()) {
        into.damage("the journal is shorter than what was taken in of it");
        return;
      }
      Reading reading = JournalReader.read(channel, from, line -> take(into, line));
      into.store(reading.next(), reading.flaw() == null ? null : reading.flaw().reason());
    } catch (UncheckedSqlException failed) {
      throw failed.cause();
    } catch (ZipException damaged) {
      into.damage(String.valueOf(damaged.getMessage()));
    }
  }

  private void take(JournalRun into, JournalLine line) {
    try {
      into.take(line);
      events++;
    } catch (SQLException failed) {
      throw new UncheckedSqlException(failed);
    }
  }
}
