package dev.wipeit.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wipeit status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = "The runs that are going on, in any process, or interrupted.")
final class StatusCommand implements Callable<Integer> {

  /** Clear the screen and go to its first column: console_codes(4). */
  private static final String CLEAR = "\u001b[H\u001b[2J";

  private static final long EVERY_MILLIS = 1000;

  private final Machine machine;

  @Mixin private StateOptions state = new StateOptions();

  @Option(names = "--json", description = "One JSON object per run and line.")
  private boolean json;

  @Option(names = "--follow", description = "Show it again every second, until Ctrl-C.")
  private boolean follow;

  StatusCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws Exception {
    StatusReport report = new StatusReport(machine);
    boolean clear = follow && !json && machine.kernel().isTerminal(1);
    do {
      machine.streams().out().print(clear ? CLEAR : "");
      report.print(state, json);
      machine.streams().out().flush();
      if (follow) {
        Thread.sleep(EVERY_MILLIS);
      }
    } while (follow && !machine.streams().out().checkError());
    return ExitCode.OK.code();
  }
}
