package dev.wipeit.cli;

import dev.wipeit.certificate.JsonObject;
import dev.wipeit.certificate.Registry;
import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.NoAnswerException;
import dev.wipeit.device.RefusedException;
import dev.wipeit.drive.Revelation;
import dev.wipeit.journal.Journal;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.media.ClaimedMedia;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One command that writes: its state, its options, and what becomes of each of its devices. */
final class Session {

  private final Machine machine;
  private final StateDirectory state;
  private final CheckpointStore store;
  private final SavedRuns saved;
  private final RunOptions run;
  private final Report report;
  private final IdlePriority priority;
  private final Attendance attendance;
  private final Clerk clerk;
  private final Journal journal;
  private final Workshop workshop;

  private Session(
      Machine machine,
      StateDirectory state,
      RunOptions run,
      OutputOptions output,
      Registry registry) {
    this.machine = machine;
    this.state = state;
    this.store = new CheckpointStore(state);
    this.saved = new SavedRuns(store);
    this.run = run;
    this.report = new Report(machine, output);
    this.attendance = new Attendance(machine, report, run.care.stalls());
    this.priority = new IdlePriority(machine.kernel(), report::warning);
    Records records = new Records(machine);
    this.journal = records.begin(state, run.journal.policy(), report);
    this.clerk = new Clerk(machine, registry, run.certificate, report);
    this.workshop = new Workshop(machine, run, report, attendance, clerk, records, journal);
  }

  /** Takes the signals over. */
  static Session begin(Machine machine, StateDirectory state, RunOptions run, OutputOptions output)
      throws CommandException, IOException {
    // Whatever cannot be trusted is refused before anything is begun.
    Registry registry = new Registry(state, machine.clock(), run.certificate.signingKey());
    machine.signals().install();
    Session session = new Session(machine, state, run, output, registry);
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
    workshop.revealed(device, revelation);
  }

  /** A device holds a thread of this process. */
  void hold() {
    workshop.hold();
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
    List<Claimed> opened = new ArrayList<>();
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
      for (Claimed device : opened) {
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
  List<DeviceResult> together(List<Claimed> devices, IntFunction<DeviceResult> work) {
    int atOnce = Math.min(devices.size(), run.jobs);
    workshop.share(atOnce);
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
      ShortTurns.take(machine.kernel());
      if (run.idleIo) {
        priority.lower();
      }
      return work.get();
    } catch (RuntimeException | OutOfMemoryError e) {
      // One device that meets a fault of this program keeps no other from being saved.
      return workshop.failed(target, new IOException("internal error, please report it: " + e, e));
    }
  }

  /** A device that was given up before its run began. */
  DeviceResult silent(BlockDevice device) {
    return workshop.silent(device);
  }

  /**
   * Claims a device.
   *
   * @throws NoAnswerException if it was given up meanwhile
   */
  Claimed open(Targets targets, Target target) throws IOException {
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
      return new Claimed(target, media);
    } catch (IOException e) {
      media.close();
      throw e;
    }
  }

  private DeviceResult wipe(Claimed opened, Fresh fresh) {
    Target target = opened.target();
    if (machine.signals().stop().isRequested()) {
      return notBegun(target);
    }
    CheckpointStore store = new CheckpointStore(state);
    try {
      Map<String, String> old = new TreeMap<>(fresh.old());
      RunSink sink = new RunSink(store, target.key(), old.remove(target.key()));
      Assignment work =
          new Assignment(target.key(), store, sink, fresh.begin(), null, fresh.pretests());
      DeviceResult result = new DeviceRun(workshop, opened, work).run();
      if (result.outcome() != null) {
        for (Map.Entry<String, String> run : old.entrySet()) {
          store.archive(run.getKey(), run.getValue());
        }
      }
      return result;
    } catch (IOException e) {
      return workshop.failed(target, e);
    }
  }

  /**
   * Goes on with a run, and keeps what becomes of it.
   *
   * @param key under which the run is kept
   * @param proof how the device was proven
   */
  DeviceResult resume(Claimed opened, String key, Checkpoint begin, JsonObject proof) {
    // Where the run was interrupted is told before its checkpoint goes on.
    awaitRecovered();
    CheckpointStore store = new CheckpointStore(state);
    RunSink sink = new RunSink(store, key, null);
    return new DeviceRun(workshop, opened, new Assignment(key, store, sink, begin, proof, false))
        .run();
  }

  /** A run that nobody named and that could not be gone on with; the others are. */
  ExitCode notResumed(Exception e) {
    Wipeit.lines(e).forEach(report::warning);
    return Wipeit.code(e);
  }

  /** A signal came before the first byte. */
  DeviceResult notBegun(Target target) {
    return workshop.notBegun(target);
  }

  DeviceResult failed(Target target, IOException e) {
    return workshop.failed(target, e);
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
    clerk.finish();
    if (workshop.isHeld() || machine.kernel().patience().isHeld()) {
      machine.signals().leave(code);
    }
    return code;
  }
}
