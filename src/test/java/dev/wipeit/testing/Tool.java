package dev.wipeit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program of this machine, such as gcc.
 *
 * @param command the program and its arguments
 * @param exitCode its exit code
 * @param output what it wrote to both streams
 */
public record Tool(List<String> command, int exitCode, String output) {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** Runs it to its end, without input; killed and an {@link IOException} after a minute. */
  public static Tool run(String... command) throws IOException {
    return run(DEADLINE, command);
  }

  /**
   * Runs it to its end, without input; killed and an {@link IOException} when it is not in time.
   */
  public static Tool run(Duration deadline, String... command) throws IOException {
    Path output = Files.createTempFile("wipeit-test-tool-", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(output.toFile())
              .start();
      return new Tool(
          List.of(command), exitCode(process, deadline, command), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }

  /** The same run if it succeeded, otherwise an {@link IOException} with its output. */
  public Tool succeeded() throws IOException {
    if (exitCode != 0) {
      throw new IOException(String.join(" ", command) + ": exit code " + exitCode + ": " + output);
    }
    return this;
  }

  private static int exitCode(Process process, Duration deadline, String... command)
      throws IOException {
    try {
      if (process.waitFor(deadline.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted: " + String.join(" ", command), e);
    }
    process.destroyForcibly();
    throw new IOException("not done within " + deadline + ": " + String.join(" ", command));
  }
}
