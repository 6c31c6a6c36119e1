package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.LoopDevice;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Devices that are found by their serial number, which a udev database of the test's gives them.
 */
final class SerialIT {

  private static final long SIZE = 8 << 20;
  private static final String SERIAL = "WIPEIT TEST 1=";
  private static final String OTHER = "WIPEIT TEST 2=";

  @TempDir private Path folder;
  private SerialNumbers serials;
  private LoopDevice first;
  private LoopDevice second;
  private String before;

  @BeforeEach
  void twoDevicesWithSerialNumbers() throws IOException {
    serials = new SerialNumbers(folder.resolve("run"));
    first = LoopDevice.create(SIZE);
    second = LoopDevice.create(SIZE);
    first.fill();
    second.fill();
    before = second.sha256();
    serials.give(first, SERIAL);
    serials.give(second, OTHER);
  }

  @AfterEach
  void detach() throws IOException {
    first.close();
    second.close();
  }

  private CommandLineRun run(String... arguments) throws IOException {
    CommandLineRun run = CommandLineRun.on(serials.roots(), folder.resolve("state"), arguments);
    first.writeBack();
    second.writeBack();
    return run;
  }

  private CommandLineRun refused(int code, String... arguments) throws IOException {
    String untouched = first.sha256();
    CommandLineRun run = run(arguments).expectExit(code);
    assertTrue(run.err().contains("Nothing was written."), run.toString());
    assertEquals(untouched, first.sha256());
    assertEquals(before, second.sha256());
    return run;
  }

  @Test
  void wipesTheOneThatTheSerialNumberFinds() throws IOException {
    CommandLineRun run = run("wipe", "--yes", "--serial", " WIPEIT  TEST 1= ").expectExit(0);
    assertTrue(run.out().contains(first.node() + ": wiped"), run.toString());
    assertEquals(0, first.markerSectors());
    assertEquals(before, second.sha256());
  }

  @Test
  void wipesTheOneThatTheWwnFinds() throws IOException {
    serials.give(first, SERIAL, "0x5000c500a1b2c3d4");
    run("wipe", "--yes", "--wwn", "naa.5000c500a1b2c3d4").expectExit(0);
    assertEquals(0, first.markerSectors());
    assertEquals(before, second.sha256());
  }

  @Test
  void refusesASerialNumberThatTwoHave() throws IOException {
    serials.give(second, SERIAL);
    for (String command : new String[] {"wipe --yes", "verify --pattern=zeros"}) {
      String[] words = (command + " --serial").split(" ");
      String[] line = new String[] {words[0], words[1], words[2], SERIAL};
      CommandLineRun run = refused(3, line);
      assertTrue(run.err().contains("2 disks have serial number " + SERIAL), run.toString());
      assertTrue(run.err().contains(first.node().toString()), run.toString());
      assertTrue(run.err().contains(second.node().toString()), run.toString());
    }
    refused(3, "wipe", "--yes", first.node().toString(), "--serial", SERIAL);
  }

  @Test
  void refusesAWwnThatTwoHaveAsMultipath() throws IOException {
    serials.give(first, SERIAL, "0x5000c500a1b2c3d4");
    serials.give(second, SERIAL, "0x5000c500a1b2c3d4");
    CommandLineRun run = refused(3, "wipe", "--yes", "--wwn", "0x5000c500a1b2c3d4");
    assertTrue(run.err().contains("multipath"), run.toString());
  }

  @Test
  void aSerialNumberStillConfirmsWhatIsNamed() throws IOException {
    refused(3, "wipe", "--yes", first.node().toString(), "--serial", OTHER);
    refused(3, "verify", "--pattern", "zeros", first.node().toString(), "--serial", OTHER);
    run("wipe", "--yes", first.node().toString(), "--serial", SERIAL).expectExit(0);
    assertEquals(0, first.markerSectors());
  }

  @Test
  void verifiesTheOneThatTheSerialNumberFinds() throws IOException {
    CommandLineRun run = run("verify", "--pattern", "zeros", "--serial", SERIAL).expectExit(5);
    assertTrue(run.out().contains(first.node() + ": NOT verified"), run.toString());
  }
}
