package dev.wipeit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.DeviceArguments;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Requires;
import dev.wipeit.testing.Scratch;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The examples of README.md that are marked with {@code <!-- tested: NAME -->} in the line before
 * their block of {@code sh}. Each block is run as it stands by {@code sh -eu}, in a folder of its
 * own that holds {@code disk.img}, with a loop device in place of {@code /dev/sdX}.
 */
final class ReadmeIT {

  private static final Pattern MARKED =
      Pattern.compile("<!-- tested: (\\S+) -->[ \\t]*\\n```sh\\n(.*?\\n)```", Pattern.DOTALL);
  private static final Pattern MARK = Pattern.compile("<!--\\s*tested");

  /** What ends a word of a shell. */
  private static final String BETWEEN_WORDS = "\\s;&|<>()'\"`";

  private static final Pattern DEVICE = Pattern.compile("/+dev\\b[^" + BETWEEN_WORDS + "]*");

  private static final String SERIAL = "README-81GYN";
  private static final int SECTOR = 512;
  private static final long IMAGE_BYTES = 64 << 20;
  private static final String CONTENT = "README-EXAMPLE/";

  /** More than the 64 MiB by which a run goes back, so that a part stays that nothing proves. */
  private static final long TAKEN_OVER_BYTES = 72 << 20;

  private static final long CLAIMED_BYTES = 70 << 20;
  private static final long UNPROVEN_BYTES = 6 << 20;

  private static final String SAMPLE =
      """
      <!-- tested: wipe-loop -->
      ```sh
      # as root
      sudo wipeit wipe --method zero --yes /dev/sdX
      ```
      """;

  /** Gives a device a serial number for one command, in a mount namespace that ends with it. */
  private static final String WITH_SERIAL =
      """
      machine=$1 number=$2 serial=$3
      shift 3
      [ "$(readlink /proc/self/ns/mnt)" != "$machine" ]
      mount -t tmpfs wipeit-test /run
      mkdir -p /run/udev/data
      echo "E:ID_SERIAL_SHORT=$serial" >"/run/udev/data/b$number"
      exec "$@"
      """;

  /** What is done with an example: it is run and what it has done is looked at. */
  private interface Example {
    void run(Block block) throws IOException;
  }

  private final Map<String, Example> known =
      Map.ofEntries(
          entry("list", block -> runsAlone(block, "")),
          entry("status", block -> runsAlone(block, "")),
          entry("history", block -> runsAlone(block, "")),
          entry("methods", block -> runsAlone(block, "(?s).*random.*zero.*one.*")),
          entry("wipe-loop", this::wipesADevice),
          entry("wipe-zero", this::writesZeros),
          entry("serial-wipe", this::wipesBySerial),
          entry("serial-take-over", this::takesOver),
          entry("wipe-image", block -> wipesTheImage(block, "")),
          entry("resume-image", block -> wipesTheImage(block, "(?s).*stopped with code 130\n.*")),
          entry("json-exit-code", block -> wipesTheImage(block, RESULT_LINE)));

  private static final String RESULT_LINE =
      "\\{\"type\":\"result\",.*\"exit_code\":0,.*}\nwiped and verified\n";

  private final Path folder = Scratch.folder("readme");

  ReadmeIT() throws IOException {}

  @AfterEach
  void deletes() throws IOException {
    Scratch.delete(folder);
  }

  /**
   * An example.
   *
   * @param name what its mark says
   * @param script its lines, each with its end
   */
  private record Block(String name, String script) {}

