package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.Await;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.Mounted;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.testing.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that are selected, and not named: none is written that was not meant. */
final class SelectIT {

  private static final long SIZE = 8 << 20;

  @TempDir private Path folder;
  private final List<LoopDevice> devices = new ArrayList<>();
  private final List<String> before = new ArrayList<>();

  @BeforeEach
  void threeDevicesWithData() throws IOException {
    for (int i = 0; i < 3; i++) {
      LoopDevice device = LoopDevice.create(SIZE + ((long) i << 20));
      devices.add(device);
      device.fill();
      before.add(device.sha256());
    }
  }

  @AfterEach
  void detach() throws IOException {
    for (LoopDevice device : devices) {
      device.close();
    }
  }

  /** Only these three can be meant. */
  private String terms(String more) {
    return "transport=loop name="
        + String.join(",", devices.stream().map(LoopDevice::name).toList())
        + more;
  }

  private Program program(String... arguments) throws IOException {
    return Program.with(arguments).stateDirectory(folder.resolve("state"));
  }

  private void assertUntouched(int... numbers) throws IOException {
    for (int number : numbers) {
      assertEquals(before.get(number), devices.get(number).sha256(), "device " + number);
    }
  }

  private void assertWiped(int... numbers) throws IOException {
    for (int number : numbers) {
      assertEquals(0, devices.get(number).markerSectors(), "device " + number);
    }
  }

  private ProgramResult refused(String... arguments) throws IOException {
    ProgramResult result = program(arguments).run().expectExit(3);
    assertTrue(result.err().contains("Nothing was written."), result.toString());
    assertUntouched(0, 1, 2);
    return result;
  }

  @Test
  void wipesWhatIsSelectedAndExpected() throws IOException {
    ProgramResult result =
        program("wipe", "--yes", "--select", terms(" size>8M"), "--expect", "2").run();
    result.expectExit(0);
    assertTrue(result.err().contains("2 disks are as 'transport=loop"), result.toString());
    assertWiped(1, 2);
    assertUntouched(0);
  }

  @Test
  void refusesWithoutTheNumberThatIsExpected() throws IOException {
    ProgramResult result = refused("wipe", "--yes", "--select", terms(""));
    assertTrue(result.err().contains("--expect N"), result.toString());
    for (LoopDevice device : devices) {
      assertTrue(result.err().contains(device.node().toString()), "it is shown: " + result);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "4"})
  void refusesAnotherNumberThanExpected(String number) throws IOException {
    ProgramResult result =
        refused("wipe", "--yes", "--select", terms(""), "--expect", number, "--json");
    assertTrue(result.err().contains("is not what was found: 3"), result.toString());
    assertTrue(result.out().contains("\"exit_code\":3"), result.toString());
    assertFalse(Files.exists(folder.resolve("state")), "not even the folder for the state");
  }

  @Test
  void refusesTheNumberWithoutConsent() throws IOException {
    refused("wipe", "--select", terms(""), "--expect", "3");
  }

  @Test
  void refusesASelectionThatIsEmpty() throws IOException {
    ProgramResult result = refused("wipe", "--yes", "--select", terms(" size>1G"), "--expect", "1");
    assertTrue(result.err().contains("no attached disk is as"), result.toString());
    assertTrue(result.err().contains(devices.get(0).node().toString()), result.toString());
  }

  @Test
  void refusesASerialNumberThatIsEmpty() throws IOException {
    ProgramResult result = Program.with("wipe", "--yes", "--serial", "", "--dry-run").run();
    assertTrue(result.expectExit(2).err().contains("--serial or --wwn is empty"), "" + result);
  }

  @Test
  void refusesAWordThatCanChooseNothing() throws IOException {
    Program select =
        Program.with("wipe", "--yes", "--select", "type=optical", "--expect", "1", "--dry-run");
    ProgramResult result = select.run().expectExit(2);
    assertTrue(result.err().contains("type=optical can choose nothing"), result.toString());
  }

  /** Without a word on virtual devices the same names select nothing. */
  @Test
  void selectsNoLoopDeviceThatIsNotAskedFor() throws IOException {
    String names = terms("").replace("transport=loop ", "");
    ProgramResult result = refused("wipe", "--yes", "--select", names, "--expect", "3");
    assertTrue(result.err().contains("type=virtual or transport=loop"), result.toString());
  }

