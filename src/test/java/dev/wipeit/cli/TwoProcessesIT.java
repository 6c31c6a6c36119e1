package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two processes at once: on one device never, on two devices side by side. */
final class TwoProcessesIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String[] SLOW = {"--max-rate", "8M", "--checkpoint-every", "1M"};

  @ParameterizedTest
  @ValueSource(strings = {"wipe", "resume"})
  void secondProcessIsRefusedWithThePidOfTheFirst(String command) throws IOException {
    try (MarkedDevice device = MarkedDevice.ofMebibytes(64);
        RunningProgram first = begin(device)) {
      List<String> line =
          command.equals("wipe")
              ? List.of(command, device.node(), "--yes")
              : List.of(command, device.node());
      assertRefused(device.program(line).run(), first);
      first.signalJava("INT");
      first.awaitExit(SOON).expectExit(130);
      device.assertHoldsExactly(device.state().saved());
    }
  }

  @Test
  void anotherNameOfTheDeviceIsRefusedToo() throws IOException {
    Path folder = Scratch.folder("name");
    try (MarkedDevice device = MarkedDevice.ofMebibytes(64);
        RunningProgram first = begin(device)) {
      Path link = Files.createSymbolicLink(folder.resolve("disk"), device.device().node());
      assertRefused(device.program(List.of("wipe", link.toString(), "--yes")).run(), first);
    } finally {
      Scratch.delete(folder);
    }
  }

  @Test
  void anotherStateDirectoryDoesNotHelp() throws IOException {
    try (MarkedDevice device = MarkedDevice.ofMebibytes(64);
        RunningProgram first = begin(device)) {
      ProgramResult second = Program.run("wipe", device.node(), "--yes").expectExit(3);
      assertTrue(second.err().contains(device.node()), second.err());
      assertTrue(first.isAlive(), "the first one goes on");
    }
  }

  @Test
  void resumeWithoutArgumentsLeavesARunAloneThatIsGoingOn() throws IOException {
    try (MarkedDevice device = MarkedDevice.ofMebibytes(64);
        RunningProgram first = begin(device)) {
      ProgramResult second = device.program(List.of("resume")).run().expectExit(7);
      assertTrue(second.err().contains("going on in process " + first.javaPid()), second.err());
    }
  }

  @Test
  void twoDevicesAreWipedSideBySide() throws IOException {
    try (MarkedDevice one = MarkedDevice.ofMebibytes(40);
        MarkedDevice two = MarkedDevice.ofMebibytes(32);
        MarkedDevice third = MarkedDevice.ofMebibytes(64)) {
      try (RunningProgram interrupted = beginInStateOf(one, third)) {
        interrupted.signalJava("INT");
        interrupted.awaitExit(SOON).expectExit(130);
      }
      String saved = one.state().fingerprint();
      assertBothAreWiped(one, two);
      assertEquals(saved, one.state().fingerprint(), "the run that neither of them is about");
    }
  }

  private static void assertBothAreWiped(MarkedDevice one, MarkedDevice two) throws IOException {
    try (RunningProgram first = inStateOf(one, one).start();
        RunningProgram second = inStateOf(one, two).start()) {
      first.awaitStderr("begins at byte 0", SOON);
      second.awaitStderr("begins at byte 0", SOON);
      assertTrue(first.isAlive() && second.isAlive(), "at the same time");
      first.awaitExit(SOON).expectExit(0);
      second.awaitExit(SOON).expectExit(0);
      List<Checkpoint> over = one.state().archived();
      assertEquals(2, over.size());
      assertNotEquals(over.get(0).passKey(), over.get(1).passKey());
      for (Checkpoint end : over) {
        MarkedDevice device = end.device().equals(one.node()) ? one : two;
        assertEquals(device.device().sizeBytes(), end.written());
        assertEquals(0, device.device().markerSectors());
        device.assertHolds(end);
      }
    }
  }

  private static RunningProgram begin(MarkedDevice device) throws IOException {
    return beginInStateOf(device, device);
  }

  private static RunningProgram beginInStateOf(MarkedDevice owner, MarkedDevice device)
      throws IOException {
    RunningProgram running = inStateOf(owner, device).start();
    running.awaitStderr("begins at byte 0", SOON);
    return running;
  }

  private static Program inStateOf(MarkedDevice owner, MarkedDevice device) throws IOException {
    return device.wipe(SLOW).stateDirectory(owner.state().directory());
  }

  private static void assertRefused(ProgramResult second, RunningProgram first) throws IOException {
    second.expectExit(3);
    Matcher pid = Pattern.compile("is already being wiped by process (\\d+)").matcher(second.err());
    assertTrue(pid.find(), second.err());
    assertEquals(first.javaPid(), Long.parseLong(pid.group(1)));
    assertTrue(first.isAlive(), "the first one goes on");
  }
}
