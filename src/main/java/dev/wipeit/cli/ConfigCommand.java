package dev.wipeit.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wipeit config}. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Every setting with its value and where that comes from: the environment, the configuration"
          + " file, or what is built in. An option on the command line goes before all of them.",
      ""
    })
final class ConfigCommand implements Callable<Integer> {

  private final Machine machine;

  @Spec private @Nullable CommandSpec command;

  @Option(names = "--json", description = "One JSON object per setting and line.")
  private boolean json;

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description = "Only say whether this file could be used, and what is wrong with it.")
  private @Nullable Path check;

  @Mixin private StateOptions state = new StateOptions();

  ConfigCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws CommandException {
    try {
      if (check != null) {
        ConfigFile file = ConfigFile.read(check, ConfigFile.effectiveUid());
        int settings = FileFaults.check(file).size();
        machine.streams().out().println(file.shown() + ": can be used, settings: " + settings);
        return ExitCode.OK.code();
      }
      Configuration configuration = Configuration.of(machine.env(), named());
      ConfigReport report = new ConfigReport(machine, configuration, state);
      if (json) {
        report.printJson();
      } else {
        report.print();
      }
      return report.code().code();
    } catch (ConfigException e) {
      throw new CommandException(ExitCode.USAGE, e.faults().toArray(String[]::new));
    }
  }

  private @Nullable Path named() {
    return command == null || command.root() == null ? null : Defaults.named(command.root());
  }
}
