package dev.wipeit.view;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.Loaded;
import dev.wipeit.checkpoint.Stored;
import dev.wipeit.device.Surroundings;
import dev.wipeit.journal.JournalLine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One device's run, followed from look to look. For one thread. */
final class Tracked implements Closeable {

  /** An event of progress comes every second; one that is missing says that nothing is known. */
  private static final Duration STALE = Duration.ofSeconds(5);

  /** A checkpoint comes every second at least; on a stall none comes. */
  private static final Duration STALE_CHECKPOINT = Duration.ofSeconds(15);

  /** Each look at a temperature is a command to the drive, which has other things to do. */
  private static final Duration ASKED_EVERY = Duration.ofSeconds(30);

  private final String key;
  private final Path journals;
  private final Surroundings surroundings;
  private @Nullable Checkpoint state;
  private @Nullable String problem;
  private boolean unusable;
  private boolean gone;
  private OptionalLong holder = OptionalLong.empty();
  private @Nullable JournalTail tail;
  private Recent recent = new Recent();
  private CheckpointRate rate = new CheckpointRate();
  private Path node = Path.of("");
  private String name = "";
  private @Nullable String bay;
  private @Nullable Integer celsius;
  private Instant asked = Instant.MIN;

  Tracked(String key, Path journals, Surroundings surroundings) {
    this.key = key;
    this.journals = journals;
    this.surroundings = surroundings;
  }

  /** What is saved now. */
  void saved(Stored stored) throws IOException {
    gone = false;
    unusable = stored instanceof Stored.Unusable;
    if (stored instanceof Stored.Unusable failed) {
      problem = failed.failure().getMessage();
      return;
    }
    Loaded loaded = ((Stored.Usable) stored).loaded();
    problem = loaded instanceof Loaded.Previous previous ? previous.reason() : null;
    @Nullable Checkpoint now = loaded.checkpoint();
    if (now != null) {
      if (state == null || !state.run().equals(now.run())) {
        begin(now);
      }
      state = now;
      rate.take(now);
    }
  }

  private void begin(Checkpoint first) throws IOException {
    close();
    tail = new JournalTail(journals.resolve(first.run() + ".jsonl"));
    recent = new Recent();
    rate = new CheckpointRate();
    asked = Instant.MIN;
  }

  /** Nothing is saved any more: the run is over. */
  void vanished() {
    gone = true;
  }

  /** Whether there was ever a run to show. */
  boolean isKnown() {
    return state != null && !unusable;
  }

  boolean isGone() {
    return gone;
  }

  /** Who works on it. */
  void heldBy(OptionalLong process) {
    holder = process;
  }

  boolean isHeld() {
    return holder.isPresent();
  }

  /** Reads on in the journal. */
  void readOn() throws IOException {
    if (tail != null) {
      for (JournalLine told : tail.more()) {
        recent.take(told);
      }
    }
  }

  /** Looks at the drive's surroundings where that is due. */
  void look(Instant now) {
    if (state == null || gone || now.isBefore(asked.plus(ASKED_EVERY))) {
      return;
    }
    if (asked.equals(Instant.MIN)) {
      node = node(Path.of(state.device()));
      name = String.valueOf(node.getFileName());
      bay = surroundings.slot(node, state.identity());
    }
    celsius = holder.isPresent() ? surroundings.celsius(node) : null;
    asked = now;
  }

  /** The node behind a name that udev has made, as long as it is there. */
  private static Path node(Path named) {
    try {
      return Files.isSymbolicLink(named) ? named.toRealPath() : named;
    } catch (IOException gone) {
      return named;
    }
  }

  /** How it is shown. */
  RunView view(Instant now) {
    if (state == null || unusable) {
      Subject nothing = new Subject(key, key, null, null, null, null);
      return new RunView(
          key, nothing, RunState.UNUSABLE, null, null, Readings.NONE, problem, List.of());
    }
    RunState what = what();
    Work work = work(state);
    return new RunView(
        key,
        Subject.of(Path.of(state.device()), name, state.identity(), bay),
        what,
        holder.isPresent() && !gone ? holder.getAsLong() : null,
        work,
        readings(state, work, what, now),
        note(what),
        recent.events());
  }

  private RunState what() {
    @Nullable String result = recent.end() == null ? null : recent.end().text("result");
    if ("wiped".equals(result)) {
      return RunState.WIPED;
    }
    if ("differs".equals(result)) {
      return RunState.DIFFERS;
    }
    if (gone) {
      return RunState.OVER;
    }
    if (holder.isEmpty()) {
      return RunState.INTERRUPTED;
    }
    return recent.hold() == null
        ? RunState.RUNNING
        : recent.hold().type().equals("paused") ? RunState.PAUSED : RunState.STALLED;
  }

  private Work work(Checkpoint last) {
    Work work = Work.of(last);
    @Nullable Place position = recent.position();
    // The journal of a process that cannot write it any more tells of nothing later.
    return position == null
            || position.bytesDone() < work.bytesDone()
            || !recent.isAfter(last.saved().minus(STALE_CHECKPOINT))
        ? work
        : work.at(position, pattern(last, position));
  }

  private static String pattern(Checkpoint last, Place position) {
    boolean known = position.pass() >= 1 && position.pass() <= last.passes();
    return (known ? last.passAt(position.pass()) : last.currentPass()).toString();
  }

  private Readings readings(Checkpoint last, Work work, RunState what, Instant now) {
    @Nullable Double average = Readings.average(last.bytesDone(), last.active());
    if (!what.isGoing()) {
      return new Readings(null, average, null, null);
    }
    @Nullable Double told = recent.rate(now, STALE);
    @Nullable Duration remaining = recent.remaining(now, STALE);
    @Nullable Double speed = told == null ? rate.bytesPerSecond(now, STALE_CHECKPOINT) : told;
    if (remaining == null && speed != null) {
      remaining = Duration.ofSeconds(Math.round((work.bytesTotal() - work.bytesDone()) / speed));
    }
    boolean held = what != RunState.RUNNING;
    return new Readings(
        held ? null : speed,
        average,
        held ? null : remaining,
        celsius == null ? recent.celsius() : celsius);
  }

  private @Nullable String note(RunState what) {
    if (what == RunState.STALLED || what == RunState.PAUSED) {
      return recent.hold() == null
          ? null
          : "since " + recent.hold().time().truncatedTo(ChronoUnit.SECONDS);
    }
    @Nullable String result = recent.end() == null ? null : recent.end().text("result");
    if (what == RunState.INTERRUPTED && result != null) {
      return "the last process ended: " + result.toLowerCase(Locale.ROOT);
    }
    if (tail != null && tail.damage() != null) {
      return tail.damage();
    }
    // A save has two renames: between them, only the checkpoint before is there.
    return problem == null || what.isGoing()
        ? null
        : "the checkpoint before the last one: " + problem;
  }

  @Override
  public void close() throws IOException {
    if (tail != null) {
      tail.close();
      tail = null;
    }
  }
}
