package dev.wipeit.journal;

import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.checkpoint.StateDirectoryException;
import dev.wipeit.checkpoint.StateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The journals of a state directory, and two folders of empty files beside them, so that nobody
 * needs to look at all: {@code open} has one for each run that a process works on or died over,
 * {@code pending} one for each whose journal may have lines that the database has not.
 *
 * @param journals with the journals themselves
 * @param open with the runs that are not over
 * @param pending with the runs that the database does not have
 * @param damaged with journals that were set aside
 */
public record JournalFolder(
    StateFolder journals, StateFolder open, StateFolder pending, StateFolder damaged) {

  private static final String NAME = "journal";
  private static final String ENDING = ".jsonl";

  /** The folder as it is, if it is there; for reading, nothing is created or checked. */
  public static JournalFolder at(StateDirectory directory) {
    return new JournalFolder(
        StateFolder.at(directory, NAME),
        StateFolder.at(directory, NAME + "/open"),
        StateFolder.at(directory, NAME + "/pending"),
        StateFolder.at(directory, NAME + "/damaged"));
  }

  /**
   * Makes the folder ready for writing.
   *
   * @throws StateDirectoryException if it cannot be trusted or made
   */
  public static JournalFolder open(StateDirectory directory) throws StateDirectoryException {
    return new JournalFolder(
        StateFolder.open(directory, NAME),
        StateFolder.open(directory, NAME + "/open"),
        StateFolder.open(directory, NAME + "/pending"),
        StateFolder.open(directory, NAME + "/damaged"));
  }

  /** The name of the file of a run. */
  static String name(String run) {
    return run + ENDING;
  }

  /** The journal of a run, whether it is there or not. */
  public Path file(String run) {
    return journals.file(name(run));
  }

  /** Every run that has a journal, in order. */
  public List<String> runs() throws IOException {
    return journals.names().stream()
        .filter(name -> name.endsWith(ENDING))
        .map(name -> name.substring(0, name.length() - ENDING.length()))
        .toList();
  }

  /** The runs that a process works on, or died over, in order. */
  public List<String> openRuns() throws IOException {
    return open.names();
  }

  /** The runs whose journals may have lines that the database has not, in order. */
  public List<String> pendingRuns() throws IOException {
    return pending.names();
  }

  /**
   * The database has all lines of a journal up to a place. The run is pending no more, unless a
   * process works on it, or it has grown since.
   *
   * @param read up to where it was read
   */
  public void takenIn(String run, Position read) throws IOException {
    if (open.has(run)) {
      return;
    }
    pending.remove(run);
    // A process may have gone on with it meanwhile: it marks the run, but perhaps before this.
    boolean grown = journals.has(name(run)) && Files.size(file(run)) > read.offset();
    if (grown || open.has(run)) {
      pending.mark(run);
    }
  }

  /** Before there is a journal: one that dies right after it has made the file is found too. */
  void announce(String run) throws IOException {
    pending.mark(run);
    open.mark(run);
  }

  /** On return a process that dies now is found by the next one. */
  void begin(String run) throws IOException {
    // Again: somebody who recovers takes the marks of a run that has no journal away.
    announce(run);
    pending.force();
    open.force();
    journals.force();
  }

  /** The journal of a run has an end. */
  void end(String run) throws IOException {
    pending.mark(run);
    open.remove(run);
  }

  /**
   * Moves a journal out of the way, byte for byte, with the reason in a file beside it.
   *
   * @return its name in {@code journal/damaged}
   */
  String setAside(String run, String reason) throws IOException {
    String name = name(run);
    for (int copy = 2; damaged.has(name) || damaged.has(name + ".reason"); copy++) {
      name = name(run + "-" + copy);
    }
    damaged.replace(name + ".reason", (reason + "\n").getBytes(StandardCharsets.UTF_8));
    journals.move(name(run), damaged, name);
    damaged.force();
    journals.force();
    return name;
  }
}
