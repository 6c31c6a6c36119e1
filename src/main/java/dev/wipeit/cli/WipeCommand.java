package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.RunId;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteSize;
import dev.wipeit.wipe.Demand;
import dev.wipeit.wipe.Draft;
import dev.wipeit.wipe.WipePlan;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code wipeit wipe DEVICE...}. */
@Command(
    name = "wipe",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    sortOptions = false,
    description = {
      "Overwrites whole devices.",
      "",
      "Each device is shown and must be confirmed by typing its serial number, or on the command"
          + " line. What is in use, read-only or cannot be told is refused, before anything is"
          + " written to any of them. Progress is saved; 'wipeit resume' goes on.",
      ""
    })
final class WipeCommand implements Callable<Integer>, OnDevices {

  private static final ByteSize DEFAULT_BUFFER = ByteSize.ofMebibytes(100);

  private final Machine machine;
  private final @Nullable Launcher launcher;

  @Mixin private DeviceChoice devices = new DeviceChoice();

  @Mixin private MethodChoice method = new MethodChoice();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      converter = RoundsConverter.class,
      description = "Repeat the method so often, 1 to 100. Default: ${DEFAULT-VALUE}.")
  private int rounds = 1;

  @Mixin private PretestChoice pretest = new PretestChoice();

  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = {"-y", "--yes"},
      description =
          "Do not ask. A drive must then be named by --serial, --wwn or its path in /dev/disk/by-id,"
              + " and what is selected counted by --expect.")
  private boolean yes;

  @Option(
      names = "--dry-run",
      description =
          "Show what would be done and whether it would be refused, and write nothing anywhere.")
  private boolean dryRun;

  @Option(names = "--image-file", description = "Take a regular file as a device.")
  private boolean imageFile;

  @Option(names = "--partition", description = "Allow the wiping of a single partition.")
  private boolean partition;

  @Mixin private RevealOption reveal = new RevealOption();

  @Mixin private StateOptions state = new StateOptions();

  @Mixin private OutputOptions output = new OutputOptions();

  WipeCommand(Machine machine, @Nullable Launcher launcher) {
    this.machine = machine;
    this.launcher = launcher;
  }

  @Override
  public DeviceChoice choice() {
    return devices;
  }

  @Override
  public OutputOptions output() {
    return output;
  }

  @Override
  public Integer call() throws Exception {
    pretest.check(run);
    WipePlan plan = plan();
    devices.check();
    devices.requireAny();
    if (launcher != null) {
      // Until there is something to save, whatever device is waited for.
      launcher.attach();
      machine.signals().endAtOnce();
    }
    Report report = new Report(machine, output);
    machine.kernel().patience().announce(report::silence);
    Chosen chosen = new DeviceSearch(machine, devices, ExitCode.REFUSED, report::message).find();
    Consent consent = new Consent(machine, yes, Naming.of(devices));
    return (dryRun ? rehearse(plan, chosen, consent) : wipe(plan, chosen, consent)).code();
  }

  private ExitCode wipe(WipePlan plan, Chosen chosen, Consent consent) throws Exception {
    Targets.requireStateElsewhere(machine, state.path(machine.env()), chosen.paths());
    Session session = Session.begin(machine, state.open(machine.env()), run, output);
    try (Targets targets =
        Targets.prepare(
            machine, session.state(), session.attendance(), chosen.paths(), imageFile, partition)) {
      for (Target target : targets.all()) {
        chosen.requireFound(target.device());
      }
      session.awaitRecovered();
      obtainConsent(plan, targets, session, consent);
      reveal.apply(machine, session, targets);
      return session.wipe(
          targets, device -> begin(plan, device), device -> pretest.of(device, run));
    } finally {
      machine.signals().finished();
    }
  }

  private ExitCode rehearse(WipePlan plan, Chosen chosen, Consent consent) throws Exception {
    Admission admission = new Admission(machine, state.path(machine.env()), partition);
    DryRun rehearsal = new DryRun(machine, state.existing(machine.env()), admission, imageFile);
    List<Outlook> outlooks = rehearsal.look(chosen);
    consent.checkNames(outlooks.stream().map(Outlook::device).filter(Objects::nonNull).toList());
    DryRunReport report = new DryRunReport(machine, output, run);
    for (Outlook outlook : outlooks) {
      BlockDevice device = outlook.device();
      if (device != null) {
        List<String> sheet = sheet(plan, device, rehearsal.givenUpBy(device));
        report.tell(outlook, device, begin(plan, device), sheet, consent.standing(device));
      }
    }
    return report.finish(outlooks);
  }

  private WipePlan plan() {
    ByteSize buffer = run.buffer;
    return new WipePlan(
        method.method(),
        rounds,
        run.verify == null ? VerifyMode.SAMPLE : run.verify,
        buffer == null ? ChunkStrategy.STANDARD : ChunkStrategy.BUFFER_OVERRIDE,
        buffer == null ? DEFAULT_BUFFER : buffer);
  }

  private Checkpoint begin(WipePlan plan, BlockDevice device) {
    SecureRandom random = new SecureRandom();
    String id = RunId.create(machine.clock(), random);
    Checkpoint begin = plan.begin(device, id, machine.clock().instant(), random);
    return run.samplePermille == null
        ? begin
        : Draft.of(begin).samples(Demand.sampling(begin, run.samplePermille)).checkpoint();
  }

  private void obtainConsent(WipePlan plan, Targets targets, Session session, Consent consent)
      throws CommandException, IOException {
    List<BlockDevice> all = targets.all().stream().map(Target::device).toList();
    List<BlockDevice> named = new ArrayList<>(all);
    named.addAll(targets.silent());
    consent.checkNames(named);
    for (BlockDevice device : all) {
      // Nobody consents to what was not shown, however quiet it is to be.
      boolean shown = consent.asks(device);
      List<String> sheet = sheet(plan, device, session.saved().givenUpBy(device));
      if (session.attendance().isGivenUp(device.path())) {
        continue;
      }
      sheet.forEach(shown ? machine.streams().err()::println : session::message);
      consent.require(device, question(device));
    }
  }

  private String question(BlockDevice device) {
    return "Everything on "
        + device.path()
        + " will be destroyed"
        + (pretest.of(device, run) ? ", beginning with a pretest that writes at three places" : "")
        + (reveal.isAsked() ? "; what it hides is given up for good (--reveal-hidden)." : ".");
  }

  private List<String> sheet(WipePlan plan, BlockDevice device, List<String> saved)
      throws IOException {
    List<String> lines = new ArrayList<>(new DeviceSheet(machine).lines(device));
    lines.addAll(PlanSheet.lines(plan, run.verify));
    lines.add(DeviceSheet.row("chunks", plan.strategy().id() + ", buffer size " + plan.buffer()));
    if (pretest.of(device, run)) {
      lines.add(DeviceSheet.row("pretest", PretestChoice.sheet(plan, device)));
    }
    for (int i = 0; i < saved.size(); i++) {
      lines.add(DeviceSheet.row(i == 0 ? "saved run" : "", saved.get(i)));
    }
    return lines;
  }

  /** A number of rounds. */
  static final class RoundsConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[1-9][0-9]?|100")) {
        throw new TypeConversionException("'" + text + "' is not a number from 1 to 100");
      }
      return Integer.valueOf(text);
    }
  }
}
