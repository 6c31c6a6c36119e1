package dev.wipeit.cli;

import dev.wipeit.history.History;
import dev.wipeit.history.Row;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wipeit history prune}. */
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = "Removes runs that are over, with their journals.")
final class HistoryPruneCommand implements Callable<Integer> {

  private final Machine machine;

  @Mixin private StateOptions state = new StateOptions();

  @Option(
      names = "--older-than",
      paramLabel = "WHEN",
      required = true,
      converter = Moment.Converter.class,
      description = "Those that ended before: a date, or how long ago, such as 90d.")
  private @Nullable Moment olderThan;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  HistoryPruneCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws Exception {
    Moment before = olderThan == null ? Moment.NEVER : olderThan;
    try (History history = RecordedRuns.require(machine, state)) {
      List<String> runs = history.over(before.instant(machine.clock()));
      if (!runs.isEmpty()) {
        requireConsent(runs);
      }
      PrintStream out = machine.streams().out();
      for (String id : runs) {
        Row run = history.run(id);
        history.prune(id);
        out.println(
            "removed "
                + run.text("run")
                + "  "
                + HistoryTable.shown(run.text("device"))
                + "  "
                + HistoryTable.shown(run.text("result")));
      }
      out.println(runs.size() + (runs.size() == 1 ? " run removed." : " runs removed."));
    }
    return ExitCode.OK.code();
  }

  private void requireConsent(List<String> runs) throws IOException, CommandException {
    if (yes) {
      return;
    }
    if (!machine.canAsk()) {
      throw new CommandException(
          ExitCode.REFUSED,
          runs.size() + " runs would be removed, and there is no terminal to ask on",
          "give --yes if that is meant; nothing was removed.");
    }
    machine.streams().err().print("Remove the record of " + runs.size() + " runs for good? [y/N] ");
    machine.streams().err().flush();
    @Nullable String answer = machine.streams().in().readLine();
    if (answer == null || !answer.strip().equalsIgnoreCase("y")) {
      throw new CommandException(ExitCode.REFUSED, "nothing was removed.");
    }
  }
}
