package dev.wipeit.cli;

import dev.wipeit.history.History;
import dev.wipeit.history.Row;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wipeit history}. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = "The recorded runs, the latest first: finished, interrupted and going on.")
final class HistoryCommand implements Callable<Integer> {

  private final Machine machine;

  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Mixin private StateOptions state = new StateOptions();

  @Mixin private RunSelection selection = new RunSelection();

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "20",
      description = "The latest so many. Default: ${DEFAULT-VALUE}.")
  private long last;

  @Option(names = "--json", description = "One JSON object per run and line.")
  private boolean json;

  HistoryCommand(Machine machine) {
    this.machine = machine;
  }

  /**
   * The command with those of its own commands that a command line names; all where it names none.
   */
  static CommandLine line(Machine machine, List<String> args) {
    CommandLine line = new CommandLine(new HistoryCommand(machine));
    boolean asksForHelp =
        !args.contains("history")
            || args.contains("help")
            || args.contains("-h")
            || args.contains("--help");
    List<Object> commands =
        List.of(
            new HistoryShowCommand(machine),
            new HistoryExportCommand(machine),
            new HistoryPruneCommand(machine),
            new HistoryCompactCommand(machine),
            new HistoryCheckCommand(machine),
            new HistoryBackupCommand(machine),
            new HistoryRebuildCommand(machine));
    for (Object command : commands) {
      String name = command.getClass().getAnnotation(Command.class).name();
      // Each costs time to build.
      if (asksForHelp || args.contains(name)) {
        line.addSubcommand(command);
      }
    }
    return line;
  }

  @Override
  public Integer call() throws Exception {
    if (last < 1) {
      throw new ParameterException(spec.commandLine(), "--last must be 1 or more, not " + last);
    }
    Optional<History> opened = RecordedRuns.open(machine, state);
    List<Row> runs = List.of();
    if (opened.isPresent()) {
      try (History history = opened.get()) {
        runs = history.runs(selection.filter(machine.clock(), last));
      }
    }
    PrintStream out = machine.streams().out();
    if (json) {
      runs.forEach(run -> out.println(Json.line(HistoryJson.run(run))));
    } else {
      HistoryTable.lines(runs, HistoryTable.columns(machine), machine.streams().isUnicode())
          .forEach(out::println);
    }
    return ExitCode.OK.code();
  }
}
