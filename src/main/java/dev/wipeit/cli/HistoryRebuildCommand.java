package dev.wipeit.cli;

import dev.wipeit.history.History;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code wipeit history rebuild}. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description =
        "Makes the database anew from all journals, and archived checkpoints where there is none.")
final class HistoryRebuildCommand implements Callable<Integer> {

  private final Machine machine;

  @Mixin private StateOptions state = new StateOptions();

  HistoryRebuildCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws Exception {
    History.Rebuilt done;
    try (History history = RecordedRuns.require(machine, state)) {
      done = history.rebuild();
    }
    machine
        .streams()
        .out()
        .println(
            done.runs()
                + " runs with "
                + done.events()
                + " events; "
                + done.withoutJournal()
                + " of the runs have no journal, but a checkpoint in the archive.");
    return ExitCode.OK.code();
  }
}
