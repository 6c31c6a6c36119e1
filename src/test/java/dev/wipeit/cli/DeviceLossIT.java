package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.Await;
import dev.wipeit.testing.FaultDrive;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.LoopOptions;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Devices that lose their name, get another one's, or go away in the middle of a wipe. */
final class DeviceLossIT {

  private static final int SIZE = 8 << 20;

  /** So much must be done, of so much, before a proof has anything to look at. */
  private static final long LEAST = 66 << 20;

  private static final long PROVABLE = 96 << 20;

  @Test
  void finishesOnTheSameDeviceWhereItsNodeIsRemoved() throws IOException {
    try (LoopDevice device = filled()) {
      try (RunningProgram running = InterruptedRun.started(InterruptedRun.slow(device))) {
        device.place().takeAway();
        running.awaitExit(InterruptedRun.SOON).expectExit(0);
        assertFalse(Files.exists(device.node(), LinkOption.NOFOLLOW_LINKS), "nothing is there");
      }
      device.place().restore();
      assertEquals(0, device.markerSectors());
    }
  }

  @Test
  void stopsAndGoesOnWhereItsNodeIsRemovedAndComesBack() throws IOException {
    try (LoopDevice device = filled()) {
      Program program = InterruptedRun.slow(device);
      try (RunningProgram running = InterruptedRun.started(program)) {
        device.place().takeAway();
        running.signal("INT");
        running.awaitExit(InterruptedRun.SOON).expectExit(130);
      }
      ProgramResult missing = resume(device, program.stateDirectory());
      assertTrue(missing.err().contains(device.node() + " does not exist"), missing::toString);
      missing.expectExit(3);
      assertFalse(Files.exists(device.node(), LinkOption.NOFOLLOW_LINKS), "nothing is there");
      device.place().restore();
      resume(device, program.stateDirectory()).expectExit(0);
      assertEquals(0, device.markerSectors());
    }
  }

  @Test
  void writesNoByteToADeviceThatGetsItsNode() throws IOException {
    try (LoopDevice device = filled();
        LoopDevice other = filled()) {
      String before = other.sha256();
      Program program = InterruptedRun.slow(device);
      try (RunningProgram running = InterruptedRun.started(program)) {
        device.place().giveTo(other);
        running.awaitExit(InterruptedRun.SOON).expectExit(0);
      }
      other.writeBack();
      assertEquals(before, other.sha256());
      device.place().restore();
      assertEquals(0, device.markerSectors());
    }
  }

  @Test
  void doesNotResumeOnADeviceThatGotItsNode() throws IOException {
    try (LoopDevice device = filled();
        LoopDevice other = filled()) {
      String before = other.sha256();
      Program program = InterruptedRun.slow(device);
      try (RunningProgram running = InterruptedRun.started(program)) {
        device.place().giveTo(other);
        running.signal("INT");
        running.awaitExit(InterruptedRun.SOON).expectExit(130);
      }
      ProgramResult refused = resume(device, program.stateDirectory());
      refused.expectExit(7);
      other.writeBack();
      assertEquals(before, other.sha256());
    }
  }

  @Test
  void keepsTheStateOfADriveThatWentAwayAndGoesOnWhenItIsBack() throws IOException {
    try (FaultDrive drive = FaultDrive.create(SIZE);
        LoopDevice device = LoopDevice.over(drive, LoopOptions.USUAL)) {
      device.fill();
      Program program = InterruptedRun.slow(device);
      try (RunningProgram running = InterruptedRun.started(program)) {
        drive.gone();
        ProgramResult gone = running.awaitExit(InterruptedRun.SOON).expectExit(6);
        assertTrue(gone.out().contains("To go on: wipeit resume " + device.node()), gone::toString);
        assertFalse(gone.toString().contains("Exception"), gone::toString);
        assertFalse(gone.toString().contains("\tat "), gone::toString);
      }
      long written = InterruptedRun.written(program.stateDirectory());
      assertTrue(written > 0 && written < SIZE, "saved: " + written);
      ProgramResult still = resume(device, program.stateDirectory());
      assertTrue(still.exitCode() == 6 || still.exitCode() == 7, still::toString);
      assertEquals(written, InterruptedRun.written(program.stateDirectory()), "the state is kept");
      drive.back();
      resume(device, program.stateDirectory()).expectExit(0);
      assertEquals(0, device.markerSectors());
    }
  }

