package dev.wipeit.cli;

import dev.wipeit.history.History;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code wipeit history compact}. */
@Command(
    name = "compact",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = "Compresses the journals of runs that are over; they can still be checked.")
final class HistoryCompactCommand implements Callable<Integer> {

  private final Machine machine;

  @Mixin private StateOptions state = new StateOptions();

  HistoryCompactCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws Exception {
    History.Compaction done;
    try (History history = RecordedRuns.require(machine, state)) {
      done = history.compact();
    }
    done.left().forEach(line -> machine.streams().err().println("wipeit: " + line));
    machine
        .streams()
        .out()
        .println(
            done.journals()
                + " journals compressed, "
                + done.before()
                + " bytes to "
                + done.after()
                + "; "
                + done.left().size()
                + " left as they are.");
    return (done.left().isEmpty() ? ExitCode.OK : ExitCode.DIFFERS).code();
  }
}
