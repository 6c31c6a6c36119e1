package dev.wipeit.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small programs of this machine, run to their end. */
final class Tool {

  private static final List<String> FOLDERS = List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin");

  private Tool() {}

  /** The path of an installed program, or null. */
  static @Nullable Path find(String name) {
    for (String folder : FOLDERS) {
      Path path = Path.of(folder, name);
      if (Files.isExecutable(path)) {
        return path;
      }
    }
    return null;
  }

  /**
   * What a program writes, standard error included, without blanks at the ends.
   *
   * @throws IOException if it cannot be run or fails
   */
  static String output(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = end(process);
    if (code != 0) {
      throw new IOException(String.join(" ", command) + ": code " + code + ": " + output.strip());
    }
    return output.strip();
  }

  /** What a program writes, whatever its code: some fail when they are asked for help. */
  static String said(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    end(process);
    return output.strip();
  }

  /** Waits for the end of a process, however long. */
  static int end(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw new IOException("interrupted while waiting for " + process.info().command(), e);
    }
  }
}