  @Test
  void aDriveThatTurnsReadOnlyIsNoDriveFullOfBadSectors() throws IOException {
    try (LoopDevice device = filled()) {
      Program program = InterruptedRun.slow(device);
      try (RunningProgram running = InterruptedRun.started(program)) {
        device.readOnly(true);
        ProgramResult ended = running.awaitExit(InterruptedRun.SOON).expectExit(1);
        assertTrue(ended.out().contains("is read-only now"), ended::toString);
        assertFalse(ended.out().contains("unwritten"), ended::toString);
      } finally {
        device.readOnly(false);
      }
      resume(device, program.stateDirectory()).expectExit(0);
      assertEquals(0, device.markerSectors());
    }
  }

  @Test
  void aDriveThatHasNoBytesAnyMoreHasGone() throws IOException {
    try (LoopDevice device = filled()) {
      Program program = InterruptedRun.slow(device);
      try (RunningProgram running = InterruptedRun.started(program)) {
        device.shrinkToNothing();
        ProgramResult gone = running.awaitExit(InterruptedRun.SOON).expectExit(6);
        assertTrue(gone.out().contains("went away"), gone::toString);
      }
    }
  }

  @Test
  void keepsTheStateWhereTheDriveIsAwayDuringTheProof() throws IOException {
    try (FaultDrive drive = FaultDrive.create(PROVABLE);
        LoopDevice device = LoopDevice.over(drive, LoopOptions.USUAL)) {
      device.fill();
      Program program = InterruptedRun.atRate("30M", device);
      try (RunningProgram running = program.start()) {
        Await.until(
            InterruptedRun.SOON,
            running::stderr,
            () -> InterruptedRun.written(program.stateDirectory()) > LEAST);
        running.signal("INT");
        running.awaitExit(InterruptedRun.SOON).expectExit(130);
      }
      Path file = InterruptedRun.only(program.stateDirectory().resolve("progress"), "*.json");
      String saved = Files.readString(file);
      drive.gone();
      ProgramResult gone = resume(device, program.stateDirectory()).expectExit(6);
      assertTrue(gone.err().contains(device.node() + " went away before"), gone::toString);
      assertEquals(saved, Files.readString(file));
      drive.back();
      resume(device, program.stateDirectory()).expectExit(0);
      assertEquals(0, device.markerSectors());
    }
  }

  @Test
  void neverClaimsSuccessWhereTheDeviceIsDetached() throws IOException {
    try (LoopDevice device = filled()) {
      Path node = device.node();
      try (RunningProgram running = InterruptedRun.started(InterruptedRun.slow(device))) {
        // The kernel lets go of the file when the last one has closed the device.
        assertThrows(IOException.class, device::detach);
        ProgramResult result = running.awaitExit(InterruptedRun.SOON);
        assertTrue(result.exitCode() == 0 || result.exitCode() == 6, result::toString);
        assertEquals(result.exitCode() == 0, device.markerSectors() == 0, result::toString);
      }
      assertFalse(Files.isRegularFile(node), "no file at the path");
    }
  }

  private static LoopDevice filled() throws IOException {
    LoopDevice device = LoopDevice.create(SIZE);
    device.fill();
    return device;
  }

  private static ProgramResult resume(LoopDevice device, Path state) throws IOException {
    return Program.with("resume", device.node().toString()).stateDirectory(state).run();
  }
}
