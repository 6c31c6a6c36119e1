package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointException;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.checkpoint.Stored;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceKey;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.media.ClaimedMedia;
import dev.wipeit.wipe.Pace;
import dev.wipeit.wipe.Wipe;
import dev.wipeit.wipe.WipeOutcome;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One command that writes: its state, its options, and what becomes of each of its devices. */
final class Session {

  private final Machine machine;
  private final StateDirectory state;
  private final CheckpointStore store;
  private final SavedRuns saved;
  private final RunOptions run;
  private final Report report;

  private Session(Machine machine, StateDirectory state, RunOptions run, OutputOptions output) {
    this.machine = machine;
    this.state = state;
    this.store = new CheckpointStore(state);
    this.saved = new SavedRuns(store);
    this.run = run;
    this.report = new Report(machine, output);
  }

  /** Takes the signals over. */
  static Session begin(
      Machine machine,
      @Nullable Launcher launcher,
      StateDirectory state,
      RunOptions run,
      OutputOptions output)
      throws IOException {
    if (launcher != null) {
      launcher.attach();
    }
    machine.signals().install();
    return new Session(machine, state, run, output);
  }

  StateDirectory state() {
    return state;
  }

  CheckpointStore store() {
    return store;
  }

  SavedRuns saved() {
    return saved;
  }

  Report report() {
    return report;
  }

  /** A line for the operator, on standard error. */
  void message(String line) {
    report.message(line);
  }

  /** One line for each run of the device that a fresh one will give up. */
  List<String> savedRunsOf(BlockDevice device) throws CheckpointException {
    List<String> lines = new ArrayList<>();
    for (SavedRuns.Saved run : saved.of(device)) {
      Checkpoint checkpoint = run.checkpoint();
      lines.add(
          String.format(
              Locale.ROOT,
              "%s at %.2f %% will be given up;",
              checkpoint.run(),
              checkpoint.percent()));
      lines.add("to go on with it instead: wipeit resume " + device.path());
    }
    for (Stored.Unusable unusable : saved.unusable()) {
      if (unusable.key().equals(DeviceKey.of(device))) {
        lines.add("cannot be used and will be given up: " + unusable.failure().getMessage());
      }
    }
    return lines;
  }

  /** Makes the first state of a run. */
  @FunctionalInterface
  interface Beginning {
    Checkpoint of(BlockDevice device);
  }

  /**
   * Wipes devices from their beginning, one after another; all are claimed before the first byte is
   * written to any.
   *
   * @return the worst of their codes
   */
  ExitCode wipe(Targets targets, Beginning beginning) throws IOException {
    List<Opened> opened = new ArrayList<>();
    try {
      for (Target target : targets.all()) {
        opened.add(open(targets, target));
      }
      List<DeviceResult> results = new ArrayList<>();
      for (Opened device : opened) {
        results.add(wipe(device, beginning.of(device.target().device())));
      }
      return finish(results);
    } finally {
      for (Opened device : opened) {
        device.media().close();
      }
    }
  }

  /**
   * A device that is claimed.
   *
   * @param target the device
   * @param media the claim
   */
  record Opened(Target target, BlockMedia media) {}

  Opened open(Targets targets, Target target) throws IOException {
    targets.recheck(target);
    BlockMedia media = ClaimedMedia.open(target.device(), machine.kernel(), run.io);
    try {
      // The claim holds the device; what it is cannot change any more.
      targets.requireSame(target);
      return new Opened(target, media);
    } catch (IOException e) {
      media.close();
      throw e;
    }
  }

  private DeviceResult wipe(Opened opened, Checkpoint begin) {
    Target target = opened.target();
    if (machine.signals().code() != null) {
      return notBegun(target, machine.signals().code());
    }
    try {
      Map<String, String> old = saved.keysOf(target.device());
      RunSink sink = new RunSink(store, target.key(), old.remove(target.key()));
      DeviceResult result = run(opened, target.key(), sink, begin, false);
      if (result.outcome() != null) {
        for (Map.Entry<String, String> run : old.entrySet()) {
          store.archive(run.getKey(), run.getValue());
        }
      }
      return result;
    } catch (IOException e) {
      return failed(target, e);
    }
  }

  /**
   * Goes on with a run, and keeps what becomes of it.
   *
   * @param key under which the run is kept
   */
  DeviceResult resume(Opened opened, String key, Checkpoint begin) {
    return run(opened, key, new RunSink(store, key, null), begin, true);
  }

  private DeviceResult run(
      Opened opened, String key, RunSink sink, Checkpoint begin, boolean resumed) {
    BlockDevice device = opened.target().device();
    try {
      Wipe wipe =
          new Wipe(
              begin,
              resumed,
              opened.media(),
              pace(),
              run.tolerance(begin.totalSize()),
              sink,
              machine.signals().stop(),
              report.listener(device, opened.media().ioMode()),
              machine.clock(),
              System::nanoTime,
              new SecureRandom());
      return conclude(device, key, wipe.run());
    } catch (IOException e) {
      return failed(opened.target(), e);
    }
  }

  private Pace pace() {
    return new Pace(
        run.checkpointEvery.bytes(), run.maxRate == null ? Long.MAX_VALUE : run.maxRate.bytes());
  }

  private DeviceResult conclude(BlockDevice device, String key, WipeOutcome outcome) {
    @Nullable String unsaved = null;
    try {
      if (!outcome.saved()) {
        store.save(key, outcome.state());
      }
      if (isOver(outcome)) {
        store.archive(key, outcome.state().run());
      }
    } catch (IOException e) {
      unsaved = e.getMessage();
    }
    DeviceResult result =
        DeviceResult.of(device, outcome.saved(unsaved == null), unsaved, machine.signals().code());
    report.result(result);
    return result;
  }

  /** A run that nobody named and that could not be gone on with; the others are. */
  ExitCode notResumed(Exception e) {
    Wipeit.lines(e).forEach(report::warning);
    return Wipeit.code(e);
  }

  /** A signal came before the first byte. */
  DeviceResult notBegun(Target target, ExitCode signal) {
    DeviceResult result = DeviceResult.notBegun(target.device(), signal);
    report.result(result);
    return result;
  }

  private static boolean isOver(WipeOutcome outcome) {
    return outcome.result() == WipeOutcome.Result.WIPED
        || outcome.result() == WipeOutcome.Result.DIFFERS;
  }

  DeviceResult failed(Target target, IOException e) {
    DeviceResult result =
        DeviceResult.failed(target.device(), Wipeit.code(e), String.valueOf(e.getMessage()));
    report.result(result);
    return result;
  }

  /** Tells the results as a whole. */
  ExitCode finish(List<DeviceResult> results) {
    return finish(results, List.of());
  }

  /**
   * Tells the results as a whole.
   *
   * @param others the codes of what has no result
   */
  ExitCode finish(List<DeviceResult> results, List<ExitCode> others) {
    List<ExitCode> codes = new ArrayList<>(others);
    results.forEach(result -> codes.add(result.code()));
    ExitCode code = ExitCode.worst(codes);
    report.finish(code, results);
    return code;
  }
}
