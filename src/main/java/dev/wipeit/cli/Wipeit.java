package dev.wipeit.cli;

import dev.wipeit.checkpoint.CheckpointException;
import dev.wipeit.checkpoint.StateDirectoryException;
import dev.wipeit.device.NoAnswerException;
import dev.wipeit.device.RefusedException;
import dev.wipeit.history.HistoryException;
import dev.wipeit.media.MediaException;
import dev.wipeit.media.UnsupportedModeException;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The program: a command line in, an exit code out. */
final class Wipeit {

  /** Every command, in the order in which help shows them. */
  static final Set<String> COMMANDS =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(
              List.of(
                  "wipe",
                  "resume",
                  "verify",
                  "list",
                  "status",
                  "history",
                  "certificate",
                  "methods",
                  "config",
                  "demo",
                  "help")));

  private final Machine machine;
  private final @Nullable Launcher launcher;

  Wipeit(Machine machine, @Nullable Launcher launcher) {
    this.machine = machine;
    this.launcher = launcher;
  }

  /** Runs a command line; nothing that the operator can do makes it throw. */
  ExitCode run(String... args) {
    String[] translated = Arguments.translate(args, COMMANDS);
    boolean one = translated.length > 0 && COMMANDS.contains(translated[0]) && !isHelp(translated);
    CommandLine line = commandLine(one ? Set.of(translated[0]) : COMMANDS, List.of(translated));
    int code = line.execute(translated);
    if (code == ExitCode.OK.code() && machine.streams().out().checkError()) {
      say("the result could not be written to standard output.");
      return ExitCode.ERROR;
    }
    for (ExitCode known : ExitCode.values()) {
      if (known.code() == code) {
        return known;
      }
    }
    return ExitCode.ERROR;
  }

  private static boolean isHelp(String[] args) {
    return args[0].equals("help");
  }

  /** The command line with all its commands. */
  CommandLine commandLine() {
    return commandLine(COMMANDS, List.of());
  }

  /** The command line with some of its commands: each costs time to build. */
  private CommandLine commandLine(Set<String> commands, List<String> args) {
    CommandLine commandLine = new CommandLine(new RootCommand(machine, launcher));
    for (String command : commands) {
      commandLine.addSubcommand(command(command, args));
    }
    commandLine.setOut(machine.streams().writer(machine.streams().out()));
    commandLine.setErr(machine.streams().writer(machine.streams().err()));
    commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    commandLine.setExpandAtFiles(false);
    commandLine.setUsageHelpAutoWidth(false);
    commandLine.setExecutionStrategy(new Defaults(machine.env(), note -> say("note: " + note)));
    commandLine.setParameterExceptionHandler(this::wrongUsage);
    commandLine.setExecutionExceptionHandler((e, line, parsed) -> ended(e, line.getCommand()));
    return commandLine;
  }

  private Object command(String name, List<String> args) {
    return switch (name) {
      case "wipe" -> new WipeCommand(machine, launcher);
      case "resume" -> new ResumeCommand(machine, launcher);
      case "verify" -> new VerifyCommand(machine, launcher);
      case "list" -> new ListCommand(machine, launcher);
      case "status" -> new StatusCommand(machine);
      case "history" -> HistoryCommand.line(machine, args);
      case "certificate" -> CertificateCommand.line(machine);
      case "methods" -> new MethodsCommand(machine);
      case "config" -> new ConfigCommand(machine);
      case "demo" -> new DemoCommand(machine);
      case "help" -> new CommandLine.HelpCommand();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private int wrongUsage(ParameterException e, String[] args) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    if (e.getCause() instanceof ConfigException configuration) {
      configuration.faults().forEach(this::say);
    } else {
      say(message(e));
    }
    say("see '" + command + " --help'. Nothing was written.");
    return ExitCode.USAGE.code();
  }

  private int ended(Exception e, Object command) {
    ExitCode code = failed(e);
    if (command instanceof OnDevices told && told.output().json) {
      machine
          .streams()
          .out()
          .println(Summary.refused(told.choice().devices(), code, e, machine.clock()));
    }
    return code.code();
  }

  private ExitCode failed(Exception e) {
    lines(e).forEach(this::say);
    return code(e);
  }

  /** What the operator is told of a failure. */
  static List<String> lines(Exception e) {
    if (e instanceof CommandException command) {
      return command.lines();
    }
    if (e instanceof RefusedException refused) {
      return Refusals.lines(refused);
    }
    return List.of(
        e instanceof IOException ? message(e) : "internal error, please report it: " + e);
  }

  /** The exit code of a failure that nobody has said anything else about. */
  static ExitCode code(Exception e) {
    if (e instanceof CommandException command) {
      return command.code();
    }
    if (e instanceof StateDirectoryException state) {
      return state.kind() == StateDirectoryException.Kind.REFUSED
          ? ExitCode.REFUSED
          : ExitCode.UNSAVED;
    }
    if (e instanceof CheckpointException checkpoint) {
      return switch (checkpoint.kind()) {
        case UNSAVED -> ExitCode.UNSAVED;
        case UNTRUSTED -> ExitCode.REFUSED;
        case DAMAGED, FOREIGN -> ExitCode.NOTHING_TO_RESUME;
      };
    }
    if (e instanceof RefusedException) {
      return ExitCode.REFUSED;
    }
    if (e instanceof NoAnswerException) {
      return ExitCode.GONE;
    }
    if (e instanceof HistoryException history) {
      return switch (history.kind()) {
        case UNTRUSTED -> ExitCode.REFUSED;
        case NO_SUCH_RUN -> ExitCode.USAGE;
        default -> ExitCode.ERROR;
      };
    }
    if (e instanceof MediaException media) {
      return media.kind() == MediaException.Kind.GONE ? ExitCode.GONE : ExitCode.ERROR;
    }
    return e instanceof UnsupportedModeException ? ExitCode.UNSUPPORTED : ExitCode.ERROR;
  }

  private static String message(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private void say(String line) {
    machine.streams().err().println("wipeit: " + line);
  }
}
