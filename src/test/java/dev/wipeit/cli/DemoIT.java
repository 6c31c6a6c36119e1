package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newcomer's tour: needs neither root nor a disk, takes less than 20 s, leaves nothing. */
final class DemoIT {

  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Pattern FOLDER = Pattern.compile("The folder (\\S+) is removed again\\.");

  @Test
  void runsForRoot() throws IOException {
    shows(Program.with("demo").withoutStateDirectory());
  }

  /** As a shell starts what it has in the background. */
  @Test
  void runsWhereCtrlCIsIgnored() throws IOException {
    shows(
        Program.with("demo")
            .withoutStateDirectory()
            .under("sh", "-c", "trap '' INT; exec \"$0\" \"$@\""));
  }

  @Test
  void runsForAnOrdinaryUser(@TempDir Path folder) throws IOException {
    shows(new Nobody(folder).program("demo"));
    assertFalse(Files.exists(folder.resolve("home/state")), "no state but its own");
  }

  private static void shows(Program demo) throws IOException {
    long begin = System.nanoTime();
    ProgramResult result = demo.run().expectExit(0);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.compareTo(LONGEST) < 0, took + "\n" + result);
    List<String> out = result.outLines();
    assertTrue(result.out().contains("Exit code 130."), result.toString());
    assertTrue(out.contains("   393216 sectors hold a secret."), result.toString());
    assertTrue(out.contains("   0 sectors hold a secret."), result.toString());
    assertTrue(result.out().contains("   \"written\": "), result.toString());
    String readBack = "last: 192 MiB of the last pass read back, no difference";
    assertTrue(result.out().contains(readBack), result.toString());
    Matcher folder = FOLDER.matcher(result.out());
    assertTrue(folder.find(), result.toString());
    assertFalse(Files.exists(Path.of(folder.group(1))), folder.group());
  }
}
