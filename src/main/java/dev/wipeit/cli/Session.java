package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.NoAnswerException;
import dev.wipeit.device.RefusedException;
import dev.wipeit.drive.Revelation;
import dev.wipeit.journal.Journal;
import dev.wipeit.journal.RunRecord;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.media.BufferPool;
import dev.wipeit.media.ClaimedMedia;
import dev.wipeit.wipe.Means;
import dev.wipeit.wipe.Pace;
import dev.wipeit.wipe.Wipe;
import dev.wipeit.wipe.WipeOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One command that writes: its state, its options, and what becomes of each of its devices. */
final class Session {

  private final Machine machine;
  private final StateDirectory state;
  private final CheckpointStore store;
  private final SavedRuns saved;
  private final RunOptions run;
  private final Report report;
  private final IdlePriority priority;
  private final BufferPool pool;
  private final Attendance attendance;
  private final Map<Path, Revelation> revelations = new HashMap<>();
  private final Records records;
  private final Journal journal;
  private Means means = Means.alone();

  /** Whether a device may hold a thread of this process. */
  private volatile boolean held;

  private Session(Machine machine, StateDirectory state, RunOptions run, OutputOptions output) {
    this.machine = machine;
    this.state = state;
    this.store = new CheckpointStore(state);
    this.saved = new SavedRuns(store);
    this.run = run;
    this.pool = new BufferPool(machine.kernel());
    this.report = new Report(machine, output);
    this.attendance = new Attendance(machine, report, run.care.stalls());
    this.priority = new IdlePriority(machine.kernel(), report::warning);
    this.records = new Records(machine);
    this.journal = records.begin(state, run.journal.policy(), report);
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
    Session session = new Session(machine, state, run, output);
    machine.signals().lastWords(session.journal::close);
    return session;
  }

