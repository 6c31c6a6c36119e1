package dev.wipeit.journal;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeEvent.CheckpointSaved;
import dev.wipeit.wipe.WipeEvent.Progress;
import dev.wipeit.wipe.WipeEvent.Started;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has the events of one run recorded, by the thread of the {@link Journal}. Told by one thread at a
 * time, and holds it up only with the policy {@code each}, and then not for long.
 */
public final class RunRecord implements Consumer<WipeEvent> {

  private final Journal journal;
  private final RunFacts facts;
  private final long progressNanos;
  private volatile @Nullable RunFile file;
  private long lastProgress;
  private boolean hasProgressed;

  /** What of the drive the journal knows to refuse; for the thread that writes. */
  private List<List<ByteRange>> known = List.of(List.of(), List.of(), List.of());

  RunRecord(Journal journal, RunFacts facts, Duration progressEvery) {
    this.journal = journal;
    this.facts = facts;
    this.progressNanos = progressEvery.toNanos();
  }

  @Override
  public void accept(WipeEvent event) {
    safely(() -> take(event));
  }

  /**
   * Records what is no event of the run, such as a reading of its drive; may be left out where much
   * waits to be written. For any thread.
   */
  public void tell(EventJson reading) {
    RunFile open = file;
    if (open != null) {
      safely(() -> journal.write(open, () -> reading, true));
    }
  }

  /** A fault of the record is told, and is no fault of the run. */
  private void safely(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error fault) {
      journal.fault(fault);
    }
  }

  private void take(WipeEvent event) {
    if (event instanceof Started started) {
      file = journal.file(started.state(), facts);
    }
    RunFile open = file;
    boolean isProgress = event instanceof Progress;
    if (open != null && (!isProgress || isDue())) {
      journal.write(open, () -> json(event), isProgress);
    }
  }

  private boolean isDue() {
    long now = journal.nanoTime();
    if (hasProgressed && now - lastProgress < progressNanos) {
      return false;
    }
    hasProgressed = true;
    lastProgress = now;
    return true;
  }

  private EventJson json(WipeEvent event) {
    EventJson told = EventJson.forRecord(event);
    if (event instanceof CheckpointSaved saved && learns(saved.state())) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>(told.fields());
      fields.putAll(OutcomeJson.ranges(saved.state()));
      return new EventJson(told.type(), fields);
    }
    return told;
  }

  private boolean learns(Checkpoint state) {
    List<List<ByteRange>> now =
        List.of(state.badRanges(), state.deferredRanges(), state.unreadRanges());
    boolean differs = !now.equals(known);
    known = now;
    return differs;
  }

  /**
   * Makes all that was told so far durable, but waits for that no longer than {@link
   * Journal#PATIENCE}.
   */
  public void flush() {
    safely(journal::flush);
  }

  /**
   * How far the journal has come: after a {@link #flush}, behind all that was told until then, or
   * earlier where its disk did not take it in time. Null where nothing was written.
   */
  public @Nullable Position written() {
    RunFile open = file;
    return open == null ? null : open.written();
  }

  /** Records the last facts, and ends the journal of the run in this process. */
  public void end(List<EventJson> last) {
    RunFile open = file;
    file = null;
    if (open != null) {
      safely(() -> last.forEach(event -> journal.write(open, () -> event, false)));
      safely(() -> journal.end(open));
    }
  }
}
