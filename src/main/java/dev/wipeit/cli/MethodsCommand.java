package dev.wipeit.cli;

import dev.wipeit.method.Pass;
import dev.wipeit.method.Standing;
import dev.wipeit.method.Step;
import dev.wipeit.method.Template;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.method.WipeMethod;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wipeit methods}. */
@Command(
    name = "methods",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = "The methods with their passes, and which of them are history.")
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
    if (json) {
      WipeMethod.ALL.forEach(method -> out.println(json(method)));
      // Its passes are not known before they are given.
      out.println(json(WipeMethod.custom(List.of(Pass.random())), null, null));
    } else {
      table(out);
    }
    return ExitCode.OK.code();
  }

  private static void table(PrintStream out) {
    out.println("For today:");
    group(out, Standing.TODAY);
    out.println(row(WipeMethod.CUSTOM, "-", "", "those of --passes, such as random,00,ff,924924"));
    out.println();
    out.println("History: for rules that still name them. They reach no sector that 'random'");
    out.println("does not reach, and take as many times longer as they have passes.");
    group(out, Standing.HISTORY);
    out.println();
    out.println("random: a keystream of AES-256-CTR, each pass under its own key.");
    out.println(
        "c, c1...: one random byte all over the device, drawn per run; ~c: its complement.");
    out.println("All passes one by one: wipeit methods --json, and docs/methods.md.");
    out.println("verify: the least that is read back, whatever --verify says.");
    out.println("On an SSD or other flash: the drive's own sanitize command first.");
  }

  private static void group(PrintStream out, Standing standing) {
    out.println();
    out.println(row("ID", "PASSES", "VERIFY", "WHAT IS WRITTEN"));
    for (WipeMethod method : WipeMethod.ALL) {
      if (method.standing() == standing) {
        String verify = method.demands() == VerifyMode.NONE ? "" : method.demands().id();
        String passes = PassesText.of(method.template());
        out.println(row(method.id(), "" + method.passesPerRound(), verify, passes));
        out.println("    source: " + method.source());
        if (method.variant() != null) {
          out.println("    variant: " + method.variant());
        }
      }
    }
  }

  private static String row(String id, String passes, String verify, String text) {
    return String.format(Locale.ROOT, "%-18s %6s  %-6s  %s", id, passes, verify, text);
  }

  private static String json(WipeMethod method) {
    Template template = method.template();
    List<String> passes = template.steps().stream().map(Step::toString).toList();
    return json(
        method,
        passes,
        template.isShuffled() ? List.of(template.shuffledFrom(), template.shuffledTo()) : null);
  }

  private static String json(
      WipeMethod method, @Nullable List<String> passes, @Nullable List<Integer> shuffled) {
    return Json.line(
        Json.object(
            "type", "method",
            "id", method.id(),
            "title", method.title(),
            "passes", passes,
            "passes_per_round", passes == null ? null : passes.size(),
            "shuffled", shuffled,
            "demands_verify", method.demands().id(),
            "source", method.source(),
            "variant", method.variant(),
            "status", method.standing().id()));
  }
}
