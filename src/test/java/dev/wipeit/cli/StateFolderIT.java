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
import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * State folders that are full, read-only, somebody else's, not what they seem, or on the target.
 */
@Tag("concurrent")
final class StateFolderIT {

  private static final String TINY = "size=64k,mode=0700";
  private static final Set<StandardOpenOption> APPEND =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

  private LoopDevice device;
  private Path scratch;
  private String digest;

  @BeforeEach
  void attaches() throws IOException {
    device = LoopDevice.create(4 << 20);
    device.fill();
    digest = device.sha256();
    scratch = Scratch.folder("state");
  }

  @AfterEach
  void detaches() throws IOException {
    device.close();
    Scratch.delete(scratch);
  }

  @Test
  void writesNothingWhereTheFolderIsFull() throws IOException {
    try (Mounted tiny = Mounted.tmpfs(TINY)) {
      fillUp(tiny.point());
      expectNothingWritten(wipe(tiny.point().resolve("state")), 9, tiny.point() + "/state");
    }
  }

  @Test
  void writesNothingWhereTheFirstCheckpointDoesNotFit() throws IOException {
    try (Mounted tiny = Mounted.tmpfs(TINY)) {
      Path state = tiny.point().resolve("state");
      // The lock file of an earlier run is there: what is missing is the checkpoint.
      InterruptedRun.checkpoint(device, state);
      Path progress = InterruptedRun.only(state.resolve("progress"), "*.json");
      byte[] saved = Files.readAllBytes(progress);
      digest = device.sha256();
      fillUp(tiny.point());
      ProgramResult resumed =
          Program.with("resume", device.node().toString()).stateDirectory(state).run();
      expectNothingWritten(resumed, 9, progress.toString());
      assertTrue(Arrays.equals(saved, Files.readAllBytes(progress)), "the saved run");
    }
  }

  @Test
  void goesOnWhereTheFolderGetsFullAndSavesWhenThereIsRoomAgain() throws IOException {
    try (Mounted tiny = Mounted.tmpfs(TINY)) {
      Program program = slow(tiny.point().resolve("state"));
      try (RunningProgram running = InterruptedRun.started(program)) {
        fillUntilNotSaved(running, tiny.point());
        Files.delete(tiny.point().resolve("filler"));
        ProgramResult result = running.awaitExit(InterruptedRun.SOON).expectExit(0);
        assertOneLineEach(result.err());
        assertEquals(0, device.markerSectors());
      }
    }
  }

  @Test
  void saysAtTheEndThatNothingCouldBeSaved() throws IOException {
    try (Mounted tiny = Mounted.tmpfs(TINY)) {
      Program program = slow(tiny.point().resolve("state"));
      try (RunningProgram running = InterruptedRun.started(program)) {
        fillUntilNotSaved(running, tiny.point());
        ProgramResult result = running.awaitExit(InterruptedRun.SOON).expectExit(9);
        assertOneLineEach(result.err());
        assertTrue(result.out().contains("could not be saved"), result::toString);
        assertEquals(0, device.markerSectors(), "the wipe went on all the same");
      }
    }
  }

  @Test
  void saysWhenItIsInterruptedThatProgressIsNotSaved() throws IOException {
    try (Mounted tiny = Mounted.tmpfs(TINY)) {
      Path state = tiny.point().resolve("state");
      try (RunningProgram running = InterruptedRun.started(slow(state))) {
        fillUntilNotSaved(running, tiny.point());
        running.signal("INT");
        ProgramResult result = running.awaitExit(InterruptedRun.SOON).expectExit(9);
        assertTrue(result.out().contains("NOT saved"), result::toString);
        assertFalse(result.out().contains("Progress saved"), result::toString);
      }
      Files.delete(tiny.point().resolve("filler"));
      Program.with("resume", device.node().toString()).stateDirectory(state).run().expectExit(0);
      assertEquals(0, device.markerSectors());
    }
  }

  @Test
  void writesNothingWhereTheFolderIsReadOnly() throws IOException {
    try (Mounted tiny = Mounted.tmpfs(TINY)) {
      tiny.remount("ro");
      expectNothingWritten(wipe(tiny.point().resolve("state")), 9, tiny.point() + "/state");
      tiny.remount("rw");
      Program.run("status", "--state-dir", tiny.point().resolve("state").toString()).expectExit(0);
      InterruptedRun.checkpoint(device, tiny.point().resolve("state"));
      digest = device.sha256();
      tiny.remount("ro");
      expectNothingWritten(wipe(tiny.point().resolve("state")), 9, tiny.point() + "/state");
    }
  }

  @Test
  void goesOnWhereTheFolderIsTakenAwayAndSavesWhenItIsBack() throws IOException {
    Path progress = scratch.resolve("state/progress");
    try (RunningProgram running = InterruptedRun.started(slow(scratch.resolve("state")))) {
      Files.move(progress, scratch.resolve("away"));
      running.awaitStderr("progress is NOT saved", InterruptedRun.SOON);
      assertFalse(Files.exists(progress), "it is not made anew");
      Files.move(scratch.resolve("away"), progress);
      running.awaitExit(InterruptedRun.SOON).expectExit(0);
      assertEquals(0, device.markerSectors());
    }
  }

  @Test
  void refusesASymbolicLink() throws IOException {
    Path real = Files.createDirectory(scratch.resolve("real"), ownerOnly());
    Path link = Files.createSymbolicLink(scratch.resolve("link"), real);
    expectNothingWritten(wipe(link), 3, link.toString());
    assertEquals(0, InterruptedRun.list(real, "*").size(), "nothing was put behind the link");
  }

