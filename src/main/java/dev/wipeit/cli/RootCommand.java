package dev.wipeit.cli;

import dev.wipeit.checkpoint.CheckpointException;
import dev.wipeit.checkpoint.StateDirectoryException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code wipeit} alone: the runs that wait to be gone on with, then the disks. */
@Command(
    name = "wipeit",
    versionProvider = BuildVersion.class,
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "wipeit DEVICE...            the same as wipeit wipe DEVICE...",
      "       wipeit COMMAND [OPTIONS] [ARGUMENTS]"
    },
    description = {
      "",
      "Overwrites whole drives so that nothing can be read back, proves that it did, and goes on"
          + " after anything: Ctrl-C, kill -9, a power cut, a pulled cable.",
      "",
      "Without arguments it shows the runs that can be resumed, and the disks. The spellings"
          + " 'wipeit --list' and 'wipeit --resume [DEVICE]' are understood too.",
      ""
    },
    commandListHeading = "%nCommands ('wipeit COMMAND --help' tells more):%n",
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  every device wiped, and verified as asked",
      "  1  stopped by an error; what was saved is said",
      "  2  the command line is wrong",
      "  3  refused, or no consent; nothing was written",
      "  4  finished, but some sectors could not be written",
      "  5  verification found bytes that differ",
      "  6  the device went away, or was given up (--stall-timeout); resumable",
      "  7  nothing to resume, or not provably the same device; nothing was written",
      "  8  the device does not support what was asked; nothing was written",
      "  9  progress could not be saved",
      "  129, 130, 143  stopped by SIGHUP, SIGINT (Ctrl-C), SIGTERM; progress saved"
    })
final class RootCommand implements Callable<Integer> {

  private final Machine machine;
  private final @Nullable Launcher launcher;

  @Mixin private StateOptions state = new StateOptions();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "Take defaults from this file. Default: /etc/wipeit.toml, if there is one; /dev/null for"
              + " none. See 'wipeit config'.")
  @Nullable Path config;

  @Option(
      names = {"-v", "-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  boolean version;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  boolean help;

  RootCommand(Machine machine, @Nullable Launcher launcher) {
    this.machine = machine;
    this.launcher = launcher;
  }

  @Override
  public Integer call() throws Exception {
    if (launcher != null) {
      launcher.attach();
      machine.signals().endAtOnce();
    }
    try {
      new StatusReport(machine).print(state, false);
    } catch (StateDirectoryException | CheckpointException e) {
      // The disks are no less true for it.
      machine.streams().err().println("wipeit: saved runs cannot be told: " + e.getMessage());
    }
    machine.streams().out().println();
    new DiskReport(machine, state.path(machine.env())).print(false, false);
    return ExitCode.OK.code();
  }
}
