package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.method.Pass;
import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeEvent.CheckpointFailed;
import dev.wipeit.wipe.WipeEvent.CheckpointSaved;
import dev.wipeit.wipe.WipeEvent.Finished;
import dev.wipeit.wipe.WipeEvent.PhaseStarted;
import dev.wipeit.wipe.WipeEvent.PretestStarted;
import dev.wipeit.wipe.WipeEvent.Pretested;
import dev.wipeit.wipe.WipeEvent.Progress;
import dev.wipeit.wipe.WipeEvent.Started;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Events as JSON Lines; progress at most once a second. */
final class JsonEvents implements Consumer<WipeEvent> {

  private final BlockDevice device;
  private final Clock clock;
  private final PrintStream out;
  private @Nullable String run;
  private Instant lastProgress = Instant.EPOCH;

  JsonEvents(BlockDevice device, Clock clock, PrintStream out) {
    this.device = device;
    this.clock = clock;
    this.out = out;
  }

  @Override
  public void accept(WipeEvent event) {
    if (event instanceof Started started) {
      run = started.state().run();
      print(
          started.resumed() ? "run_resumed" : "run_started",
          Json.object(
              "method", started.state().method(),
              "passes", started.state().passes(),
              "plan", started.state().plan().stream().map(Pass::toString).toList(),
              "verify", started.state().verify().id(),
              "demands_verify", Demand.of(started.state()).id(),
              "from", started.from(),
              "chunk_size", started.state().chunkSize(),
              "algorithm", started.state().strategy().id(),
              "total_size", started.state().totalSize()));
    } else if (event instanceof PretestStarted pretest) {
      print("pretest_started", PretestText.json(pretest));
    } else if (event instanceof Pretested pretest) {
      print("pretest", PretestText.json(pretest));
    } else if (event instanceof PhaseStarted phase) {
      print(
          "phase_started",
          Json.object(
              "pass", phase.number(),
              "passes", phase.passes(),
              "pattern", phase.pass().toString(),
              "phase", phase.phase().id()));
    } else if (event instanceof Progress progress) {
      progress(progress);
    } else if (event instanceof CheckpointSaved saved) {
      run = saved.state().run();
      print("checkpoint_saved", position(saved.state()));
    } else if (event instanceof CheckpointFailed failed) {
      print("checkpoint_failed", Json.object("reason", failed.reason()));
    } else if (CareText.of(event) != null) {
      print(CareText.type(event), CareText.json(event));
    } else if (event instanceof Finished finished) {
      print(
          "run_finished",
          Json.object(
              "result",
              finished.outcome().result().name().toLowerCase(Locale.ROOT),
              "saved",
              finished.outcome().saved()));
    }
  }

  private void progress(Progress progress) {
    Instant now = clock.instant();
    if (now.isBefore(lastProgress.plusSeconds(1)) && !now.isBefore(lastProgress)) {
      return;
    }
    lastProgress = now;
    Map<String, @Nullable Object> fields = position(progress.state());
    fields.put("bytes_per_second", Math.round(progress.bytesPerSecond()));
    fields.put(
        "eta_seconds", progress.remaining() == null ? null : progress.remaining().toSeconds());
    print("progress", fields);
  }

  private static Map<String, @Nullable Object> position(Checkpoint state) {
    return Json.object(
        "pass", state.pass(),
        "phase", state.phase().id(),
        "written", state.written(),
        "verified", state.verified(),
        "bytes_done", state.bytesDone(),
        "bytes_total", state.bytesTotal(),
        "progress_percent", Math.floor(state.percent() * 100) / 100);
  }

  private void print(String type, Map<String, @Nullable Object> fields) {
    out.println(line(clock, run, device.path(), type, fields));
  }

  /**
   * The line of a stall.
   *
   * @param run null outside a run
   */
  static String line(Clock clock, @Nullable String run, Path device, WipeEvent stall) {
    return line(clock, run, device, CareText.type(stall), CareText.json(stall));
  }

  private static String line(
      Clock clock,
      @Nullable String run,
      Path device,
      String type,
      Map<String, @Nullable Object> fields) {
    Map<String, @Nullable Object> line =
        Json.object(
            "type",
            type,
            "time",
            clock.instant().toString(),
            "run",
            run,
            "device",
            device.toString());
    line.putAll(fields);
    return Json.line(line);
  }
}
