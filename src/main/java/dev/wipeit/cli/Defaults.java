package dev.wipeit.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Gives the options that a command line leaves out what the environment and the configuration file
 * set, and runs the command. Picocli's own provider of defaults is not used: it replaces variables
 * such as {@code ${sys:user.name}} in what it is given, and turns a switch off that is both set and
 * given.
 */
final class Defaults implements IExecutionStrategy {

  /** They do nothing that a default could change, or tell of the defaults themselves. */
  private static final Set<String> WITHOUT = Set.of("config", "demo", "help");

  private final Map<String, String> env;
  private final Consumer<String> notes;

  /**
   * @param env the environment
   * @param notes is told what is set and not heeded
   */
  Defaults(Map<String, String> env, Consumer<String> notes) {
    this.env = env;
    this.notes = notes;
  }

  @Override
  public int execute(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    boolean asksHelp = last.isUsageHelpRequested() || last.isVersionHelpRequested();
    if (!asksHelp && !WITHOUT.contains(last.commandSpec().name())) {
      Variables.notes(env).forEach(notes);
      apply(last, named(parsed.commandSpec()));
    }
    return new RunLast().execute(parsed);
  }

  /** The value of {@code --config}, which every command has of the first one. */
  static @Nullable Path named(CommandSpec root) {
    OptionSpec option = root.findOption("--config");
    return option == null ? null : option.getValue();
  }

  /**
   * Sets the options of a command that its command line leaves out.
   *
   * @param file the configuration file that it names, or null
   * @throws ParameterException with a {@link ConfigException} as its cause
   */
  void apply(ParseResult parsed, @Nullable Path file) {
    try {
      Configuration configuration = Configuration.of(env, file);
      for (Setting setting : Setting.values()) {
        List<Given> given = configuration.given(setting);
        if (!given.isEmpty() && isLeftOut(parsed, setting)) {
          parsed.commandSpec().findOption(setting.option()).setValue(given.get(0).value());
        }
      }
    } catch (ConfigException e) {
      throw new ParameterException(
          parsed.commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** Whether the command has the option, and the command line neither gives nor excludes it. */
  private static boolean isLeftOut(ParseResult parsed, Setting setting) {
    CommandSpec command = parsed.commandSpec();
    return setting.reaches(command.name())
        && command.findOption(setting.option()) != null
        && !parsed.hasMatchedOption(setting.option())
        && setting.excluded().stream().noneMatch(other -> parsed.hasMatchedOption(other.option()));
  }
}
