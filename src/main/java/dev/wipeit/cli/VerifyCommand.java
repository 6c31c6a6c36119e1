package dev.wipeit.cli;

import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.DeviceLock;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceKey;
import dev.wipeit.device.Guard;
import dev.wipeit.device.Refusal;
import dev.wipeit.device.Refusal.Reason;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.media.IoMode;
import dev.wipeit.media.ReadOnlyMedia;
import dev.wipeit.method.FixedPattern;
import dev.wipeit.units.ByteSize;
import dev.wipeit.wipe.StallRules;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wipeit verify DEVICE}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    sortOptions = false,
    description = {
      "Reads a device back and compares it with a pattern, or with what a run wrote last.",
      "",
      "The device is opened for reading only, and no state is changed. Without --pattern and --run"
          + " it is compared with the one finished run that is known of it.",
      ""
    })
final class VerifyCommand implements Callable<Integer>, OnDevices {

  private static final int ALL = 1000;

  /** What others do with the device while it is read. */
  private static final Set<Reason> IN_USE =
      Set.of(Reason.MOUNTED, Reason.SWAP, Reason.HOLDER, Reason.LOOP_BACKING);

  private final Machine machine;
  private final @Nullable Launcher launcher;

  @Mixin private DeviceChoice choice = new DeviceChoice();

  @Option(
      names = "--pattern",
      paramLabel = "zeros|ones|HEX",
      converter = PatternConverter.class,
      description = "What every byte should be: 1 to 16 bytes, repeated from byte 0 on.")
  private @Nullable FixedPattern pattern;

  @Option(
      names = "--run",
      paramLabel = "ID",
      description = "The run whose last pass should be on it; its checkpoint has the key.")
  private @Nullable String run;

  @Mixin private CertifiedOptions certified = new CertifiedOptions();

  @Option(
      names = "--sample-percent",
      paramLabel = "P",
      converter = SampleConverter.class,
      description =
          "Read samples of so much, 0.1 to 100; 10 is the quick sampling of NIST SP 800-88r1."
              + " Default: all is read.")
  private int samplePermille = ALL;

  @Option(
      names = "--retries",
      paramLabel = "N",
      converter = RunOptions.RetriesConverter.class,
      description = "How often a sector that cannot be read is tried again, 0 to 100. Default: 3.")
  private @Nullable Integer retries;

  @Option(
      names = "--max-bad",
      paramLabel = "SIZE",
      converter = RunOptions.MaxBadConverter.class,
      description = "Give up when more than so much cannot be read. Default: 16M.")
  private @Nullable Long maxBad;

  @Option(
      names = "--io",
      paramLabel = "auto|direct|buffered",
      converter = Choices.OfIo.class,
      defaultValue = "auto",
      description = "Past the page cache where the device takes that, always, or never.")
  private IoMode io = IoMode.AUTO;

  @Option(
      names = "--max-rate",
      paramLabel = "SIZE/s",
      converter = RateConverter.class,
      description = "Read at most so much a second, for hosts still in service.")
  private @Nullable ByteSize maxRate;

  @Option(
      names = "--idle-io",
      description =
          "Ask the kernel to serve the reads only when nobody else uses the disk (ioprio_set(2),"
              + " class idle).")
  private boolean idleIo;

  @Option(
      names = "--stall-timeout",
      paramLabel = "TIME",
      converter = CareOptions.TimeConverter.class,
      description =
          "Give the device up (code 6) that does not answer, or is slower than a hundredth of its"
              + " earlier rate, for so long: 1s to 7d. Default: never.")
  private @Nullable Duration stallTimeout;

  @Option(names = "--image-file", description = "Take a regular file as a device.")
  private boolean imageFile;

  @Mixin private StateOptions state = new StateOptions();

  @Mixin private OutputOptions output = new OutputOptions();

  VerifyCommand(Machine machine, @Nullable Launcher launcher) {
    this.machine = machine;
    this.launcher = launcher;
  }

  @Override
  public DeviceChoice choice() {
    return choice;
  }

