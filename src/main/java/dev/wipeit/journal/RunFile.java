package dev.wipeit.journal;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.journal.JournalFile.Content;
import dev.wipeit.journal.LineText.Moment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one run in this process, through every trouble: what could not be written is kept
 * and tried again. For the thread that writes, but for what the {@link Inbox} counts.
 */
final class RunFile {

  /** A disk that is full is not tried with every event. */
  static final Duration AGAIN = Duration.ofSeconds(5);

  /** A whole inbox has room behind what waits already. */
  private static final int MOST_WAITING = 2 * Inbox.CAPACITY;

  private final Checkpoint begin;
  private final RunFacts facts;
  private final FlushSchedule schedule;
  private final Consumer<String> trouble;
  private final ArrayDeque<Content> waiting = new ArrayDeque<>();
  private @Nullable JournalFile file;
  private long nextTry;
  private long turnedAway;
  private long dropped;
  private boolean hasFailed;
  private boolean isUnsure;
  private boolean isOver;

  /** Behind the last line that was written; for any thread. */
  private volatile @Nullable Position written;

  /**
   * @param begin the state that the run began with in this process
   * @param trouble told why the journal is not written, one line
   */
  RunFile(Checkpoint begin, RunFacts facts, FlushPolicy policy, Consumer<String> trouble) {
    this.begin = begin;
    this.facts = facts;
    this.schedule = new FlushSchedule(policy);
    this.trouble = trouble;
  }

  /** Events were not handed in: for who has the inbox locked. */
  void turnedAway(long events) {
    turnedAway += events;
  }

  /** How many events were not handed in since this was asked: for who has the inbox locked. */
  long takeTurnedAway() {
    long events = turnedAway;
    turnedAway = 0;
    return events;
  }

  /** Takes an event, to be written next. */
  void add(Content content) {
    if (isOver || (hasFailed && content.content().type().equals("progress"))) {
      return;
    }
    if (waiting.size() >= MOST_WAITING) {
      dropped++;
      return;
    }
    if (dropped > 0) {
      waiting.add(new Content(content.moment(), EventJson.lost(dropped)));
      dropped = 0;
    }
    waiting.add(content);
  }

  /** Makes the folder of the journals ready, or fails. */
  @FunctionalInterface
  interface FolderSource {
    JournalFolder open() throws IOException;
  }

  /**
   * Writes what waits, so that other processes see it.
   *
   * @param last whether there is no other try
   */
  void write(FolderSource source, HostFacts host, long now, boolean last) {
    if (waiting.isEmpty() || (hasFailed && !last && now < nextTry)) {
      return;
    }
    try {
      JournalFolder folder = source.open();
      JournalFile open = file == null ? open(folder, host, waiting.element().moment()) : file;
      file = open;
      open.append(List.copyOf(waiting));
      written = open.end();
      schedule.wrote(waiting.size(), now);
      waiting.clear();
      hasFailed = false;
    } catch (IOException failed) {
      failed(failed, now);
    }
  }

  private void failed(IOException reason, long now) {
    hasFailed = true;
    nextTry = now + AGAIN.toNanos();
    trouble.accept(String.valueOf(reason.getMessage()));
  }

  private JournalFile open(JournalFolder folder, HostFacts host, Moment moment) throws IOException {
    String run = begin.run();
    folder.announce(run);
    @Nullable JournalFile opened = JournalFile.openOrCreate(folder, run);
    if (opened == null) {
      throw new IOException(folder.file(run) + ": another process writes it");
    }
    try {
      @Nullable String damage = damage(opened);
      if (damage != null) {
        String aside = folder.setAside(run, damage);
        opened.close();
        trouble.accept(
            folder.file(run)
                + ": "
                + damage
                + "; set aside as damaged/"
                + aside
                + ", begun anew; 'wipeit history rebuild' takes the new one in");
        return begin(renewed(folder), folder, host, moment, damage);
      }
      return begin(opened, folder, host, moment, null);
    } catch (IOException failed) {
      opened.close();
      throw failed;
    }
  }

  private JournalFile renewed(JournalFolder folder) throws IOException {
    @Nullable JournalFile renewed = JournalFile.openOrCreate(folder, begin.run());
    if (renewed == null) {
      throw new IOException(folder.file(begin.run()) + ": another process writes it");
    }
    return renewed;
  }

  private @Nullable String damage(JournalFile opened) throws IOException {
    Ends ends = new Ends();
    Reading reading = opened.read(ends);
    Flaw flaw = reading.flaw();
    if (flaw != null && flaw.kind() == Flaw.Kind.FOREIGN) {
      throw new IOException(begin.run() + ": " + flaw.reason());
    }
    if (flaw != null) {
      return flaw.reason();
    }
    JournalHeader header = ends.header();
    if (header != null && !header.run().equals(begin.run())) {
      return "is the journal of run " + header.run();
    }
    return null;
  }

  private JournalFile begin(
      JournalFile opened,
      JournalFolder folder,
      HostFacts host,
      Moment moment,
      @Nullable String damage)
      throws IOException {
    folder.begin(begin.run());
    opened.cut();
    List<Content> opening = new ArrayList<>();
    if (opened.end().seq() == 0) {
      opening.add(new Content(moment, facts.begun(begin, host)));
    }
    opening.add(new Content(moment, new EventJson("process_begun", host.ofProcess())));
    if (damage != null) {
      EventJson event = new EventJson("journal_damaged", JsonLine.object("reason", damage));
      opening.add(new Content(moment, event));
    }
    facts.opening().forEach(event -> opening.add(new Content(moment, event)));
    opened.append(opening);
    return opened;
  }

  /** Behind the last line that was written, or null before there is one. */
  @Nullable Position written() {
    return written;
  }

  /** How long until the lines are to be made durable: 0 for now, or less than 0 for no lines. */
  long waitNanos(long now) {
    if (hasFailed && !waiting.isEmpty()) {
      return Math.max(0, nextTry - now);
    }
    return schedule.waitNanos(now);
  }

  /** Makes all lines durable. A force that failed is not tried again: the next one could lie. */
  void flush(long now) {
    JournalFile open = file;
    if (open == null || schedule.waitNanos(now) < 0) {
      return;
    }
    try {
      if (!isUnsure) {
        open.force();
      }
    } catch (IOException failed) {
      isUnsure = true;
      trouble.accept(begin.run() + ": the journal may not be on the disk: " + failed.getMessage());
    }
    schedule.flushed();
  }

  /** Whether it cannot be written for now: nobody waits for that. */
  boolean isFailing() {
    return hasFailed;
  }

  /** The last line was written: the journal is given back. */
  void end(FolderSource source, long now) {
    try {
      if (file != null && waiting.isEmpty()) {
        flush(now);
        source.open().end(begin.run());
      }
    } catch (IOException failed) {
      trouble.accept(String.valueOf(failed.getMessage()));
    }
    giveBack(now);
  }

  /** Gives the journal back as it is, for the next process to see whether it has an end. */
  void giveBack(long now) {
    flush(now);
    isOver = true;
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException failed) {
      trouble.accept(String.valueOf(failed.getMessage()));
    }
    file = null;
  }
}
