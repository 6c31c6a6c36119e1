package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.Await;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator in a hurry, or somebody who means harm, comes upon; on image files. */
final class EdgeCasesIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int SIZE = 8 << 20;

  @TempDir private Path folder;

  private Path image(String name, int fill) throws IOException {
    byte[] bytes = new byte[SIZE];
    Arrays.fill(bytes, (byte) fill);
    return Files.write(folder.resolve(name), bytes);
  }

  private Path state() {
    return folder.resolve("state");
  }

  private Program wipe(Path image, String... more) throws IOException {
    Stream<String> all =
        Stream.concat(Stream.of("wipe", "--image-file", "--yes"), Arrays.stream(more));
    return Program.with(Stream.concat(all, Stream.of(image.toString())).toArray(String[]::new))
        .stateDirectory(state());
  }

  private void interrupted(Path image) throws IOException {
    try (RunningProgram running = wipe(image, "--max-rate", "4M", "--json").start()) {
      running.awaitStdout("checkpoint_saved", SOON);
      running.signal("INT");
      running.awaitExit(SOON).expectExit(130);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 50, 150, 250, 400})
  void ctrlCWhileItStartsIsNotLost(long millis) throws Exception {
    Path image = image("a.img", 'A');
    try (RunningProgram running = wipe(image, "--max-rate", "1M").start()) {
      running.awaitHeedsInterrupts();
      assertFalse(Await.holdsWithin(Duration.ofMillis(millis), () -> !running.isAlive()));
      running.signal("INT");
      running.awaitExit(SOON).expectExit(130);
    }
  }

  /** At every moment between the first line of the launcher and Java's own handlers. */
  @Test
  void aStopWhileJavaIsStartedIsNotLost() throws Exception {
    Path missing = folder.resolve("missing.img");
    for (int round = 0; round < 60; round++) {
      List<RunningProgram> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(wipe(missing).start());
      }
      Duration moment = Duration.ofMillis(3L * (round % 20));
      assertFalse(Await.holdsWithin(moment, () -> !all.get(0).isAlive()));
      for (RunningProgram running : all) {
        running.signal("TERM");
      }
      for (RunningProgram running : all) {
        ProgramResult result = running.awaitExit(SOON).expectExit(143);
        running.close();
        boolean told = result.err().contains("nothing was written");
        // Not where the shell itself had not begun.
        assertTrue(told || result.err().isEmpty(), result::toString);
      }
    }
  }

  @Test
  void anotherFileOfTheSameInodeIsNotGoneOnWith() throws IOException {
    Path image = image("a.img", 'A');
    interrupted(image);
    // In place: the inode stays, as a file system gives it to the next file.
    byte[] other = new byte[SIZE];
    Arrays.fill(other, (byte) 'B');
    Files.write(image, other);
    for (String[] resume : new String[][] {{"resume"}, {"resume", image.toString()}}) {
      ProgramResult refused = Program.with(resume).stateDirectory(state()).run().expectExit(7);
      assertTrue(refused.err().contains("not provably"), refused.toString());
    }
    assertArrayEquals(other, Files.readAllBytes(image));
  }

  @Test
  void oneRunThatCannotBeGoneOnWithKeepsNoOtherFromIt() throws IOException {
    Path reused = image("a.img", 'A');
    Path good = image("b.img", 'A');
    interrupted(reused);
    interrupted(good);
    byte[] other = new byte[SIZE];
    Arrays.fill(other, (byte) 'B');
    Files.write(reused, other);
    ProgramResult resumed = Program.with("resume").stateDirectory(state()).run().expectExit(7);
    assertTrue(resumed.out().contains(good + ": wiped"), resumed.toString());
    assertArrayEquals(other, Files.readAllBytes(reused));
  }

  @Test
  void aDeviceThatGrowsIsNotWiped() throws IOException {
    Path image = image("a.img", 'A');
    try (RunningProgram running = wipe(image, "--max-rate", "4M", "--json").start()) {
      running.awaitStdout("checkpoint_saved", SOON);
      Files.write(image, new byte[4096], java.nio.file.StandardOpenOption.APPEND);
      ProgramResult ended = running.awaitExit(SOON).expectExit(1);
      assertTrue(ended.out().contains("another size now"), ended.toString());
    }
  }

  @Test
  void aFileOfArgumentsIsNotRead() throws IOException {
    Path image = image("a.img", 'A');
    byte[] before = Files.readAllBytes(image);
    Path arguments = folder.resolve("arguments");
    Files.writeString(arguments, "--yes --image-file " + image);
    Program.with("wipe", "@" + arguments).stateDirectory(state()).run().expectExit(3);
    assertArrayEquals(before, Files.readAllBytes(image));
  }

  @Test
  void aDeepCheckpointOfAnotherDeviceIsNoObstacle() throws IOException {
    Path image = image("a.img", 'A');
    interrupted(image);
    Path deep = state().resolve("progress/other.json");
    Files.writeString(deep, "[".repeat(20_000), StandardCharsets.US_ASCII);
    Files.setPosixFilePermissions(deep, PosixFilePermissions.fromString("rw-------"));
    ProgramResult status = Program.with("status").stateDirectory(state()).run().expectExit(0);
    assertTrue(status.out().contains(deep + ": is not valid JSON"), status.toString());
    Program.with("resume", image.toString()).stateDirectory(state()).run().expectExit(0);
  }

  @Test
  void aFileOfTheStateDirectoryIsNoImage() throws IOException {
    interrupted(image("a.img", 'A'));
    try (Stream<Path> files = Files.list(state().resolve("progress"))) {
      Path checkpoint = files.filter(file -> file.toString().endsWith(".json")).toList().get(0);
      byte[] before = Files.readAllBytes(checkpoint);
      ProgramResult refused = wipe(checkpoint).run().expectExit(3);
      assertTrue(refused.err().contains("is in the state directory"), refused.toString());
      assertArrayEquals(before, Files.readAllBytes(checkpoint));
    }
  }

  @Test
  void aResultThatCannotBeWrittenIsNoSuccess() throws IOException {
    String program = System.getProperty("wipeit.program");
    Process process =
        new ProcessBuilder("sh", "-c", "exec \"$0\" methods --json >/dev/full", program)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, exitCode(process), said);
    assertTrue(said.contains("could not be written"), said);
  }

  private static int exitCode(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aNameThatIsNotAsciiIsUnderstoodInAnyLocale() throws IOException {
    Path image = image("ü b.img", 'A');
    wipe(image).environment("LC_ALL", "C").run().expectExit(0);
  }

  @Test
  void aSignalThatPeopleSendToDdDoesNotStopIt() throws IOException {
    Path image = image("a.img", 'A');
    try (RunningProgram running = wipe(image, "--max-rate", "4M", "--json").start()) {
      running.awaitStdout("checkpoint_saved", SOON);
      running.signal("USR1");
      running.signal("QUIT");
      ProgramResult ended = running.awaitExit(SOON).expectExit(0);
      assertTrue(ended.out().lines().allMatch(line -> line.startsWith("{")), ended.out());
    }
  }
}
