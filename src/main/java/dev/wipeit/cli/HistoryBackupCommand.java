package dev.wipeit.cli;

import dev.wipeit.history.History;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wipeit history backup}. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description =
        "Copies the database to a file that is not there yet; it may be in use meanwhile.")
final class HistoryBackupCommand implements Callable<Integer> {

  private final Machine machine;

  @Mixin private StateOptions state = new StateOptions();

  @Parameters(paramLabel = "FILE", description = "The file to be made.")
  private Path file = Path.of("");

  HistoryBackupCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws Exception {
    try (History history = RecordedRuns.require(machine, state)) {
      history.backup(file);
    }
    machine.streams().out().println("The history is in " + file + ".");
    return ExitCode.OK.code();
  }
}