  /** Nobody is asked anything while it is told what was recovered, if that takes not long. */
  void awaitRecovered() {
    journal.awaitRecovered();
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

  /** How the devices of the command are waited for. */
  Attendance attendance() {
    return attendance;
  }

  Report report() {
    return report;
  }

  /** What became of the hidden areas of a device; it goes into its result. */
  void revealed(BlockDevice device, Revelation revelation) {
    revelations.put(device.path(), revelation);
  }

  /** A device holds a thread of this process. */
  void hold() {
    held = true;
  }

  /** A line for the operator, on standard error. */
  void message(String line) {
    report.message(line);
  }

  /** Makes the first state of a run. */
  @FunctionalInterface
  interface Beginning {
    Checkpoint of(BlockDevice device);
  }

  /**
   * Wipes devices from their beginning, all at the same time or as many as were asked for; all are
   * claimed before the first byte is written to any.
   *
   * @param pretests which of them are measured first
   * @return the worst of their codes
   */
  ExitCode wipe(Targets targets, Beginning beginning, Predicate<BlockDevice> pretests)
      throws IOException {
    List<Opened> opened = new ArrayList<>();
    List<BlockDevice> silent = new ArrayList<>(targets.silent());
    try {
      List<Fresh> runs = new ArrayList<>();
      Set<String> ids = new HashSet<>();
      for (Target target : targets.all()) {
        try {
          opened.add(open(targets, target));
        } catch (NoAnswerException e) {
          silent.add(target.device());
          continue;
        }
        Checkpoint begin = beginning.of(target.device());
        while (!ids.add(begin.run())) {
          begin = beginning.of(target.device());
        }
        runs.add(new Fresh(begin, pretests.test(target.device()), saved.keysOf(target.device())));
      }
      List<DeviceResult> results = new ArrayList<>(silent.stream().map(this::silent).toList());
      results.addAll(together(opened, i -> wipe(opened.get(i), runs.get(i))));
      return finish(results);
    } finally {
      for (Opened device : opened) {
        device.media().close();
      }
    }
  }

  /**
   * A run that has not begun.
   *
   * @param begin its first state
   * @param pretests whether the device is measured first
   * @param old what is saved for the device until then: the key, and the id of the run
   */
  private record Fresh(Checkpoint begin, boolean pretests, Map<String, String> old) {}

  /**
   * Works on devices at the same time, or on as many as were asked for; none keeps another from
   * going on. Each result is told as soon as it is known.
   *
   * @param work what is done with the device of a number, by a thread of its own
   * @return the results in the order of the devices
   */
  List<DeviceResult> together(List<Opened> devices, IntFunction<DeviceResult> work) {
    int atOnce = Math.min(devices.size(), run.jobs);
    means = Means.shared(atOnce, Runtime.getRuntime().availableProcessors(), pool);
    report.begin(devices.stream().map(opened -> opened.target().device()).toList());
    try {
      return new Fleet(run.jobs, machine.signals().stop())
          .each(
              devices.size(),
              number -> goOnAlone(devices.get(number).target(), () -> work.apply(number)),
              number -> notBegun(devices.get(number).target()));
    } finally {
      report.end();
    }
  }

  private DeviceResult goOnAlone(Target target, Supplier<DeviceResult> work) {
    try {
      if (run.idleIo) {
        priority.lower();
      }
      return work.get();
    } catch (RuntimeException | OutOfMemoryError e) {
      // One device that meets a fault of this program keeps no other from being saved.
      return failed(target, new IOException("internal error, please report it: " + e, e));
    }
  }

  /**
   * A device that is claimed.
   *
   * @param target the device
   * @param media the claim
   */
  record Opened(Target target, BlockMedia media) {}

  /** A device that was given up before its run began. */
  DeviceResult silent(BlockDevice device) {
    String failure =
        "it does not answer, and was given up after "
            + attendance.delays(device.path()).longestStall().toSeconds()
            + " s (--stall-timeout)";
    DeviceResult result = DeviceResult.failed(device, ExitCode.GONE, failure);
    report.result(result);
    return result;
  }

  /**
   * Claims a device.
   *
   * @throws NoAnswerException if it was given up meanwhile
   */
  Opened open(Targets targets, Target target) throws IOException {
    Path path = target.device().path();
    try {
      targets.recheck(target);
    } catch (RefusedException e) {
      attendance.requireAnswers(path);
      throw e;
    }
    attendance.requireAnswers(path);
    BlockMedia media =
        attendance.open(
            target.device(),
            () -> ClaimedMedia.open(target.device(), machine.kernel().direct(), run.io));
    try {
      // The claim holds the device; what it is cannot change any more.
      targets.requireSame(target);
      return new Opened(target, media);
    } catch (IOException e) {
      media.close();
      throw e;
    }
  }

  private DeviceResult wipe(Opened opened, Fresh fresh) {
    Target target = opened.target();
    if (machine.signals().stop().isRequested()) {
      return notBegun(target);
    }
    CheckpointStore store = new CheckpointStore(state);
    try {
      Map<String, String> old = new TreeMap<>(fresh.old());
      RunSink sink = new RunSink(store, target.key(), old.remove(target.key()));
      Work work = new Work(fresh.begin(), false, fresh.pretests());
      DeviceResult result = run(opened, target.key(), store, sink, work);
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
    // Where the run was interrupted is told before its checkpoint goes on.
    awaitRecovered();
    // A store of its own: none waits for the checkpoints of another device.
    CheckpointStore store = new CheckpointStore(state);
    Work work = new Work(begin, true, false);
    return run(opened, key, store, new RunSink(store, key, null), work);
  }

  /**
   * What is to be done with a device.
   *
   * @param begin where it begins
   * @param resumed whether that is a saved run
   * @param pretests whether the device is measured first
   */
  private record Work(Checkpoint begin, boolean resumed, boolean pretests) {}

  private DeviceResult run(
      Opened opened, String key, CheckpointStore store, RunSink sink, Work work) {
    BlockDevice device = opened.target().device();
    DriveState before = DriveState.of(machine, device);
    if (attendance.isGivenUp(device.path())) {
      return silent(device);
    }
    attendance.end(device.path());
    RunRecord record = journal.record(records.facts(device, key, before));
    try {
      Wipe wipe =
          new Wipe(
              work.begin(),
              work.resumed(),
              opened.media(),
              pace(),
              run.tolerance(),
              run.care.care(work.pretests(), Thermometers.of(machine, device)),
              sink,
              machine.signals().stop(),
              report.listener(device, opened.media().ioMode()).andThen(record),
              machine.clock(),
              System::nanoTime,
              new SecureRandom());
      WipeOutcome outcome = wipe.run();
      // A run that is over is recorded as that before its checkpoint is gone.
      record.flush();
      DeviceResult result = conclude(device, key, store, outcome, before);
      record.end(Records.end(result));
      return result;
    } catch (IOException e) {
      return failed(opened.target(), e);
    }
  }

  private Pace pace() {
    return new Pace(
        run.checkpointEvery.bytes(),
        run.maxRate == null ? Long.MAX_VALUE : run.maxRate.bytes(),
        means);
  }

  private DeviceResult conclude(
      BlockDevice device,
      String key,
      CheckpointStore store,
      WipeOutcome outcome,
      DriveState before) {
    if (outcome.result() == WipeOutcome.Result.STALLED) {
      held = true;
    }
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
        DeviceResult.of(
                device,
                outcome
                    .delayed(outcome.delays().and(attendance.delays(device.path())))
                    .saved(unsaved == null),
                unsaved,
                machine.signals().code())
            .with(new DriveChange(before, after(device, outcome), revelations.get(device.path())));
    report.result(result);
    return result;
  }

  /** A drive that has gone, or that holds a request, is asked nothing. */
  private DriveState after(BlockDevice device, WipeOutcome outcome) {
    return switch (outcome.result()) {
      case GONE, STALLED -> DriveState.UNKNOWN;
      default -> DriveState.of(machine, device);
    };
  }

  /** A run that nobody named and that could not be gone on with; the others are. */
  ExitCode notResumed(Exception e) {
    Wipeit.lines(e).forEach(report::warning);
    return Wipeit.code(e);
  }

  /** A signal came before the first byte. */
  DeviceResult notBegun(Target target) {
    @Nullable ExitCode signal = machine.signals().code();
    DeviceResult result =
        DeviceResult.notBegun(target.device(), signal == null ? ExitCode.ERROR : signal);
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
    if (held || machine.kernel().patience().isHeld()) {
      machine.signals().leave(code);
    }
    return code;
  }
}
