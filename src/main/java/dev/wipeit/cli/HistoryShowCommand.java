package dev.wipeit.cli;

import dev.wipeit.history.History;
import dev.wipeit.history.RunStory;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wipeit history show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = "The whole story of one run.")
final class HistoryShowCommand implements Callable<Integer> {

  private final Machine machine;

  @Mixin private StateOptions state = new StateOptions();

  @Parameters(paramLabel = "ID", description = "The run id, or how it begins.")
  private String run = "";

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  HistoryShowCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws Exception {
    RunStory story;
    try (History history = RecordedRuns.require(machine, state)) {
      story = history.story(run);
    }
    PrintStream out = machine.streams().out();
    if (json) {
      out.println(Json.line(HistoryJson.story(story, true)));
    } else {
      int columns = Math.min(HistoryTable.columns(machine), 120);
      new StorySheet(story, columns, machine.streams().isUnicode()).lines().forEach(out::println);
    }
    return ExitCode.OK.code();
  }
}
