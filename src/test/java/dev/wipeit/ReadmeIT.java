package dev.wipeit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The examples of README.md that are marked with {@code <!-- tested: NAME -->} in the line before
 * their block of {@code sh}. Each line is run as it is there, on a loop device in place of {@code
 * /dev/sdX}.
 */
final class ReadmeIT {

  private static final Pattern MARKED =
      Pattern.compile("<!-- tested: (\\S+) -->\\s*\\n```sh\\n(.*?)\\n```", Pattern.DOTALL);
  private static final Pattern MARK = Pattern.compile("<!-- tested:");

  private static final String SAMPLE =
      """
      <!-- tested: wipe -->
      ```sh
      # as root
      sudo wipeit wipe --method zero --yes /dev/sdX
      ```
      """;

  /** What is done with an example. */
  private interface Example {
    void run(List<String> lines) throws IOException;
  }

  private static final Map<String, Example> KNOWN =
      Map.of("wipe", ReadmeIT::wipesADevice, "list", ReadmeIT::runsAlone);

  /** An example. */
  private record Block(String name, List<String> lines) {}

  private static List<Block> blocks(String readme) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = MARKED.matcher(readme);
    while (matcher.find()) {
      List<String> lines =
          matcher
              .group(2)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .toList();
      blocks.add(new Block(matcher.group(1), lines));
    }
    assertEquals(
        MARK.matcher(readme).results().count(), blocks.size(), "a mark without a block of sh");
    return blocks;
  }

  private static void run(Block block) throws IOException {
    Example example = KNOWN.get(block.name());
    assertTrue(example != null, "no test knows the example '" + block.name() + "'");
    example.run(block.lines());
  }

  private static void wipesADevice(List<String> lines) throws IOException {
    try (LoopDevice device = LoopDevice.create(1 << 20)) {
      device.fill();
      for (String line : lines) {
        Program.with(arguments(line, device)).run().expectExit(0);
      }
      assertEquals(0, device.markerSectors());
    }
  }

  private static void runsAlone(List<String> lines) throws IOException {
    for (String line : lines) {
      Program.with(arguments(line, null)).run().expectExit(0);
    }
  }

  private static String[] arguments(String line, LoopDevice device) {
    String command = line.replaceFirst("\\s+#.*", "").replaceFirst("^sudo ", "");
    Matcher matcher = Pattern.compile("(?:target/)?wipeit(.*)").matcher(command);
    assertTrue(matcher.matches(), "not a command line of wipeit: " + line);
    String rest = matcher.group(1).strip();
    if (device != null) {
      rest = rest.replace("/dev/sdX", device.node().toString());
    }
    assertTrue(!rest.contains("/dev/sd"), "a real drive in: " + line);
    return rest.isEmpty() ? new String[0] : rest.split(" +");
  }

  @Test
  void anExampleIsRunAsItStands() throws IOException {
    List<Block> blocks = blocks(SAMPLE);
    assertEquals(1, blocks.size());
    assertEquals(List.of("sudo wipeit wipe --method zero --yes /dev/sdX"), blocks.get(0).lines());
    run(blocks.get(0));
  }

  @Test
  void anExampleThatNoTestKnowsFails() {
    Block unknown = blocks(SAMPLE.replace("wipe -->", "unknown -->")).get(0);
    boolean failed = false;
    try {
      run(unknown);
    } catch (AssertionError | IOException e) {
      failed = String.valueOf(e.getMessage()).contains("'unknown'");
    }
    assertTrue(failed);
  }

  @Test
  void aMarkWithoutItsBlockFails() {
    boolean failed = false;
    try {
      blocks("<!-- tested: wipe -->\n\nsome text\n");
    } catch (AssertionError e) {
      failed = true;
    }
    assertTrue(failed);
  }

  @TestFactory
  Stream<DynamicTest> theExamplesOfTheReadme() throws IOException {
    Path readme = Path.of(System.getProperty("wipeit.basedir", "."), "README.md");
    List<Block> blocks = Files.exists(readme) ? blocks(Files.readString(readme)) : List.of();
    return blocks.stream().map(block -> DynamicTest.dynamicTest(block.name(), () -> run(block)));
  }
}