  @Test
  void refusesASymbolicLinkInIt() throws IOException {
    Path real = Files.createDirectory(scratch.resolve("real"), ownerOnly());
    Path state = Files.createDirectory(scratch.resolve("state"), ownerOnly());
    Path link = Files.createSymbolicLink(state.resolve("progress"), real);
    expectNothingWritten(wipe(state), 3, link.toString());
    assertEquals(0, InterruptedRun.list(real, "*").size(), "nothing was put behind the link");
  }

  @Test
  void refusesAFolderOfSomebodyElse() throws IOException {
    Path state = Files.createDirectory(scratch.resolve("state"), ownerOnly());
    Files.setAttribute(state, "unix:uid", 12345);
    expectNothingWritten(wipe(state), 3, "belongs to uid 12345");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxrwx", "rwxr-xr-x", "rwx-----x"})
  void refusesAFolderThatIsOpenToOthers(String mode) throws IOException {
    Path state = Files.createDirectory(scratch.resolve("state"), ownerOnly());
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString(mode));
    expectNothingWritten(wipe(state), 3, "has mode " + mode);
  }

  @Test
  void refusesAFolderOnTheTarget() throws IOException {
    Mounted.makeExt4(device.node());
    try (Mounted mounted = Mounted.device(device.node(), "rw")) {
      Path state = mounted.point().resolve("state");
      ProgramResult result = wipe(state).expectExit(3);
      assertTrue(result.err().contains("holds the state directory (" + state), result::toString);
      assertTrue(result.err().contains("is mounted on " + mounted.point()), result::toString);
    }
    try (Mounted mounted = Mounted.device(device.node(), "rw")) {
      assertTrue(Files.isDirectory(mounted.point().resolve("lost+found")), "it is as it was");
    }
  }

  @Test
  void doesNotFollowALinkInPlaceOfTheCheckpoint() throws IOException {
    Path state = scratch.resolve("state");
    Path file = InterruptedRun.checkpoint(device, state);
    digest = device.sha256();
    Path victim = Files.move(file, scratch.resolve("victim"));
    byte[] before = Files.readAllBytes(victim);
    Files.createSymbolicLink(file, victim);
    Files.delete(file.resolveSibling(file.getFileName() + ".previous"));
    ProgramResult resumed =
        Program.with("resume", device.node().toString()).stateDirectory(state).run();
    expectNothingWritten(resumed, 3, file + ": is not a regular file");
    ProgramResult status = Program.with("status").stateDirectory(state).run().expectExit(0);
    assertTrue(status.out().contains(file + ": is not a regular file"), status::toString);
    Program.with("wipe", "--yes", device.node().toString()).stateDirectory(state).run();
    assertTrue(Arrays.equals(before, Files.readAllBytes(victim)), "the link's target");
    assertFalse(Files.isSymbolicLink(file), "the link itself was moved away");
  }

  @Test
  void doesNotFollowALinkInPlaceOfTheLock() throws IOException {
    Path state = scratch.resolve("state");
    InterruptedRun.checkpoint(device, state);
    digest = device.sha256();
    Path lock = InterruptedRun.only(state.resolve("lock"), "loop-*.lock");
    Path victim = Files.writeString(scratch.resolve("victim"), "precious\n");
    Files.delete(lock);
    Files.createSymbolicLink(lock, victim);
    expectNothingWritten(wipe(state), 3, lock + ": is not a regular file");
    ProgramResult resumed =
        Program.with("resume", device.node().toString()).stateDirectory(state).run();
    expectNothingWritten(resumed, 3, lock + ": is not a regular file");
    assertEquals("precious\n", Files.readString(victim));
  }

  private Program slow(Path state) throws IOException {
    // One second for each of the four checkpoints.
    return InterruptedRun.atRate("1M", device, "--verify", "none").stateDirectory(state);
  }

  private ProgramResult wipe(Path state) throws IOException {
    return Program.with("wipe", "--yes", device.node().toString()).stateDirectory(state).run();
  }

  private void expectNothingWritten(ProgramResult result, int code, String what)
      throws IOException {
    result.expectExit(code);
    assertTrue(result.err().contains(what), result::toString);
    assertOneLineEach(result.err());
    assertEquals(digest, device.sha256(), result::toString);
  }

  private static void assertOneLineEach(String err) {
    assertFalse(err.contains("Exception") || err.contains("\tat "), err);
  }

  /** Saves that were going on can free a page afterwards, so it is filled until one has failed. */
  private static void fillUntilNotSaved(RunningProgram running, Path folder) throws IOException {
    Await.until(
        InterruptedRun.SOON,
        running::stderr,
        () -> {
          fillUp(folder);
          return running.stderr().contains("progress is NOT saved, the wipe goes on");
        });
  }

  private static void fillUp(Path folder) throws IOException {
    byte[] page = new byte[4096];
    try {
      for (int i = 0; i < 1000; i++) {
        try (var filler = Files.newByteChannel(folder.resolve("filler"), APPEND)) {
          filler.write(ByteBuffer.wrap(page));
        }
      }
      throw new AssertionError("never full: " + folder);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException full) {
      assertTrue(String.valueOf(full.getMessage()).contains("No space"), full.toString());
    }
  }

  private static FileAttribute<?> ownerOnly() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  }
}
