package dev.wipeit.cli;

import dev.wipeit.history.History;
import dev.wipeit.history.Inspection;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code wipeit history check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description =
        "Verifies the chain of every journal, and the database; code 5 where something is wrong.")
final class HistoryCheckCommand implements Callable<Integer> {

  private final Machine machine;

  @Mixin private StateOptions state = new StateOptions();

  HistoryCheckCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws Exception {
    Inspection found;
    try (History history = RecordedRuns.require(machine, state)) {
      found = history.inspect();
    }
    PrintStream out = machine.streams().out();
    found.flaws().forEach(flaw -> out.println(HistoryTable.shown(flaw)));
    out.println(
        found.journals()
            + (found.journals() == 1 ? " journal with " : " journals with ")
            + found.lines()
            + " whole lines; "
            + (found.flaws().isEmpty() ? "nothing" : found.flaws().size())
            + " wrong.");
    return (found.flaws().isEmpty() ? ExitCode.OK : ExitCode.DIFFERS).code();
  }
}
