package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.Samples;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.method.Pass;
import dev.wipeit.sys.Kernel;
import dev.wipeit.sys.Open;
import dev.wipeit.testing.Altered;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Saved runs and the devices that are, or are not, provably theirs. */
final class ResumeProofIT {

  private static final String SERIAL = "S-1";
  private static final String KEY = "serial-s-1";

  /** More than the 64 MiB of the last part that is written again, and so is not looked at. */
  private static final int SIZE = 72 << 20;

  private static final int WRITTEN = 68 << 20;
  private static final int LOOKED_AT = 4 << 20;

  private LoopDevice device;
  private Path scratch;
  private Path state;
  private SerialNumbers serials;

  @BeforeEach
  void attaches() throws IOException {
    device = LoopDevice.create(SIZE);
    // As the run has left it: zeros, then what it has not come to.
    device.write(WRITTEN, "PRECIOUS".getBytes(StandardCharsets.US_ASCII));
    scratch = Scratch.folder("resume");
    state = scratch.resolve("state");
    serials = new SerialNumbers(scratch.resolve("run"));
    serials.give(device, SERIAL);
  }

  @AfterEach
  void detaches() throws IOException {
    device.close();
    Scratch.delete(scratch);
  }

  @Test
  void goesOnUnderAnotherNameAfterYears() throws IOException {
    save("/dev/another-name", SERIAL, SIZE, SIZE, "zero");
    CommandLineRun run = resume(device.node().toString()).expectExit(0);
    assertTrue(run.err().contains("goes on at byte " + LOOKED_AT), run::toString);
    assertEquals(0, device.read(WRITTEN, 1)[0], "the rest is wiped");
  }

  @Test
  void findsTheDeviceByItself() throws IOException {
    save("/dev/another-name", SERIAL, SIZE, SIZE, "zero");
    CommandLineRun run = resume().expectExit(0);
    assertTrue(run.out().contains(device.node() + ": wiped"), run::toString);
  }

  @Test
  void refusesAnotherSerialNumberAndShowsBoth() throws IOException {
    save(device.node().toString(), "S-2", SIZE, SIZE, "zero");
    CommandLineRun run = expectRefused(7, "saved:    serial S-2, " + SIZE + " bytes");
    assertTrue(run.err().contains("attached: serial S-1"), run::toString);
    assertFalse(run.err().contains("nothing to resume"), run::toString);
  }

  @Test
  void refusesTheSameSerialNumberWithAnotherSize() throws IOException {
    save("/dev/another-name", SERIAL, SIZE + 512, SIZE + 512, "zero");
    expectRefused(7, "saved:    serial S-1, " + (SIZE + 512) + " bytes");
  }

  @Test
  void refusesARunThatKnowsNoSerialNumber() throws IOException {
    save(device.node().toString(), null, SIZE, SIZE, "zero");
    expectRefused(7, "saved:    serial unknown, " + SIZE + " bytes");
  }

  @Test
  void refusesTwoDevicesWithTheSameSerialNumber() throws IOException {
    try (LoopDevice twin = LoopDevice.create(SIZE)) {
      serials.give(twin, SERIAL);
      save("/dev/another-name", SERIAL, SIZE, SIZE, "zero");
      CommandLineRun run = resume().expectExit(7);
      assertTrue(run.err().contains(device.node().toString()), run::toString);
      assertTrue(run.err().contains(twin.node().toString()), run::toString);
    }
  }

  /** As a bridge reports one serial number for all its disks, of whatever size. */
  @Test
  void refusesASerialNumberThatProvesNothingHoweverTheDeviceIsChosen() throws IOException {
    try (LoopDevice other = LoopDevice.create(SIZE / 2)) {
      serials.give(other, SERIAL);
      save(device.node().toString(), SERIAL, SIZE, SIZE, "zero");
      CommandLineRun named = expectRefused(7, "2 disks have serial number " + SERIAL);
      String before = device.sha256();
      for (CommandLineRun run : List.of(named, resume("--serial", SERIAL), resume())) {
        run.expectExit(7);
        assertTrue(run.err().contains(device.node().toString()), run::toString);
        assertTrue(run.err().contains(other.node().toString()), run::toString);
      }
      assertEquals(before, device.sha256());
    }
  }

