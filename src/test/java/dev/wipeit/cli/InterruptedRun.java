package dev.wipeit.cli;

import dev.wipeit.testing.Await;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Slow wipes of loop devices by the packaged program, and the checkpoints that they leave. */
final class InterruptedRun {

  static final Duration SOON = Duration.ofSeconds(30);

  private InterruptedRun() {}

  /** A wipe at 2 MiB a second that saves its progress every MiB; more options can follow. */
  static Program slow(LoopDevice device, String... more) throws IOException {
    return atRate("2M", device, more);
  }

  /** The same at another rate. */
  static Program atRate(String rate, LoopDevice device, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("wipe", device.node().toString(), "--yes"));
    arguments.addAll(List.of("--max-rate", rate, "-b", "1M", "--checkpoint-every", "1M"));
    arguments.addAll(List.of(more));
    return Program.with(arguments.toArray(String[]::new));
  }

  /** Starts it and returns when it has saved that something is done. */
  static RunningProgram started(Program program) throws IOException {
    RunningProgram running = program.start();
    awaitProgress(running, program.stateDirectory());
    return running;
  }

  static void awaitProgress(RunningProgram running, Path stateDirectory) throws IOException {
    Await.until(
        SOON,
        () -> "progress that is saved\n" + running.stderr(),
        () -> written(stateDirectory) > 0 && previousIsThere(stateDirectory));
  }

  /** Interrupts a wipe in the middle; its checkpoint and the one before it stay. */
  static Path checkpoint(LoopDevice device, Path stateDirectory) throws IOException {
    // So slow that a busy machine gets there in time.
    Program program = atRate("1M", device).stateDirectory(stateDirectory);
    try (RunningProgram running = started(program)) {
      running.signal("INT");
      running.awaitExit(SOON).expectExit(130);
    }
    return only(stateDirectory.resolve("progress"), "*.json");
  }

  /** What the checkpoint says, or 0 where there is none at the moment. */
  static long written(Path stateDirectory) throws IOException {
    if (Files.notExists(stateDirectory.resolve("progress"))) {
      return 0;
    }
    try {
      for (Path file : list(stateDirectory.resolve("progress"), "*.json")) {
        return number(file, "written");
      }
    } catch (NoSuchFileException beingReplaced) {
      return 0;
    }
    return 0;
  }

  /** A number of a checkpoint. */
  static long number(Path checkpoint, String key) throws IOException {
    for (String line : Files.readString(checkpoint).lines().toList()) {
      if (line.contains("\"" + key + "\": ")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new AssertionError("no " + key + " in " + checkpoint);
  }

  /** The one file of that form; an {@link AssertionError} if there is none, or more. */
  static Path only(Path folder, String glob) throws IOException {
    List<Path> files = list(folder, glob);
    if (files.size() != 1) {
      throw new AssertionError(glob + " in " + folder + ": " + files);
    }
    return files.get(0);
  }

  static List<Path> list(Path folder, String glob) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
      stream.forEach(files::add);
    }
    return files;
  }

  private static boolean previousIsThere(Path stateDirectory) throws IOException {
    return !list(stateDirectory.resolve("progress"), "*.json.previous").isEmpty();
  }
}
