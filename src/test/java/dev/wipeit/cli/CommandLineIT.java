package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Requires;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line understands, and what it answers where nothing is to be written. */
final class CommandLineIT {

  private static final long MIB = 1 << 20;

  private static String version() {
    return "wipeit " + System.getProperty("wipeit.version", "0.1.0");
  }

  private static ProgramResult bare(String... arguments) throws IOException {
    return Program.with(arguments).withoutStateDirectory().run();
  }

  @ParameterizedTest
  @CsvSource({
    "'', list status resume wipe methods demo --help --version --resume --list 130",
    "wipe, --method --rounds --verify --yes --serial --image-file --partition --io",
    "wipe, --checkpoint-every --state-dir --json --quiet --plain -m -y -q --max-rate",
    "wipe, -b --buffer-size --force-buffer-size --skip-pretest",
    "resume, -b --verify --io --checkpoint-every --max-rate --from --yes --serial --state-dir",
    "list, --verbose --all --json --state-dir",
    "status, --json --follow --state-dir",
    "methods, --json",
    "demo, --help --version"
  })
  void helpNamesEveryOption(String command, String words) throws IOException {
    ProgramResult help =
        (command.isEmpty() ? bare("--help") : bare(command, "--help")).expectExit(0);
    for (String word : words.split(" ")) {
      assertTrue(help.out().contains(word), word + " in\n" + help);
    }
    assertEquals("", help.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-v", "-V", "wipe --version", "list --version"})
  void tellsTheVersionOfTheBuild(String arguments) throws IOException {
    ProgramResult result = bare(arguments.split(" ")).expectExit(0);
    assertEquals(version() + "\n", result.out());
    assertEquals("", result.err());
  }

  @Test
  void aUserWhoseSavedRunsCannotBeReadStillSeesTheDisks(@TempDir Path folder) throws IOException {
    Program bare = new Nobody(folder).program();
    Path state = Files.createDirectories(folder.resolve("home/state"));
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwx------"));
    ProgramResult result = bare.run().expectExit(0);
    assertTrue(result.err().contains("saved runs cannot be told"), result.toString());
    assertTrue(result.out().contains("DEVICE") || result.out().contains("No disk"), "" + result);
  }

  @Test
  void anOrdinaryUserMayAskForVersionHelpAndDisks(@TempDir Path folder) throws IOException {
    Nobody nobody = new Nobody(folder);
    assertEquals(version() + "\n", nobody.program("--version").run().expectExit(0).out());
    nobody.program("--help").run().expectExit(0);
    nobody.program("list", "--all").run().expectExit(0);
    nobody.program().run().expectExit(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--unknown",
        "-m unknown",
        "--rounds 0",
        "--rounds 101",
        "--rounds x",
        "--verify some",
        "--io fast",
        "-b 500K",
        "-b 0.5M",
        "-b 0.9M",
        "-b 2T",
        "-b 1.1T",
        "-b ABC",
        "-b 100",
        "-b 1.5.2G",
        "-b=",
        "-b M",
        "-b -1G",
        "-b infG",
        "-b nanG",
        "-b 1_0M",
        "-b 0x1M",
        "--max-rate 1K",
        "--checkpoint-every 0M",
        "-b"
      })
  void aWrongCommandLineIsToldInTwoLines(String wrong, @TempDir Path folder) throws IOException {
    Path image = Files.write(folder.resolve("image"), new byte[4096]);
    Program program = Program.with(("--yes --image-file " + image + " " + wrong).split(" "));
    program.stateDirectory(folder.resolve("state"));
    // Put behind the wrong option, the state directory would become its value.
    if (wrong.equals("-b")) {
      program.withoutStateDirectory();
    }
    ProgramResult result = program.run().expectExit(2);
    assertTrue(result.errLines().size() <= 2, result.toString());
    assertFalse(result.err().contains("\tat "), result.toString());
    assertEquals("", result.out());
    assertFalse(Files.exists(folder.resolve("state")), "the state directory is not touched");
    assertEquals(-1, Files.mismatch(image, Files.write(folder.resolve("same"), new byte[4096])));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-b 20M", "-b20M", "--buffer-size=20M", "--force-buffer-size=20M", "-b 20MiB"})
  void aBufferIsAnOverrideInEverySpelling(String option, @TempDir Path folder) throws IOException {
    Path image = Files.write(folder.resolve("image"), new byte[4096]);
    ProgramResult result =
        Program.with((option + " --yes --image-file " + image).split(" ")).run().expectExit(0);
    assertTrue(result.out().contains("chunks buffer_override 20 MiB"), result.toString());
    assertTrue(result.err().contains("buffer_override, buffer size 20 MiB"), result.toString());
  }

  @Test
  void withoutAPretestTheChunksAreStandard(@TempDir Path folder) throws IOException {
    Path image = Files.write(folder.resolve("image"), new byte[4096]);
    ProgramResult result =
        Program.run("--skip-pretest", "--yes", "--image-file", image.toString()).expectExit(0);
    assertTrue(result.out().contains("chunks standard 100 MiB"), result.toString());
  }

  @Test
  void aHugeBufferTakesNoMoreMemory() throws IOException {
    try (LoopDevice device = LoopDevice.create(24 * MIB)) {
      device.fill();
      Program program =
          Program.with("--yes", "-b", "1T", "--max-rate", "8M", device.node().toString());
      RunningProgram running = program.start();
      running.awaitStderr("(?s).*begins at byte", Duration.ofSeconds(30));
      long peak = PeakMemory.kibOf(running);
      running.awaitExit(Duration.ofSeconds(30)).expectExit(0);
      assertEquals(0, device.markerSectors());
      assertTrue(peak > 10_000 && peak < 200 * 1024, "peak " + peak + " KiB");
    }
  }

  @Test
  void withoutArgumentsItShowsTheRunsThenTheDisks() throws IOException {
    try (LoopDevice device = LoopDevice.create(16 * MIB);
        LoopDevice other = LoopDevice.create(16 * MIB)) {
      Path state = interrupted(device, Program.with().stateDirectory());
      interrupted(other, state);
      ProgramResult shown = Program.with().stateDirectory(state).run().expectExit(0);
      boolean first =
          shown.out().startsWith(device.node() + " ") || shown.out().startsWith(other.node() + " ");
      assertTrue(first, shown.toString());
      for (LoopDevice each : List.of(device, other)) {
        String said = "to go on: wipeit resume " + each.node() + "\n";
        assertTrue(shown.out().contains(said), shown.toString());
      }
      ProgramResult list = Program.run("list").expectExit(0);
      assertTrue(shown.out().endsWith("\n\n" + list.out()), shown + "\n" + list);
    }
  }

  /** Leaves an interrupted run in a state directory, and returns that. */
  private static Path interrupted(LoopDevice device, Path state) throws IOException {
    Program wipe = Program.with("--yes", "--max-rate", "2M", device.node().toString());
    try (RunningProgram running = wipe.stateDirectory(state).start()) {
      running.awaitStderr("begins at byte", Duration.ofSeconds(30));
      running.signal("INT");
      running.awaitExit(Duration.ofSeconds(15)).expectExit(130);
    }
    return state;
  }

  @ParameterizedTest
  @ValueSource(strings = {"--list", "--list --yes -m zero", "--yes --list"})
  void listWinsOverEverythingElse(String arguments) throws IOException {
    try (LoopDevice device = LoopDevice.create(MIB)) {
      device.fill();
      String before = device.sha256();
      ProgramResult result =
          Program.with((arguments + " " + device.node()).split(" ")).run().expectExit(0);
      assertEquals(Program.run("list").out(), result.out());
      assertEquals(before, device.sha256());
    }
  }

  @Test
  void listOpensNothingForWriting(@TempDir Path folder) throws IOException {
    Requires.tool("strace");
    Path trace = folder.resolve("trace");
    Program.with("list", "--all", "-v")
        .under("strace", "-f", "-qq", "-e", "trace=open,openat,openat2,creat", "-o", trace + "")
        .run()
        .expectExit(0);
    for (String line : Files.readAllLines(trace)) {
      boolean device = line.contains("\"/dev/") || line.contains("\"/sys/");
      boolean harmless = line.contains("/dev/null") || line.contains("/dev/tty");
      assertFalse(device && !harmless && line.matches(".*O_(WRONLY|RDWR|CREAT|TRUNC).*"), line);
    }
    assertTrue(Files.readString(trace).contains("/sys/"), "the trace has seen it");
  }

  @ParameterizedTest
  @CsvSource({"list --all --json, disk", "methods --json, method"})
  void listsForScriptsAreJsonLines(String arguments, String type) throws IOException {
    try (LoopDevice device = LoopDevice.create(MIB)) {
      Program program = Program.with(arguments.split(" "));
      ProgramResult result =
          (type.equals("method") ? program.withoutStateDirectory() : program).run().expectExit(0);
      assertTrue(result.outLines().size() > 0, device + "\n" + result);
      for (String line : result.outLines()) {
        assertEquals(type, new ObjectMapper().readTree(line).get("type").asText(), line);
      }
    }
  }

  @Test
  void anOrdinaryUserWipesAnImageOfHisOwn(@TempDir Path folder) throws IOException {
    Nobody nobody = new Nobody(folder);
    Path image = nobody.own(Files.write(folder.resolve("image"), new byte[(int) MIB]));
    nobody.program("-m", "one", "--image-file", "--yes", image.toString()).run().expectExit(0);
    byte[] bytes = Files.readAllBytes(image);
    assertEquals(MIB, bytes.length);
    for (byte b : bytes) {
      assertEquals(-1, b);
    }
    assertTrue(Files.isDirectory(folder.resolve("home/state/wipeit/progress/archive")));
  }

  /** A user that the machine does not know has no home; his runs must not lie where he stands. */
  @Test
  void aRelativeHomeIsNone(@TempDir Path folder) throws IOException {
    Nobody nobody = new Nobody(folder);
    Path image = nobody.own(Files.write(folder.resolve("image"), new byte[(int) MIB]));
    nobody.own(folder);
    nobody
        .program("-m", "one", "--image-file", "--yes", image.toString())
        .environment("HOME", "?")
        .environment("XDG_STATE_HOME", "state")
        .run()
        .expectExit(9);
    assertArrayEquals(new byte[(int) MIB], Files.readAllBytes(image));
    assertFalse(Files.exists(folder.resolve("?")));
    assertFalse(Files.exists(folder.resolve("state")));
  }

  @Test
  void anOrdinaryUserIsSentToRootForADevice(@TempDir Path folder) throws IOException {
    try (LoopDevice device = LoopDevice.create(MIB)) {
      device.fill();
      String before = device.sha256();
      ProgramResult result =
          new Nobody(folder).program("--yes", device.node().toString()).run().expectExit(3);
      // Where other loop devices are about, the guard says first that it cannot look into them.
      assertTrue(
          result.err().contains("run wipeit as root") || result.err().contains("or run as root"),
          result.toString());
      assertEquals(before, device.sha256());
      Path progress = folder.resolve("home/state/wipeit/progress");
      assertTrue(
          Files.notExists(progress) || InterruptedRun.list(progress, "*.json*").isEmpty(),
          "nothing is saved");
    }
  }
}
