package dev.wipeit.cuts;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.RecordingFiles;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.cuts.Event.Finished;
import dev.wipeit.cuts.Event.Said;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.media.BufferPool;
import dev.wipeit.testing.MemoryMedia;
import dev.wipeit.wipe.Care;
import dev.wipeit.wipe.CheckpointSink;
import dev.wipeit.wipe.Means;
import dev.wipeit.wipe.Pace;
import dev.wipeit.wipe.StopRequest;
import dev.wipeit.wipe.Tolerance;
import dev.wipeit.wipe.Wipe;
import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A run with all its requests.
 *
 * @param device what was on the device before
 * @param files what was in the state directory before
 * @param outcome what the run says of itself
 */
record Recording(
    Scenario scenario,
    byte[] device,
    StateFilesThen files,
    List<Event> events,
    WipeOutcome outcome,
    List<String> violations) {

  static final String KEY = "memory";

  private static final int MIB = 1 << 20;

  /** Thousands of runs share it: memory of this kind is given back late. */
  private static final BufferPool POOL = new BufferPool();

  /** A run from its beginning, on a device full of the marker. */
  static Recording of(Scenario scenario, Path folder, Mistake mistake) throws IOException {
    if (scenario.overOld()) {
      new CheckpointStore(StateDirectory.open(folder.resolve("state"))).save(KEY, scenario.old());
    }
    MemoryMedia device = new MemoryMedia(scenario.sizeBytes(), 512);
    return of(scenario, scenario.begin(), null, device, folder.resolve("state"), mistake);
  }

  /** A run that is gone on with. */
  static Recording resumed(Scenario scenario, Checkpoint state, byte[] image, Path folder)
      throws IOException {
    return of(
        scenario.goneOn(), state, state, holding(image), folder.resolve("state"), Mistake.NONE);
  }

  /** A device with these bytes. */
  static MemoryMedia holding(byte[] image) {
    return new MemoryMedia(image.clone(), 512);
  }

  private static Recording of(
      Scenario scenario,
      Checkpoint begin,
      @Nullable Checkpoint saved,
      MemoryMedia device,
      Path path,
      Mistake mistake)
      throws IOException {
    byte[] before = device.bytes();
    StateFilesThen files = StateFilesThen.of(Objects.requireNonNull(path.getParent()));
    RequestLog log = new RequestLog();
    StateDirectory directory =
        RecordingFiles.directory(path, log, files.names(), files.count(), mistake.files());
    RecordingMedia media =
        mistake == Mistake.NO_FLUSH || mistake == Mistake.STATE_BEFORE_DATA
            ? new UnforcedMedia(device, scenario.bad(), scenario.buffered(), log)
            : new RecordingMedia(device, scenario.bad(), scenario.buffered(), log);
    CheckpointStore store = new CheckpointStore(directory);
    Saving saving = new Saving(store, log, saved == null && scenario.overOld());
    CheckpointSink sink = planted(saving, media, mistake);
    try (Recorder recorder = Recorder.begin(directory, scenario.policy(), log)) {
      WipeOutcome outcome = run(scenario, begin, saved != null, media, sink, recorder);
      if (mistake != Mistake.RECORDED_TOO_LATE) {
        recorder.flush();
      }
      if (outcome.result() == WipeOutcome.Result.WIPED) {
        store.archive(KEY, outcome.state().run());
        log.add(new Finished());
      }
      recorder.end();
      List<String> violations = new ArrayList<>(device.violations());
      violations.addAll(recorder.troubles());
      return new Recording(scenario, before, files, log.events(), outcome, violations);
    }
  }

  /** Has the engine do it. */
  static WipeOutcome run(
      Scenario scenario,
      Checkpoint begin,
      boolean resumed,
      BlockMedia media,
      CheckpointSink sink,
      Consumer<WipeEvent> listener)
      throws IOException {
    Wipe wipe =
        new Wipe(
            begin,
            resumed,
            media,
            new Pace(MIB, Long.MAX_VALUE, new Means(scenario.workers(), POOL)),
            new Tolerance(0, 64L * MIB),
            Care.usual(),
            sink,
            new StopRequest(),
            listener,
            Clock.systemUTC(),
            System::nanoTime,
            new SecureRandom());
    return wipe.run();
  }

  private static CheckpointSink planted(Saving saving, RecordingMedia media, Mistake mistake) {
    return switch (mistake) {
      case STATE_BEFORE_DATA -> {
        UnforcedMedia unforced = (UnforcedMedia) media;
        yield state -> {
          saving.save(state);
          unforced.forceLate();
        };
      }
      case KEY_AFTER_DATA -> new LateKeys(saving);
      case FINISHED_TOO_SOON -> new EarlyEnd(saving);
      default -> saving;
    };
  }

  /** As the program saves: the first state of a run takes the place of an old one. */
  private static final class Saving implements CheckpointSink {

    final CheckpointStore store;
    private final RequestLog log;
    private boolean replaces;

    Saving(CheckpointStore store, RequestLog log, boolean replaces) {
      this.store = store;
      this.log = log;
      this.replaces = replaces;
    }

    @Override
    public void save(Checkpoint state) throws IOException {
      if (replaces) {
        store.begin(KEY, state, "old");
        replaces = false;
      } else {
        store.save(KEY, state);
      }
      log.add(new Said(state));
    }
  }

  private static final class LateKeys implements CheckpointSink {

    private final Saving saving;
    private int pass = 1;

    LateKeys(Saving saving) {
      this.saving = saving;
    }

    @Override
    public void save(Checkpoint state) throws IOException {
      if (state.pass() == pass) {
        saving.save(state);
      }
      pass = state.pass();
    }
  }

  private static final class EarlyEnd implements CheckpointSink {

    private final Saving saving;
    private boolean ended;

    EarlyEnd(Saving saving) {
      this.saving = saving;
    }

    @Override
    public void save(Checkpoint state) throws IOException {
      if (!ended) {
        saving.save(state);
      }
      if (!ended && state.written() >= MIB) {
        saving.store.archive(KEY, state.run());
        ended = true;
      }
    }
  }

  /** Confirms a force that has not happened, or that happens later. */
  private static final class UnforcedMedia extends RecordingMedia {

    private boolean owed;

    UnforcedMedia(MemoryMedia device, Set<Long> bad, boolean buffered, RequestLog log) {
      super(device, bad, buffered, log);
    }

    @Override
    public synchronized void force() {
      owed = true;
    }

    void forceLate() throws IOException {
      boolean now;
      synchronized (this) {
        now = owed;
        owed = false;
      }
      if (now) {
        super.force();
      }
    }
  }

  /** Its requests, for messages. */
  String shown() {
    StringBuilder text = new StringBuilder(scenario.toString());
    for (int i = 0; i < events.size(); i++) {
      text.append('\n').append(i).append(' ').append(events.get(i));
    }
    return text.toString();
  }
}
