package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user who may have so many threads and no more, with each number of them: whatever ends for want
 * of one says what it has written.
 */
@Tag("concurrent")
final class ExhaustionIT {

  private static final int SIZE = 8 << 20;

  /** Java alone has more than the first, a wipe fewer than the last, on any machine. */
  private static final int FEWEST = 10;

  private static final int MOST = 60;

  @Test
  void whatHasBegunIsNotSaidNotToHave(@TempDir Path folder) throws IOException {
    Requires.tool("prlimit");
    Nobody nobody = new Nobody(folder);
    Path image = nobody.own(Files.createFile(folder.resolve("image")));
    SortedSet<String> ends = new TreeSet<>();
    boolean wiped = false;
    for (int threads = FEWEST; threads < MOST && !wiped; threads++) {
      byte[] before = new byte[SIZE];
      Arrays.fill(before, (byte) 'x');
      Files.write(image, before);
      ProgramResult result = limited(nobody, threads, "wipe", "--yes", "-m", "one", image).run();
      boolean touched = !Arrays.equals(before, Files.readAllBytes(image));
      wiped = result.exitCode() == 0;
      String all = "with " + threads + " threads: " + result;
      assertEquals(wiped ? 0 : 1, result.exitCode(), all);
      assertFalse(result.err().contains("\tat dev.wipeit"), all);
      if (touched) {
        assertFalse(result.out().contains("\"result\":\"not-begun\""), all);
        assertFalse(result.err().contains("nothing was written"), all);
        assertTrue(result.out().contains("\"exit_code\""), all);
      }
      if (touched && !wiped) {
        ends.add("touched");
        assertTrue(result.err().contains("ulimit") || result.out().contains("ulimit"), all);
        nobody.program("resume", image.toString()).run().expectExit(0);
        assertOnes(image);
      }
    }
    assertTrue(wiped, "no number was enough");
    assertEquals("[touched]", ends.toString(), "no run ended for want of a thread");
  }

  private static Program limited(
      Nobody nobody, int threads, String command, String yes, String m, String method, Path image)
      throws IOException {
    return nobody
        .program(command, yes, m, method, "--json", "--image-file", image.toString())
        .under("prlimit", "--nproc=" + threads);
  }

  private static void assertOnes(Path image) throws IOException {
    for (byte b : Files.readAllBytes(image)) {
      assertEquals(-1, b);
    }
  }
}
