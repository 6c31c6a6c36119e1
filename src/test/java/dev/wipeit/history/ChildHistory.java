package dev.wipeit.history;

import dev.wipeit.SuppressForbidden;
import dev.wipeit.checkpoint.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;

/** Another process that takes journals in. */
final class ChildHistory {

  private ChildHistory() {}

  /** Starts it; what it says goes to its standard output. */
  static Process start(String what, Path state) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            ChildHistory.class.getName(),
            what,
            state.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @SuppressForbidden("speaks to the test through its standard output")
  public static void main(String[] args) throws IOException {
    StateDirectory state = StateDirectory.open(Path.of(args[1]));
    System.out.println("begun");
    try (History history = Records.open(state, new ArrayList<>())) {
      if (args[0].equals("rebuild")) {
        history.rebuild();
      } else if (args[0].equals("compact")) {
        history.compact();
      }
    }
    System.out.println("done");
  }
}