  @Test
  void oneThatIsInUseRefusesAllUnlessItIsExcluded() throws IOException {
    Mounted.makeExt4(devices.get(1).node());
    before.set(1, devices.get(1).sha256());
    try (Mounted mounted = Mounted.device(devices.get(1).node(), "ro")) {
      ProgramResult result = refused("wipe", "--yes", "--select", terms(""), "--expect", "3");
      assertTrue(result.err().contains(" is mounted on "), mounted + "\n" + result);
      String[] line = {"wipe", "--yes", "--select", terms(""), "--expect", "2"};
      List<String> spared = new ArrayList<>(List.of(line));
      spared.addAll(List.of("--exclude", devices.get(1).node().toString()));
      program(spared.toArray(String[]::new)).run().expectExit(0);
      assertWiped(0, 2);
      assertUntouched(1);
    }
  }

  @Test
  void whatIsExcludedIsSparedAlthoughItIsNamed() throws IOException {
    ProgramResult result =
        program(
                "wipe",
                "--yes",
                devices.get(0).node().toString(),
                devices.get(1).node().toString(),
                "--exclude",
                "size>8M transport=loop",
                "--exclude",
                devices.get(2).node().toString())
            .run()
            .expectExit(0);
    assertTrue(result.err().contains("is left out by --exclude size>8M"), result.toString());
    assertWiped(0);
    assertUntouched(1, 2);
  }

  @Test
  void onATerminalEachIsAskedFor() throws IOException {
    String line = terms(" size>8M");
    Terminal terminal = program("wipe", "--yes", "--select", line).inTerminal(110, 50);
    terminal.awaitScreen("Type its name \\(" + devices.get(1).name() + "\\)");
    assertTrue(terminal.screen().contains("2 disks are as"), terminal.screen());
    terminal.type(devices.get(1).name());
    terminal.key("Enter");
    terminal.awaitScreen("Type its name \\(" + devices.get(2).name() + "\\)");
    assertUntouched(0, 1, 2);
    terminal.type("no");
    terminal.key("Enter");
    assertEquals(3, terminal.awaitExit());
    assertUntouched(0, 1, 2);
  }

  @Test
  void verifyReadsTheOneThatIsSelected() throws IOException {
    program("verify", "--select", terms(" size=9M"), "--pattern", "zeros").run().expectExit(5);
    ProgramResult several =
        program("verify", "--select", terms(""), "--pattern", "zeros").run().expectExit(3);
    assertTrue(several.err().contains("verify reads one device"), several.toString());
    String two = devices.get(1).node().toString();
    program("verify", two, "--pattern", "zeros", "--exclude", two).run().expectExit(3);
  }

  @Test
  void resumeGoesOnWithTheRunsOfWhatIsSelected() throws IOException {
    interrupted();
    ProgramResult counted =
        program("resume", "--select", terms(" size<10M"), "--expect", "1").run().expectExit(3);
    assertTrue(counted.err().contains("is not what was found: 2"), counted.toString());
    ProgramResult one = program("resume", "--select", terms(" size=9M")).run().expectExit(0);
    assertTrue(one.err().contains("waits: it is not chosen"), one.toString());
    assertWiped(1);
    ProgramResult none =
        program("resume", "--exclude", devices.get(0).node().toString()).run().expectExit(0);
    assertTrue(none.err().contains("is left out by --exclude"), none.toString());
    assertWiped(2);
    assertFalse(devices.get(0).markerSectors() == 0, "this one still waits");
    program("resume", "--select", terms(" size=9M")).run().expectExit(7);
    program("resume").run().expectExit(0);
    assertWiped(0, 1, 2);
  }

  private void interrupted() throws IOException {
    List<String> line =
        new ArrayList<>(List.of("wipe", "--yes", "--max-rate", "1M", "--checkpoint-every", "1M"));
    devices.forEach(device -> line.add(device.node().toString()));
    RunningProgram running = program(line.toArray(String[]::new)).start();
    Path progress = folder.resolve("state/progress");
    Await.until(
        Duration.ofSeconds(30),
        () -> "a checkpoint of each with something in it, behind the first",
        () -> Files.exists(progress) && InterruptedRun.list(progress, "*.previous").size() == 3);
    running.signal("INT");
    running.awaitExit(Duration.ofSeconds(20)).expectExit(130);
  }
}
