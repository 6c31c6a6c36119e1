package dev.wipeit.checkpoint;

import dev.wipeit.SuppressForbidden;
import java.io.IOException;
import java.nio.file.Path;

/** Another process that works on a state directory. */
@SuppressWarnings("try") // A lock is held, not used.
final class ChildJvm {

  private ChildJvm() {}

  /** Starts it; its standard output and input are pipes. */
  static Process run(String umask, String what, Path stateDirectory) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String script =
        "umask "
            + umask
            + "; exec \"$0\" -Xmx64m -XX:TieredStopAtLevel=1 -XX:-UsePerfData"
            + " -cp \"$1\" \"$2\" \"$3\" \"$4\"";
    return new ProcessBuilder(
            "sh",
            "-c",
            script,
            java,
            System.getProperty("java.class.path"),
            ChildJvm.class.getName(),
            what,
            stateDirectory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @SuppressForbidden("speaks to the test through its standard output")
  public static void main(String[] args) throws IOException {
    StateDirectory directory = StateDirectory.open(Path.of(args[1]));
    try (DeviceLock lock = DeviceLock.acquire(directory, "k")) {
      if (args[0].equals("save")) {
        CheckpointStore store = new CheckpointStore(directory);
        store.save("k", Samples.at(1));
        store.save("k", Samples.at(2));
      } else {
        System.out.println("locked");
        // Holds the lock until the test closes the pipe.
        System.in.read();
      }
    }
  }
}
