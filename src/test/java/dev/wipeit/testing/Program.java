package dev.wipeit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A command line of the packaged program, the file that the system property {@code wipeit.program}
 * names. It gets no input, its own empty state directory, and no block device but a {@link
 * LoopDevice} of this JVM. Whatever was started is killed at the end of the test.
 */
public final class Program {

  /**
   * A build in the background has its signals ignored, and what it starts inherits that: env(1) of
   * GNU undoes it.
   */
  private static final List<String> HEEDED = List.of("env", "--default-signal=HUP,INT,QUIT,TERM");

  private static final Duration USUAL_DEADLINE = Duration.ofSeconds(60);
  private static final Path NO_INPUT = Path.of("/dev/null");

  private final Path file;
  private final List<String> arguments;
  private final List<String> wrapper = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Path scratch;
  private List<String> state;
  private Path input = NO_INPUT;
  private Path folder;
  private Duration deadline = USUAL_DEADLINE;

  Program(Path file, List<String> arguments) throws IOException {
    this.file = file;
    this.arguments = List.copyOf(arguments);
    this.scratch = Scratch.folder("program");
    this.folder = Files.createDirectory(scratch.resolve("work"));
    this.state = List.of("--state-dir", scratch.resolve("state").toString());
    RunningProgram.deleteAtEndOfTest(scratch);
  }

  /** The program with these arguments; {@code --state-dir} is put behind them. */
  public static Program with(String... arguments) throws IOException {
    String file = System.getProperty("wipeit.program");
    Objects.requireNonNull(file, "the system property wipeit.program is set by failsafe");
    return new Program(Path.of(file), List.of(arguments));
  }

  /** Runs the program with these arguments to its end. */
  public static ProgramResult run(String first, String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return with(all.toArray(String[]::new)).run();
  }

  /** The state directory that it will get, if it was not told otherwise. */
  public Path stateDirectory() {
    return Path.of(state.get(1));
  }

  /** Uses this state directory, such as that of an earlier run. */
  public Program stateDirectory(Path directory) {
    state = List.of("--state-dir", directory.toString());
    return this;
  }

  /** Leaves the option {@code --state-dir} out. */
  public Program withoutStateDirectory() {
    state = List.of();
    return this;
  }

  public Program environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** What it can read from stdin before the end of it; without this stdin is /dev/null. */
  public Program input(String text) throws IOException {
    input = Files.writeString(scratch.resolve("input"), text);
    return this;
  }

  /** The working directory; without this an empty one. */
  public Program in(Path directory) {
    folder = directory;
    return this;
  }

  /** A command that is given the command line as its last arguments, such as strace or timeout. */
  public Program under(String... command) {
    wrapper.addAll(List.of(command));
    return this;
  }

  /** How long {@link #run()} waits; without this a minute. */
  public Program deadline(Duration time) {
    deadline = time;
    return this;
  }

  /** Runs it to its end; an {@link AssertionError} with all it wrote if that is not in time. */
  public ProgramResult run() throws IOException {
    try (RunningProgram running = start()) {
      return running.awaitExit(deadline);
    }
  }

  /** Starts it. */
  public RunningProgram start() throws IOException {
    return RunningProgram.start(builder(), Files.createTempDirectory(scratch, "run-"));
  }

  /** Starts it in a terminal of that size. */
  public Terminal inTerminal(int columns, int rows) throws IOException {
    return Terminal.start(columns, rows, builder());
  }

  private ProcessBuilder builder() throws IOException {
    DeviceArguments.check(arguments, folder);
    List<String> command = new ArrayList<>(HEEDED);
    command.addAll(wrapper);
    command.add(file.toString());
    command.addAll(arguments);
    command.addAll(arguments.contains("--state-dir") ? List.of() : state);
    ProcessBuilder builder = new ProcessBuilder(command);
    // What the developer has set is not to change what is tested.
    builder.environment().keySet().removeIf(name -> name.startsWith("WIPEIT_"));
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    // Nor what the machine is configured for.
    builder.environment().put("WIPEIT_CONFIG", "/dev/null");
    builder.environment().putAll(environment);
    return builder.directory(folder.toFile()).redirectInput(input.toFile());
  }
}
