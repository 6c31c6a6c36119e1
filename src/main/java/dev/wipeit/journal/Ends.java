package dev.wipeit.journal;

import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whether the last process of a journal came to an end, and what its device is. */
final class Ends implements Consumer<JournalLine> {

  private static final Set<String> ENDS = Set.of("run_finished", "run_interrupted");

  private @Nullable JournalHeader header;
  private boolean ended;
  private long events;

  @Override
  public void accept(JournalLine line) {
    if (line.seq() == 0) {
      header = JournalHeader.of(line);
    } else if (line.type().equals("process_begun")) {
      ended = false;
      events = 0;
    }
    events++;
    ended = ended || ENDS.contains(line.type());
  }

  @Nullable JournalHeader header() {
    return header;
  }

  boolean isEnded() {
    return ended;
  }

  /** The lines of the last process. */
  long events() {
    return events;
  }
}