  @Test
  void findsTheDeviceBySerialNumber() throws IOException {
    save("/dev/another-name", SERIAL, SIZE, SIZE, "zero");
    String before = device.sha256();
    resume("--serial", "S-2").expectExit(7);
    resume(device.node().toString(), "--serial", "S-2").expectExit(7);
    resume("--serial", SERIAL, "--exclude", SERIAL).expectExit(7);
    assertEquals(before, device.sha256());
    CommandLineRun run = resume("--serial", SERIAL).expectExit(0);
    assertTrue(run.out().contains(device.node() + ": wiped"), run::toString);
  }

  @Test
  void findsTheDeviceByAPathById() throws IOException {
    save("/dev/another-name", SERIAL, SIZE, SIZE, "zero");
    Path link = Files.createSymbolicLink(scratch.resolve("ata-S-1"), device.node());
    resume(link.toString()).expectExit(0);
  }

  @Test
  void refusesADeviceThatWasRestored() throws IOException {
    save(device.node().toString(), SERIAL, SIZE, SIZE, "zero");
    byte[] restored = new byte[LOOKED_AT];
    Arrays.fill(restored, (byte) 0x5A);
    device.write(0, restored);
    expectRefused(7, "of the part that was already done does not hold what this run wrote there");
  }

  @Test
  void refusesAPassOfAnotherSize() throws IOException {
    save(device.node().toString(), SERIAL, SIZE, SIZE - 4096, "zero");
    expectRefused(7, "a pass of the run has " + (SIZE - 4096) + " bytes, the device " + SIZE);
  }

  @Test
  void goesOnWithAMethodThatItDoesNotKnowByThePlanOfTheRun() throws IOException {
    save(device.node().toString(), SERIAL, SIZE, SIZE, "dod");
    resume(device.node().toString()).expectExit(0);
    assertArrayEquals(new byte[SIZE], device.read(0, SIZE));
  }

  @Test
  void hasNothingToResumeWithoutASavedRun() throws IOException {
    String before = device.sha256();
    CommandLineRun run = resume(device.node().toString()).expectExit(7);
    assertTrue(run.err().contains("nothing to resume for " + device.node()), run::toString);
    assertEquals(before, device.sha256());
  }

  @Test
  void keepsTheStateWhereTheDeviceIsTakenAtTheMoment() throws IOException {
    save(device.node().toString(), SERIAL, SIZE, SIZE, "zero");
    Kernel kernel = Kernel.linux();
    int fd = kernel.open(device.node().toString(), Open.READ_ONLY | Open.EXCLUSIVE);
    try {
      expectRefused(3, "something else has claimed it (O_EXCL)");
    } finally {
      kernel.close(fd);
    }
    resume(device.node().toString()).expectExit(0);
  }

  private void save(String path, @Nullable String serial, long size, long total, String method)
      throws IOException {
    Instant begun = Instant.parse("2019-01-01T00:00:00Z");
    Checkpoint checkpoint =
        Altered.with(
            Samples.at(WRITTEN),
            "run",
            "20190101-0000-abcdef",
            "device",
            path,
            "identity",
            new DeviceIdentity(serial, null, null, size, null),
            "method",
            method,
            "plan",
            List.of(Pass.of("00")),
            "passes",
            1,
            "totalSize",
            total,
            "bytesDone",
            WRITTEN,
            "bytesTotal",
            total,
            "active",
            Duration.ofSeconds(5),
            "interruptions",
            0,
            "created",
            begun,
            "saved",
            begun.plusSeconds(9));
    new CheckpointStore(StateDirectory.open(state)).save(KEY, checkpoint);
  }

  /** The code and the words; no byte of the device and of the state changed. */
  private CommandLineRun expectRefused(int code, String said) throws IOException {
    String before = device.sha256();
    Path file = InterruptedRun.only(state.resolve("progress"), "*.json");
    String saved = Files.readString(file);
    CommandLineRun run = resume(device.node().toString()).expectExit(code);
    assertTrue(run.err().contains(said), () -> said + " is missing in " + run);
    assertTrue(run.err().contains("Nothing was written."), run::toString);
    assertEquals(before, device.sha256());
    assertEquals(saved, Files.readString(file));
    assertEquals(file, InterruptedRun.only(state.resolve("progress"), "*.json*"));
    return run;
  }

  private CommandLineRun resume(String... devices) throws IOException {
    String[] arguments = new String[devices.length + 1];
    arguments[0] = "resume";
    System.arraycopy(devices, 0, arguments, 1, devices.length);
    return CommandLineRun.on(serials.roots(), state, arguments);
  }
}
