package dev.wipeit.cli;

import dev.wipeit.method.Pass;
import dev.wipeit.method.WipeMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is written: a method by its id, or passes of the operator's own. */
final class MethodChoice {

  private static final String OPTION = "--method";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = {"-m", OPTION},
      paramLabel = "ID",
      defaultValue = "random",
      converter = MethodId.class,
      description =
          "What is written, see 'wipeit methods': random, zero, one, nist-clear, gutmann, ..."
              + " Default: ${DEFAULT-VALUE}.")
  private String id = "random";

  @Option(
      names = "--passes",
      paramLabel = "LIST",
      converter = PassListConverter.class,
      description =
          "Passes of your own instead of a method's: 'random', or 1 to 16 bytes in hexadecimal,"
              + " separated by commas, such as random,00,ff,924924.")
  private @Nullable List<Pass> passes;

  /**
   * The method of the command line.
   *
   * @throws ParameterException if both a method and passes are given, or custom without passes
   */
  WipeMethod method() {
    if (passes == null) {
      return WipeMethod.find(id).orElseThrow(() -> wrong("-m custom needs --passes LIST"));
    }
    if (isGiven() && !id.equals(WipeMethod.CUSTOM)) {
      throw wrong("--passes is a method of its own: leave out -m " + id + ", or give -m custom");
    }
    return WipeMethod.custom(passes);
  }

  /** Whether the command line gives it; a default of the machine gives way to passes. */
  private boolean isGiven() {
    return spec().commandLine().getParseResult().hasMatchedOption(OPTION);
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec().commandLine(), what);
  }

  private CommandSpec spec() {
    if (command == null) {
      throw new IllegalStateException("picocli has not set the command");
    }
    return command;
  }
}
