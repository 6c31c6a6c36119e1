package dev.wipeit.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
final class ResumeCommand implements Callable<Integer>, TellsJson {

  private final Machine machine;
  private final @Nullable Launcher launcher;

  @Parameters(paramLabel = "DEVICE", arity = "0..*", description = "What to go on with.")
  private List<Path> devices = List.of();

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
      description = "Do not ask, with --from. The drive must then be named by --serial or by id.")
  private boolean yes;

  @Option(names = "--serial", paramLabel = "S", description = "The serial number, with --from.")
  private List<String> serials = List.of();

  @Mixin private StateOptions state = new StateOptions();

  @Mixin private OutputOptions output = new OutputOptions();

  ResumeCommand(Machine machine, @Nullable Launcher launcher) {
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
    Targets.requireStateElsewhere(machine, state.path(machine.env()), devices);
    Session session = Session.begin(machine, launcher, state.open(machine.env()), run, output);
    try {
      if (from != null) {
        Consent consent = new Consent(machine, yes, serials);
        return new TakeOver(machine, session, run, consent).of(from, devices).code();
      }
      return new Resumption(machine, session, run).of(devices).code();
    } finally {
      machine.signals().finished();
    }
  }
}
