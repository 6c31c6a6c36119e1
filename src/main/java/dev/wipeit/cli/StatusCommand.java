package dev.wipeit.cli;

import dev.wipeit.view.HostRuns;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

  private final Machine machine;

  @Mixin private StateOptions state = new StateOptions();

  @Option(names = "--json", description = "One JSON object per run and line.")
  private boolean json;

  @Option(
      names = "--follow",
      description =
          "Stay, and show each change: on a terminal the whole screen is used (? is help, q leaves);"
              + " else a line per change.")
  private boolean follow;

  @Option(names = "--plain", description = "With --follow: lines in place of the whole screen.")
  private boolean plain;

  @Option(
      names = "--serve",
      arity = "0..1",
      paramLabel = "ADDRESS[:PORT]",
      fallbackValue = ServeAddress.USUAL,
      description =
          "Show them on a web page, until Ctrl-C. Without an address only to this machine, at"
              + " ${FALLBACK-VALUE}; to others only with the token that is told.")
  private @Nullable String serve;

  StatusCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws Exception {
    if (serve != null) {
      return new StatusPage(machine).serve(runs(), ServeAddress.parse(serve)).code();
    }
    if (!follow) {
      new StatusReport(machine).print(state, json);
      return ExitCode.OK.code();
    }
    if (json) {
      new StatusLines(machine, new StatusJsonLines(machine.streams().out())).follow(runs());
      return ExitCode.OK.code();
    }
    if (canUseTheScreen()) {
      return new StatusScreen(machine).show(runs()).code();
    }
    new StatusLines(machine, new StatusPlainLines(machine)).follow(runs());
    return ExitCode.OK.code();
  }

  private HostRuns runs() {
    return new HostRuns(state.path(machine.env()), machine.roots(), machine.clock());
  }

  private boolean canUseTheScreen() {
    String type = machine.env().getOrDefault("TERM", "");
    return !plain
        && !type.isEmpty()
        && !type.equals("dumb")
        && machine.kernel().isTerminal(0)
        && machine.kernel().isTerminal(1);
  }
}
