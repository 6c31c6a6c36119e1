package dev.wipeit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.sys.ErrnoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The processes of this same program that the demo runs, with a state directory of their own. */
final class DemoChild {

  private static final long PATIENCE_SECONDS = 15;
  private static final long LOOK_MILLIS = 20;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Machine machine;
  private final Path state;
  private volatile @Nullable Process last;

  DemoChild(Machine machine, Path folder) {
    this.machine = machine;
    this.state = folder.resolve("state");
  }

  Process start(String command, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(program());
    line.add(command);
    line.addAll(List.of("--state-dir", state.toString(), "--checkpoint-every", "8M"));
    line.addAll(List.of(arguments));
    machine
        .streams()
        .out()
        .println("   $ wipeit " + String.join(" ", line.subList(program().size(), line.size())));
    machine.streams().out().flush();
    if (Launcher.ignores("self", Launcher.SIGINT)) {
      // A shell has its background processes ignore Ctrl-C, and what they start does so too.
      line.addAll(0, List.of("env", "--default-signal=INT"));
    }
    ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
    // What the machine is configured for is not what the tour shows.
    Stream.of(Setting.values()).map(Setting::variable).forEach(builder.environment()::remove);
    builder.environment().put(Variables.CONFIG, ConfigFile.NOTHING.toString());
    Process process = builder.start();
    last = process;
    return process;
  }

  /** Ends the last one, if it has not ended, and waits for that. */
  void end() {
    Process process = last;
    if (process != null && process.isAlive()) {
      process.destroy();
      process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).handle((p, e) -> p).join();
    }
  }

  /** The file that this process was started from, or its class path. */
  private static List<String> program() {
    String launcher = System.getProperty("wipeit.launcher", "");
    if (!launcher.isEmpty()) {
      return List.of(launcher);
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName());
  }

  /** Ctrl-C, as kill(2), unless the process has ended by itself. */
  void interrupt(Process process) throws ErrnoException {
    if (!process.isAlive()) {
      return;
    }
    machine.kernel().kill(Math.toIntExact(process.pid()), Launcher.SIGINT);
  }

  /** Waits until the saved checkpoint says so much, or the process has ended. */
  void awaitPercent(Process process, double percent) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (process.isAlive() && System.nanoTime() - begin < PATIENCE_NANOS) {
      if (percent(checkpoint()) >= percent) {
        return;
      }
      process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private static double percent(String checkpoint) throws IOException {
    JsonNode state = new ObjectMapper().readTree(checkpoint);
    return state.path("progress_percent").asDouble(0);
  }

  /** The saved checkpoint, or nothing while there is none. */
  String checkpoint() throws IOException {
    Path progress = state.resolve("progress");
    if (!Files.isDirectory(progress)) {
      return "";
    }
    try (Stream<Path> files = Files.list(progress)) {
      for (Path file : files.toList()) {
        if (file.toString().endsWith(".json")) {
          return read(file);
        }
      }
    }
    return "";
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException replacedMeanwhile) {
      return "";
    }
  }
}
