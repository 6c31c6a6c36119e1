package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wipeit resume [DEVICE...]}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    sortOptions = false,
    description = {
      "Goes on with interrupted runs: of the given devices, or of every attached device that a"
          + " saved run names by serial number, WWN or backing file, whatever its path is now.",
      "",
      "The device must be proven to be the same one: by its identity and size, and by blocks sampled"
          + " from the part already done. It never turns into a fresh wipe.",
      ""
    })
final class ResumeCommand implements Callable<Integer>, OnDevices {

  private final Machine machine;
  private final @Nullable Launcher launcher;

  @Mixin private DeviceChoice choice = new DeviceChoice();

  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "Take over a wipeit_progress.json of the predecessor for the one device given, whose"
              + " serial number and size must match; asks first, like wipe.")
  private @Nullable Path from;

  @Option(
      names = {"-y", "--yes"},
      description =
          "Do not ask, with --from. The drive must then be named by --serial, --wwn or by id.")
  private boolean yes;

  @Mixin private StateOptions state = new StateOptions();

  @Mixin private OutputOptions output = new OutputOptions();

  ResumeCommand(Machine machine, @Nullable Launcher launcher) {
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
    choice.check();
    if (launcher != null) {
      // Until there is something to save, whatever device is waited for.
      launcher.attach();
      machine.signals().endAtOnce();
    }
    Report report = new Report(machine, output);
    machine.kernel().patience().announce(report::silence);
    DeviceSearch search =
        new DeviceSearch(machine, choice, ExitCode.NOTHING_TO_RESUME, report::message);
    List<Path> paths = named(search);
    Targets.requireStateElsewhere(machine, state.path(machine.env()), paths);
    Session session = Session.begin(machine, state.open(machine.env()), run, output);
    try {
      if (from != null) {
        Consent consent = new Consent(machine, yes, Naming.of(choice));
        return new TakeOver(machine, session, run, consent).of(from, paths).code();
      }
      Resumption resumption = new Resumption(machine, session, run);
      return (paths.isEmpty() ? resumption.ofAttached(search, choice.expect) : resumption.of(paths))
          .code();
    } finally {
      machine.signals().finished();
    }
  }

  /** The devices that the command line names, by path or identity; none if it names none. */
  private List<Path> named(DeviceSearch search) throws CommandException, IOException {
    boolean isSelected = choice.selection != null && from == null;
    if (choice.isOpen() || isSelected) {
      return List.of();
    }
    List<Path> paths = search.find().paths();
    List<BlockDevice> devices = new ArrayList<>();
    for (Path path : paths) {
      devices.add(machine.devices().inspect(path, true));
    }
    List<String> unanswered = Naming.of(choice).unanswered(devices);
    if (!unanswered.isEmpty()) {
      throw new CommandException(
          ExitCode.NOTHING_TO_RESUME,
          "none of the devices has " + String.join(", ", unanswered),
          "  check the devices with 'wipeit list'",
          "Nothing was written.");
    }
    return paths;
  }
}