  @Override
  public OutputOptions output() {
    return output;
  }

  @Override
  public Integer call() throws Exception {
    boolean several =
        (pattern != null && run != null)
            || (certified.isGiven() && (pattern != null || run != null));
    if (several) {
      throw new CommandException(
          ExitCode.USAGE, "--pattern, --run and --certificate exclude each other");
    }
    if (launcher != null) {
      launcher.attach();
    }
    machine.signals().install(false);
    try {
      Report report = new Report(machine, output);
      Attendance attendance = new Attendance(machine, report, StallRules.usual(stallTimeout));
      BlockDevice device = device(report, attendance);
      Optional<StateDirectory> folder = state.existing(machine.env());
      if (folder.isPresent()) {
        requireNotBeingWiped(device, folder.get());
      }
      tellUse(device, report);
      VerifySubject subject = subject(device, folder.orElse(null));
      attendance.requireAnswers(device.path());
      try (BlockMedia media =
          attendance.open(
              device, () -> ReadOnlyMedia.open(device, machine.kernel().direct(), io))) {
        VerifyRun verify = new VerifyRun(machine, report, output, device, subject, media);
        ShortTurns.take(machine.kernel());
        if (idleIo) {
          new IdlePriority(machine.kernel(), report::warning).lower();
        }
        long rate = maxRate == null ? Long.MAX_VALUE : maxRate.bytes();
        return verify.run(rate, RunOptions.tolerance(retries, maxBad), attendance).code();
      }
    } finally {
      machine.signals().finished();
    }
  }

  private BlockDevice device(Report report, Attendance attendance)
      throws CommandException, IOException {
    choice.check();
    choice.requireAny();
    if (choice.named.size() > 1) {
      throw choice.wrong("verify reads one DEVICE");
    }
    Chosen chosen = new DeviceSearch(machine, choice, ExitCode.REFUSED, report::message).find();
    if (chosen.paths().size() != 1) {
      throw new CommandException(
          ExitCode.REFUSED,
          "verify reads one device, and these are meant: " + chosen.paths(),
          "  narrow it down, or read one after the other");
    }
    attendance.begin(chosen.paths().get(0));
    BlockDevice device = machine.devices().inspect(chosen.paths().get(0), imageFile);
    chosen.requireFound(device);
    new Consent(machine, false, Naming.of(choice)).checkNames(List.of(device));
    return device;
  }

  private VerifySubject subject(BlockDevice device, @Nullable StateDirectory folder)
      throws CommandException, IOException {
    if (pattern != null) {
      return VerifySubject.of(pattern, device, samplePermille, machine.clock().instant());
    }
    if (certified.isGiven()) {
      return VerifySubject.of(certified.claim(machine, state), device, samplePermille);
    }
    if (folder == null) {
      throw new CommandException(
          run == null ? ExitCode.USAGE : ExitCode.NOTHING_TO_RESUME,
          "there is no state directory " + state.path(machine.env()) + " with any run",
          "  say what the device should hold: --pattern zeros|ones|HEX, or --state-dir DIR");
    }
    return VerifySubject.of(new CheckpointStore(folder), run, device, samplePermille);
  }

  private void requireNotBeingWiped(BlockDevice device, StateDirectory folder)
      throws CommandException, IOException {
    OptionalLong holder = DeviceLock.holder(folder, DeviceKey.of(device), machine.roots().proc());
    if (holder.isPresent()) {
      throw new CommandException(
          ExitCode.REFUSED,
          device.path() + " is being wiped by process " + holder.getAsLong(),
          "  wait for it, or watch it with 'wipeit status'");
    }
  }

  /** Reading harms nobody, but what is read may change meanwhile. */
  private void tellUse(BlockDevice device, Report report) {
    Guard guard = new Guard(machine.roots(), machine.kernel(), state.path(machine.env()));
    for (Refusal refusal : guard.refusals(device, true)) {
      if (IN_USE.contains(refusal.reason())) {
        report.message("note: " + refusal.detail() + "; it may change while it is read");
      }
    }
  }
}
