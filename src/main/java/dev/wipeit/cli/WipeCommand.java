package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.RunId;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteSize;
import dev.wipeit.wipe.Draft;
import dev.wipeit.wipe.WipePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
final class WipeCommand implements Callable<Integer>, TellsJson {

  private static final ByteSize DEFAULT_BUFFER = ByteSize.ofMebibytes(100);

  private final Machine machine;
  private final @Nullable Launcher launcher;

  @Parameters(
      paramLabel = "DEVICE",
      arity = "1..*",
      description = "What to wipe, such as /dev/sdb.")
  private List<Path> devices = List.of();

  @Mixin private MethodChoice choice = new MethodChoice();

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
          "Do not ask. A drive must then be named by --serial, or by its path in /dev/disk/by-id.")
  private boolean yes;

  @Option(
      names = "--serial",
      paramLabel = "S",
      description = "The serial number that a device must have; once for each device.")
  private List<String> serials = List.of();

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
  public boolean json() {
    return output.json;
  }

  @Override
  public List<Path> devices() {
    return devices;
  }

  @Override
  public Integer call() throws Exception {
    pretest.check(run);
    WipePlan plan = plan();
    Targets.requireStateElsewhere(machine, state.path(machine.env()), devices);
    Session session = Session.begin(machine, launcher, state.open(machine.env()), run, output);
    try (Targets targets =
        Targets.prepare(machine, session.state(), devices, imageFile, partition)) {
      obtainConsent(plan, targets, session);
      reveal.apply(machine, session, targets);
      return session
          .wipe(targets, device -> begin(plan, device), device -> pretest.of(device, run))
          .code();
    } finally {
      machine.signals().finished();
    }
  }

  private WipePlan plan() {
    ByteSize buffer = run.buffer;
    return new WipePlan(
        choice.method(),
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

  private void obtainConsent(WipePlan plan, Targets targets, Session session)
      throws CommandException, IOException {
    Consent consent = new Consent(machine, yes, serials);
    List<BlockDevice> all = targets.all().stream().map(Target::device).toList();
    consent.checkSerials(all);
    for (BlockDevice device : all) {
      // Nobody consents to what was not shown, however quiet it is to be.
      boolean shown = consent.asks(device);
      sheet(plan, device, session)
          .forEach(shown ? machine.streams().err()::println : session::message);
      consent.require(device, question(device));
    }
  }

  private String question(BlockDevice device) {
    return "Everything on "
        + device.path()
        + " will be destroyed"
        + (pretest.of(device, run)
            ? ", beginning with a pretest that writes at three places."
            : ".");
  }

  private List<String> sheet(WipePlan plan, BlockDevice device, Session session)
      throws IOException {
    List<String> lines = new ArrayList<>(new DeviceSheet(machine).lines(device));
    lines.addAll(PlanSheet.lines(plan, run.verify));
    lines.add(DeviceSheet.row("chunks", plan.strategy().id() + ", buffer size " + plan.buffer()));
    if (pretest.of(device, run)) {
      lines.add(DeviceSheet.row("pretest", PretestChoice.sheet(plan, device)));
    }
    List<String> saved = session.savedRunsOf(device);
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
