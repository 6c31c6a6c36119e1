package dev.wipeit.cli;

import dev.wipeit.certificate.JsonObject;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.journal.JournalFolder;
import dev.wipeit.journal.JournalLine;
import dev.wipeit.journal.JournalReader;
import dev.wipeit.journal.Position;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whether the journal of a run is the one that its certificate names. */
final class JournalMatch {

  private JournalMatch() {}

  /**
   * What is wrong, or null. A journal that is not there any more is not wrong: they may be pruned.
   *
   * @param payload of a certificate whose form was checked
   */
  static @Nullable String problem(StateDirectory state, JsonObject payload) throws IOException {
    JsonObject named = payload.objectOrEmpty("journal");
    if (!named.has("lines")) {
      return null;
    }
    Last last = new Last(named.integer("lines") - 1);
    try {
      JournalReader.read(JournalFolder.at(state).file(payload.text("run")), Position.START, last);
    } catch (NoSuchFileException pruned) {
      return null;
    }
    return named.text("sha256").equals(last.hash)
        ? null
        : "the journal of the run is not the one that it was made of";
  }

  /** Takes the hash of one line. */
  private static final class Last implements Consumer<JournalLine> {

    private final long seq;
    private @Nullable String hash;

    Last(long seq) {
      this.seq = seq;
    }

    @Override
    public void accept(JournalLine line) {
      if (line.seq() == seq) {
        hash = line.hash();
      }
    }
  }
}