  private static List<Block> blocks(String readme) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = MARKED.matcher(readme);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    assertEquals(
        MARK.matcher(readme).results().count(), blocks.size(), "a mark without a block of sh");
    return blocks;
  }

  private void run(Block block) throws IOException {
    Example example = known.get(block.name());
    assertTrue(example != null, "no test knows the example '" + block.name() + "'");
    example.run(block);
  }

  private void runsAlone(Block block, String said) throws IOException {
    expectOutput(run(block, "", List.of()), said);
  }

  private void wipesADevice(Block block) throws IOException {
    try (LoopDevice device = filled(8 << 20)) {
      run(block, device.node().toString(), List.of());
      assertEquals(0, device.markerSectors());
    }
  }

  private void writesZeros(Block block) throws IOException {
    int bytes = 8 << 20;
    try (LoopDevice device = filled(bytes)) {
      run(block, device.node().toString(), List.of());
      assertArrayEquals(new byte[bytes], device.read(0, bytes));
    }
  }

  private void wipesBySerial(Block block) throws IOException {
    try (LoopDevice device = filled(8 << 20)) {
      runWithSerial(block, device);
      assertEquals(0, device.markerSectors());
    }
  }

  private void takesOver(Block block) throws IOException {
    try (LoopDevice device = filled(TAKEN_OVER_BYTES)) {
      Files.writeString(work(block).resolve("wipeit_progress.json"), progressOfThePredecessor());
      ProgramResult result = runWithSerial(block, device);
      assertTrue(result.out().contains("written by a predecessor"), result::toString);
      assertEquals(UNPROVEN_BYTES / SECTOR, device.markerSectors());
    }
  }

  private void wipesTheImage(Block block, String said) throws IOException {
    Path image = work(block).resolve("disk.img");
    byte[] sector = CONTENT.repeat(SECTOR).substring(0, SECTOR).getBytes(ISO_8859_1);
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(image), 1 << 20)) {
      for (long offset = 0; offset < IMAGE_BYTES; offset += SECTOR) {
        stream.write(sector);
      }
    }
    expectOutput(run(block, "", List.of()), said);
    assertEquals(IMAGE_BYTES, Files.size(image));
    assertEquals(0, sectorsWithContent(image));
  }

  private static long sectorsWithContent(Path image) throws IOException {
    long found = 0;
    try (InputStream stream = Files.newInputStream(image)) {
      for (long offset = 0; offset < IMAGE_BYTES; offset += 1 << 20) {
        String chunk = new String(stream.readNBytes(1 << 20), ISO_8859_1);
        for (int start = 0; start < chunk.length(); start += SECTOR) {
          found += chunk.substring(start, start + SECTOR).contains(CONTENT) ? 1 : 0;
        }
      }
    }
    return found;
  }

  private static LoopDevice filled(long bytes) throws IOException {
    LoopDevice device = LoopDevice.create(bytes);
    device.fill();
    return device;
  }

  private static String progressOfThePredecessor() {
    return """
    {"device": "/dev/some-disk", "written": %d, "total_size": %d, "progress_percent": 97.2222,
     "chunk_size": 1048576, "timestamp": 1760224401.25, "pretest_results": null,
     "device_id": {"serial": "%s", "model": "Hitachi", "size": %d}, "algorithm": "standard",
     "version": 2}
    """
        .formatted(CLAIMED_BYTES, TAKEN_OVER_BYTES, SERIAL, TAKEN_OVER_BYTES);
  }

  private ProgramResult runWithSerial(Block block, LoopDevice device) throws IOException {
    Requires.mountNamespace();
    String number = "7:" + device.name().substring("loop".length());
    List<String> wrapper = new ArrayList<>();
    wrapper.addAll(List.of("unshare", "--mount", "--propagation", "private", "sh", "-eu"));
    wrapper.add(Files.writeString(folder.resolve("with-serial.sh"), WITH_SERIAL).toString());
    wrapper.add(Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")).toString());
    wrapper.addAll(List.of(number, SERIAL));
    ProgramResult result = run(block, device.node().toString(), wrapper);
    Path outside = Path.of("/run/udev/data/b" + number);
    assertFalse(
        Files.exists(outside) && Files.readString(outside).contains(SERIAL), outside::toString);
    return result;
  }

  /**
   * Runs a block to its end, which must be a success.
   *
   * @param node of the device; empty where the example has none
   * @param wrapper a command that is given the shell's command line
   */
  private ProgramResult run(Block block, String node, List<String> wrapper) throws IOException {
    String script = replaced(block, node);
    Path file = Files.writeString(folder.resolve(block.name() + ".sh"), script);
    Path state = folder.resolve(block.name() + ".state");
    List<String> shell = new ArrayList<>(wrapper);
    shell.addAll(List.of("sh", "-eu", file.toString()));
    Program program = Program.with().withoutStateDirectory().in(work(block));
    ProgramResult result =
        program
            .environment("WIPEIT_STATE_DIR", state.toString())
            .environment("PATH", commands() + ":" + System.getenv("PATH"))
            .under(shell.toArray(String[]::new))
            .run()
            .expectExit(0);
    assertEquals(script.contains("--yes"), Files.exists(state), "the state is at " + state);
    return result;
  }

  /** The block with what it stands for; no other device is named in it. */
  private String replaced(Block block, String node) throws IOException {
    String script = block.script().replaceAll("\\bSERIAL\\b", SERIAL);
    script = node.isEmpty() ? script : script.replace("/dev/sdX", node);
    List<String> others =
        DEVICE.matcher(script).results().map(match -> match.group()).sorted().distinct().toList();
    assertTrue(List.of("/dev/null", node).containsAll(others), "another device among " + others);
    DeviceArguments.check(List.of(script.split("[" + BETWEEN_WORDS + "]+")), work(block));
    return script;
  }

  /** The folder that a block is run in. */
  private Path work(Block block) throws IOException {
    return Files.createDirectories(folder.resolve(block.name()));
  }

  /** A folder with the commands of the examples: this program, and sudo that has nothing to do. */
  private Path commands() throws IOException {
    Path commands = Files.createDirectories(folder.resolve("bin"));
    Path program = Path.of(System.getProperty("wipeit.program", "")).toAbsolutePath();
    command(commands.resolve("wipeit"), "exec '" + program + "' \"$@\"");
    command(commands.resolve("sudo"), "exec \"$@\"");
    return commands;
  }

  private static void command(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void expectOutput(ProgramResult result, String regex) {
    assertTrue(regex.isEmpty() || result.out().matches(regex), () -> regex + "\n" + result);
  }

  @Test
  void anExampleIsRunAsItStands() throws IOException {
    List<Block> blocks = blocks(SAMPLE);
    assertEquals(1, blocks.size());
    String script = "# as root\nsudo wipeit wipe --method zero --yes /dev/sdX\n";
    assertEquals(script, blocks.get(0).script());
    run(blocks.get(0));
  }

  @Test
  void anExampleThatNoTestKnowsFails() {
    Block unknown = blocks(SAMPLE.replace("wipe-loop", "unknown")).get(0);
    AssertionError error = assertThrows(AssertionError.class, () -> run(unknown));
    assertTrue(error.getMessage().contains("'unknown'"), error::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n\nsome text\n", "\n\n```sh\nls\n```\n", "\n```\nls\n```\n"})
  void aMarkWithoutItsBlockFails(String after) {
    assertThrows(AssertionError.class, () -> blocks("<!-- tested: wipe-loop -->" + after));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/sdX", "/dev/sdb", "//dev/vdz", "cd /dev", "/dev/disk/by-id/x"})
  void anExampleThatNamesAnotherDeviceIsNotRun(String other) {
    Block block = new Block("list", "wipeit list " + other + "\n");
    AssertionError error = assertThrows(AssertionError.class, () -> run(block));
    assertTrue(error.getMessage().contains("another device"), error::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 3", "false; true", "echo $unset", "wipeit wipe --yes missing.img"})
  void anExampleThatFailsIsAFailure(String line) {
    Block block = new Block("list", line + "\n");
    AssertionError error = assertThrows(AssertionError.class, () -> run(block));
    assertTrue(error.getMessage().contains("exit code"), error::toString);
  }

  @Test
  void everyKnownExampleIsInTheReadmeOnce() throws IOException {
    List<String> names = blocks(readme()).stream().map(Block::name).sorted().toList();
    assertEquals(List.copyOf(new TreeSet<>(known.keySet())), names);
  }

  @TestFactory
  Stream<DynamicTest> theExamplesOfTheReadme() throws IOException {
    return blocks(readme()).stream()
        .map(block -> DynamicTest.dynamicTest(block.name(), () -> run(block)));
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of(System.getProperty("wipeit.basedir", "."), "README.md"));
  }
}
