package dev.wipeit.history;

import dev.wipeit.checkpoint.StateDirectory;
import java.io.IOException;

/** Journals for the tests of the commands. */
public final class RecordedJournal {

  private RecordedJournal() {}

  /** The journal of a run that was killed, gone on with, and finished with a bad sector. */
  public static void write(StateDirectory state, String run, String serial) throws IOException {
    WrittenJournal.usual(run, serial).into(state);
  }
}
