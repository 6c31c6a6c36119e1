package dev.wipeit.cli;

import dev.wipeit.method.Pass;
import dev.wipeit.method.WipeMethod;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wipeit methods}. */
@Command(
    name = "methods",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = "The methods with their passes.")
final class MethodsCommand implements Callable<Integer> {

  private final Machine machine;

  @Option(names = "--json", description = "One JSON object per line.")
  private boolean json;

  MethodsCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() {
    PrintStream out = machine.streams().out();
    for (WipeMethod method : WipeMethod.ALL) {
      List<String> passes = method.passes().stream().map(Pass::toString).toList();
      if (json) {
        out.println(
            Json.line(
                Json.object(
                    "type", "method",
                    "id", method.id(),
                    "title", method.title(),
                    "passes", passes,
                    "source", method.source())));
      } else {
        out.println(String.format(Locale.ROOT, "%-10s%s", method.id(), method.title()));
        out.println("          passes: " + String.join(", ", passes));
        out.println("          source: " + method.source());
      }
    }
    return ExitCode.OK.code();
  }
}
