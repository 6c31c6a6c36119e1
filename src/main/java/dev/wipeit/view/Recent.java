package dev.wipeit.view;

import dev.wipeit.checkpoint.Phase;
import dev.wipeit.journal.JournalLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the journal of one run has told last. For one thread. */
final class Recent {

  private static final int REMEMBERED = 12;

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("run_started", "begun"),
          Map.entry("run_resumed", "gone on with"),
          Map.entry("process_begun", "taken up by a process"),
          Map.entry("pretest_started", "pretest"),
          Map.entry("pretest", "pretest over"),
          Map.entry("checkpoint_failed", "progress NOT saved"),
          Map.entry("stall", "stalled"),
          Map.entry("stall_over", "works again"),
          Map.entry("paused", "paused: too warm"),
          Map.entry("resumed", "goes on"),
          Map.entry("run_interrupted", "interrupted"),
          Map.entry("run_finished", "over"));

  private final Deque<String> events = new ArrayDeque<>();
  private @Nullable JournalLine progress;
  private @Nullable Place position;
  private @Nullable Instant positionTime;
  private @Nullable JournalLine hold;
  private @Nullable JournalLine end;
  private @Nullable String pattern;
  private @Nullable Integer celsius;

  /** Takes a line in. */
  void take(JournalLine told) {
    switch (told.type()) {
      case "process_begun", "run_started", "run_resumed" -> {
        end = null;
        hold = null;
        progress = null;
        position = null;
      }
      case "progress" -> progress = told;
      case "stall", "paused" -> hold = told;
      case "stall_over", "resumed" -> hold = null;
      case "run_finished", "run_interrupted" -> end = told;
      default -> {}
    }
    place(told);
    @Nullable Long degrees = told.number("celsius");
    celsius = degrees == null ? celsius : Integer.valueOf(degrees.intValue());
    remember(told);
  }

  private void place(JournalLine told) {
    if (told.type().equals("phase_started")) {
      pattern = told.text("pattern");
    }
    @Nullable Place at = position(told);
    // A checkpoint claims less than was told before it: only a new process goes back.
    if (at != null && (position == null || at.bytesDone() >= position.bytesDone())) {
      position = at;
      positionTime = told.time();
    }
  }

  private static @Nullable Place position(JournalLine told) {
    @Nullable Long pass = told.number("pass");
    @Nullable Long written = told.number("written");
    @Nullable Long verified = told.number("verified");
    @Nullable Long done = told.number("bytes_done");
    @Nullable Long total = told.number("bytes_total");
    if (pass == null || written == null || verified == null || done == null || total == null) {
      return null;
    }
    Phase phase = Phase.VERIFY.id().equals(told.text("phase")) ? Phase.VERIFY : Phase.WRITE;
    return new Place(pass.intValue(), phase, written, verified, done, total);
  }

  private void remember(JournalLine told) {
    @Nullable String words = words(told);
    if (words != null) {
      events.addLast(told.time().toString().replaceFirst("\\.\\d+Z$", "Z") + " " + words);
      if (events.size() > REMEMBERED) {
        events.removeFirst();
      }
    }
  }

  private static @Nullable String words(JournalLine told) {
    if (told.type().equals("phase_started")) {
      String verb = Phase.VERIFY.id().equals(told.text("phase")) ? "reading back" : "writing";
      return String.format(
          Locale.ROOT,
          "%s pass %d of %d (%s)",
          verb,
          told.number("pass"),
          told.number("passes"),
          told.text("pattern"));
    }
    @Nullable String words = WORDS.get(told.type());
    @Nullable String more = told.text(told.type().equals("run_finished") ? "result" : "reason");
    return words == null || more == null ? words : words + ": " + more;
  }

  /** How far it is, or null where the journal does not tell. */
  @Nullable Place position() {
    return position;
  }

  /** What the current pass writes, or null. */
  @Nullable String pattern() {
    return pattern;
  }

  /** Whether its position is of a later moment than that. */
  boolean isAfter(Instant saved) {
    return positionTime != null && positionTime.isAfter(saved);
  }

  /** Why it stands still, by the type of the event, or null. */
  @Nullable JournalLine hold() {
    return hold;
  }

  /** The end of the last process, or null where none was told. */
  @Nullable JournalLine end() {
    return end;
  }

  /** Bytes per second, or null where that was told longer ago than {@code stale}. */
  @Nullable Double rate(Instant now, Duration stale) {
    @Nullable Long rate = fresh(now, stale, "bytes_per_second");
    return rate == null || rate <= 0 ? null : Double.valueOf(rate);
  }

  /** The time that is left, or null where that was told longer ago than {@code stale}. */
  @Nullable Duration remaining(Instant now, Duration stale) {
    @Nullable Long seconds = fresh(now, stale, "eta_seconds");
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }

  private @Nullable Long fresh(Instant now, Duration stale, String key) {
    return progress == null || progress.time().isBefore(now.minus(stale))
        ? null
        : progress.number(key);
  }

  @Nullable Integer celsius() {
    return celsius;
  }

  /** What happened last, a line each. */
  List<String> events() {
    return List.copyOf(events);
  }
}
