package dev.wipeit.history;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.checkpoint.Stored;
import dev.wipeit.journal.JournalFolder;
import dev.wipeit.journal.JournalLine;
import dev.wipeit.journal.JournalReader;
import dev.wipeit.journal.Position;
import dev.wipeit.journal.Reading;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.zip.ZipException;

/**
 * Takes journals into the database: of each what is new, in one transaction, so that whatever ends
 * this process leaves all of it or nothing. Two processes may do this at once.
 */
final class Intake {

  private final Sql sql;
  private final StateDirectory state;
  private final JournalFiles journals;
  private final JournalFolder marks;
  private long events;
  private long runs;

  Intake(Sql sql, StateDirectory state) {
    this.sql = sql;
    this.state = state;
    this.journals = new JournalFiles(state);
    this.marks = JournalFolder.at(state);
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
    for (String run : marks.pendingRuns()) {
      marks.takenIn(run, take(run));
    }
  }

  /** Takes in every journal, and every archived run that has none. */
  void all() throws SQLException, IOException {
    for (String run : journals.runs()) {
      marks.takenIn(run, take(run));
    }
    for (String name : new CheckpointStore(state).archivedNames()) {
      archived(name);
    }
  }

  private void archived(String name) throws SQLException {
    if (new CheckpointStore(state).archived(name) instanceof Stored.Usable usable
        && usable.loaded().checkpoint() != null) {
      archived(usable.loaded().checkpoint());
    }
  }

  private void archived(Checkpoint checkpoint) throws SQLException {
    sql.transaction(
        () -> {
          CheckpointRun.store(sql, checkpoint);
          return true;
        });
  }

  /**
   * Takes in what is new in the journal of a run, if it has one.
   *
   * @return up to where the journal was read
   */
  Position take(String run) throws SQLException, IOException {
    long before = events;
    Position end = sql.transaction(() -> take(new JournalRun(sql, run), run));
    runs += events > before ? 1 : 0;
    return end;
  }

  private Position take(JournalRun into, String run) throws SQLException, IOException {
    Position from = into.open();
    Path file = journals.file(run);
    if (file == null) {
      into.damage("the journal is not there any more");
      return from;
    }
    if (!JournalFiles.isZipped(file) && Files.size(file) < from.offset()) {
      into.damage(
          "the journal is shorter than what was taken in of it;"
              + " 'wipeit history rebuild' takes in what is there");
      return from;
    }
    try (ReadableByteChannel channel = JournalFiles.open(file, from)) {
      Reading reading = JournalReader.read(channel, from, line -> take(into, line));
      if (channel instanceof FileChannel written && reading.next().offset() > from.offset()) {
        // Lines that a power cut takes from the journal must not be in the database.
        written.force(false);
      }
      into.store(reading.next(), reading.flaw() == null ? null : reading.flaw().reason());
      return reading.next();
    } catch (UncheckedSqlException failed) {
      throw failed.cause();
    } catch (ZipException damaged) {
      into.damage(String.valueOf(damaged.getMessage()));
      return from;
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
