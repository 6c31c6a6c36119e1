package dev.wipeit.history;

import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.history.HistoryException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The record of all runs in a state directory. It is fed when it is opened, and a database that is
 * missing or damaged is made again from the journals; nothing is lost with it. For one thread.
 */
public final class History implements Closeable {

  private final StateDirectory state;
  private final Path proc;
  private final Clock clock;
  private final Consumer<String> told;
  private Database database;

  private History(
      StateDirectory state, Path proc, Clock clock, Consumer<String> told, Database database) {
    this.state = state;
    this.proc = proc;
    this.clock = clock;
    this.told = told;
    this.database = database;
  }

  /** Where the database is. */
  public static Path file(StateDirectory state) {
    return state.path().resolve("history.db");
  }

  /**
   * Opens the history and takes in what is new; where nothing can be written, it answers from what
   * is there.
   *
   * @param proc normally {@code /proc}, to find out which runs are going on
   * @param told takes what the operator must know, a line at a time
   * @throws HistoryException if it cannot answer
   */
  public static History open(StateDirectory state, Path proc, Clock clock, Consumer<String> told)
      throws IOException {
    Path file = file(state);
    if (!Files.isWritable(state.path())) {
      if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new HistoryException(
            Kind.UNUSABLE, file + ": is not there and cannot be made: the folder is read-only");
      }
      told.accept(state.path() + " cannot be written to: runs that are not in it yet are missing.");
      return new History(state, proc, clock, told, Database.openReadOnly(file));
    }
    History history = new History(state, proc, clock, told, sound(file, clock, told));
    boolean isReady = false;
    try {
      history.takeIn();
      isReady = true;
      return history;
    } finally {
      if (!isReady) {
        history.close();
      }
    }
  }

  private static Database sound(Path file, Clock clock, Consumer<String> told)
      throws HistoryException {
    try {
      return Database.open(file);
    } catch (HistoryException failure) {
      if (failure.kind() != Kind.DAMAGED) {
        throw failure;
      }
      return SetAside.reopened(file, failure, clock, told);
    }
  }

  private void takeIn() throws IOException {
    try {
      answer(
          () -> {
            Intake intake = intake();
            if (Completeness.isComplete(sql())) {
              intake.pending();
            } else {
              Completeness.reach(sql(), intake);
            }
            return true;
          });
    } catch (HistoryException failure) {
      if (failure.kind() != Kind.LOCKED) {
        throw failure;
      }
      told.accept(failure.getMessage() + ". What is new is not shown.");
    }
  }

  private Intake intake() {
    return new Intake(sql(), state);
  }

  private Sql sql() {
    return database.sql();
  }

  /** A question to the database, which is asked once more if it has to be made again. */
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws SQLException, IOException;
  }

  private <T> T answer(Question<T> question) throws IOException {
    try {
      return asked(question);
    } catch (HistoryException failure) {
      if (failure.kind() != Kind.DAMAGED || !database.isWritable()) {
        throw failure;
      }
      database.close();
      database = SetAside.reopened(database.file(), failure, clock, told);
      return asked(
          () -> {
            Completeness.reach(sql(), intake());
            return question.ask();
          });
    }
  }

  private <T> T asked(Question<T> question) throws IOException {
    try {
      return question.ask();
    } catch (SQLException failed) {
      throw SqlFailure.of(database.file().toString(), failed);
    }
  }

  /** The runs that are asked for, the latest first. */
  public List<Row> runs(RunFilter filter) throws IOException {
    return answer(
        () -> {
          List<Row> runs = new ArrayList<>();
          new Questions(sql()).runs(filter, runs::add);
          return runs;
        });
  }

  /** Gives every run that is asked for, the latest first, as it is read. */
  public void each(RunFilter filter, Consumer<Row> taker) throws IOException {
    asked(
        () -> {
          new Questions(sql()).runs(filter, taker);
          return true;
        });
  }

  /**
   * All of one run.
   *
   * @param prefix how its id begins
   * @throws HistoryException ({@link Kind#NO_SUCH_RUN}) if that is none, or several
   */
  public RunStory story(String prefix) throws IOException {
    return answer(
        () -> {
          Questions questions = new Questions(sql());
          return questions.story(questions.find(prefix));
        });
  }

  /** What {@link #rebuild} has found. */
  public record Rebuilt(long runs, long withoutJournal, long events) {}

  /**
   * Throws all rows away and takes everything in again: every journal, compressed ones too, and of
   * runs that have none what their archived checkpoint tells.
   */
  public Rebuilt rebuild() throws IOException {
    requireWritable();
    return answer(
        () -> {
          Completeness.begin(sql());
          Intake intake = intake();
          Completeness.reach(sql(), intake);
          long without = sql().number("SELECT count(*) FROM run WHERE source = 'checkpoint'");
          return new Rebuilt(intake.runs() + without, without, intake.events());
        });
  }

  /** Copies the database, as it is now, to a file that must not be there; mode 0600. */
  public void backup(Path target) throws IOException {
    // On a connection of its own: SQLite copies only where no other statement is under way.
    try (Database another =
        database.isWritable()
            ? Database.open(database.file())
            : Database.openReadOnly(database.file())) {
      Backup.write(another.sql(), target);
    } catch (SQLException failed) {
      throw SqlFailure.of(database.file().toString(), failed);
    }
  }

  /**
   * The ids of the runs that ended before then and are over for good, the oldest first. Ids alone:
   * of a hundred thousand runs all that is known would not fit.
   */
  public List<String> over(Instant before) throws IOException {
    Settled settled = new Settled(state, proc);
    List<String> over = new ArrayList<>();
    for (String run : answer(() -> new Questions(sql()).older(before.toEpochMilli()))) {
      if (settled.holds(run(run))) {
        over.add(run);
      }
    }
    return over;
  }

  /**
   * A run as it is listed.
   *
   * @throws HistoryException ({@link Kind#NO_SUCH_RUN}) if there is none with this id
   */
  public Row run(String id) throws IOException {
    return answer(() -> new Questions(sql()).run(id));
  }

  /** Removes a run: its journal first, so that what is left of a crash can be removed again. */
  public void prune(String run) throws IOException {
    requireWritable();
    new Keeping(state).remove(run);
    answer(() -> sql().update("DELETE FROM run WHERE run = ?", run));
  }

  /**
   * What compressing has come to.
   *
   * @param journals how many were compressed
   * @param before their bytes
   * @param after their bytes now
   * @param left why others were left as they are, a line each
   */
  public record Compaction(long journals, long before, long after, List<String> left) {}

  /** Compresses the journals of all runs that are over for good. */
  public Compaction compact() throws IOException {
    requireWritable();
    Keeping keeping = new Keeping(state);
    List<String> left = new ArrayList<>();
    long count = 0;
    long before = 0;
    long after = 0;
    Settled settled = new Settled(state, proc);
    for (String run : new JournalFiles(state).runs()) {
      try {
        Keeping.Compacted done = settled.holds(run(run)) ? keeping.compact(run) : null;
        if (done != null) {
          count++;
          before += done.before();
          after += done.after();
        }
      } catch (HistoryException stays) {
        left.add(stays.getMessage());
      }
    }
    return new Compaction(count, before, after, left);
  }

  /** Verifies every journal, and the database against them; names what is wrong. */
  public Inspection inspect() throws IOException {
    return asked(() -> new Inspector(sql(), new JournalFiles(state)).inspect());
  }

  private void requireWritable() throws HistoryException {
    if (!database.isWritable()) {
      throw new HistoryException(
          Kind.UNUSABLE, state.path() + ": cannot be written to, so that nothing was changed");
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
