package dev.wipeit.journal;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointException;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.checkpoint.StateFolder;
import dev.wipeit.checkpoint.TemporaryFiles;
import dev.wipeit.journal.JournalFile.Content;
import dev.wipeit.journal.LineText.Moment;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends the journals of processes that died over them: what has no end and no living owner gets a
 * last line that says so. What is damaged is set aside. What it costs grows with the number of such
 * runs, not with that of all.
 *
 * <p>It may be killed at any moment and run by several processes at once: each journal is locked
 * while it is looked at, its last line is appended as a whole or cut off by the next recovery, and
 * only then is its mark in {@code journal/open} removed.
 */
public final class Recovery {

  private final StateDirectory state;
  private final HostFacts host;
  private final Supplier<Moment> now;
  private final List<String> runs = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private long events;

  /**
   * @param clock the wall clock
   * @param nanoTime as {@link System#nanoTime}
   */
  public Recovery(StateDirectory state, HostFacts host, Clock clock, LongSupplier nanoTime) {
    // On Linux nanoTime is CLOCK_MONOTONIC.
    this(state, host, () -> new Moment(clock.instant(), nanoTime.getAsLong() / 1_000_000));
  }

  Recovery(StateDirectory state, HostFacts host, Supplier<Moment> now) {
    this.state = state;
    this.host = host;
    this.now = now;
  }

  /** Recovers what there is to recover; never fails as a whole. */
  public Recovered run() {
    try {
      List<String> open = JournalFolder.at(state).openRuns();
      if (!open.isEmpty()) {
        JournalFolder folder = JournalFolder.open(state);
        open.forEach(run -> recoverAlone(folder, run));
      }
      TemporaryFiles.clean(state, now.get().time());
    } catch (IOException failed) {
      troubles.add("interrupted journals could not be looked at: " + failed.getMessage());
    }
    return new Recovered(events, runs, troubles);
  }

  /** One that cannot be recovered keeps no other from being. */
  private void recoverAlone(JournalFolder folder, String run) {
    try {
      recover(folder, run);
    } catch (IOException failed) {
      troubles.add("the journal of run " + run + " could not be recovered: " + failed.getMessage());
    }
  }

  private void recover(JournalFolder folder, String run) throws IOException {
    if (!StateFolder.isName(JournalFolder.name(run))) {
      return;
    }
    if (!folder.journals().has(JournalFolder.name(run))) {
      folder.open().remove(run);
      return;
    }
    try (JournalFile file = JournalFile.existing(folder, run)) {
      // A mark that has gone was removed by somebody who had the lock before.
      if (file != null && folder.open().has(run)) {
        recover(folder, run, file);
      }
    }
  }

  private void recover(JournalFolder folder, String run, JournalFile file) throws IOException {
    Ends ends = new Ends();
    Reading reading = file.read(ends);
    Flaw flaw = reading.flaw();
    if (flaw != null && flaw.kind() == Flaw.Kind.FOREIGN) {
      throw new IOException(flaw.reason());
    }
    JournalHeader header = ends.header();
    if (header == null && flaw == null && reading.tornBytes() == 0) {
      // Nothing was ever recorded in it.
      folder.journals().remove(JournalFolder.name(run));
      folder.open().remove(run);
      folder.pending().remove(run);
      return;
    }
    String damage = flaw == null ? damage(header, run) : flaw.reason();
    if (damage != null) {
      String aside = folder.setAside(run, damage);
      troubles.add(
          "the journal of run " + run + " is damaged: " + damage + "; set aside as " + aside);
    } else if (header != null && !ends.isEnded()) {
      file.cut();
      file.append(List.of(new Content(now.get(), interrupted(header, ends, reading))));
      file.force();
      events += ends.events();
      runs.add(run);
    }
    folder.end(run);
  }

  private static @Nullable String damage(@Nullable JournalHeader header, String run) {
    if (header == null) {
      return "it ends within its first line";
    }
    return header.run().equals(run) ? null : "it is that of run " + header.run();
  }

  private EventJson interrupted(JournalHeader header, Ends ends, Reading reading) {
    Map<String, @Nullable Object> fields =
        JsonLine.object(
            "events", ends.events(),
            "torn_bytes", reading.tornBytes(),
            "recovered_by", host.ofProcess());
    fields.put("checkpoint", checkpoint(header));
    return new EventJson("run_interrupted", fields);
  }

  /** What the run's last checkpoint knows, which may be more than its last event. */
  private @Nullable Map<String, @Nullable Object> checkpoint(JournalHeader header) {
    try {
      Checkpoint saved = new CheckpointStore(state).ofRun(header.key(), header.run());
      if (saved == null) {
        return null;
      }
      Map<String, @Nullable Object> fields = new LinkedHashMap<>(EventJson.position(saved));
      fields.putAll(OutcomeJson.ranges(saved));
      fields.put("active_seconds", saved.active().toMillis() / 1000.0);
      fields.put("interruptions", saved.interruptions());
      fields.put("saved", saved.saved().toString());
      return fields;
    } catch (CheckpointException unusable) {
      // 'status' and 'resume' say so; the journal goes without.
      return null;
    }
  }
}
