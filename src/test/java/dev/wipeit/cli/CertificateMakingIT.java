package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.DeviceLock;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.testing.Await;
import dev.wipeit.testing.Mounted;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Requires;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever comes between the end of a run and its certificate, it is made, or it is told how. */
@Tag("concurrent")
final class CertificateMakingIT {

  @AutoClose private final CertifiedDisk certified = new CertifiedDisk();
  private final MarkedDevice disk = certified.disk();

  CertificateMakingIT() throws IOException {}

  /** The lock is held, so that the process waits between the end of the run and the certificate. */
  @Test
  void aProcessThatIsKilledBeforeTheCertificateLeavesItToTheNext() throws IOException {
    DeviceLock lock = lock(disk.state().directory());
    try (RunningProgram running = disk.wipe("-m", "zero").start()) {
      awaitArchived(running, disk.state().directory());
      running.kill9();
    } finally {
      lock.close();
    }
    assertEquals(List.of(), certified.all());
    String run = disk.state().finished().run();
    try (MarkedDevice other = MarkedDevice.ofMebibytes(8)) {
      Program next =
          Program.with("wipe", other.node(), "--yes").stateDirectory(disk.state().directory());
      next.run().expectExit(0);
    }
    assertEquals("cleared", certified.payload(run).get("result").asText());
    assertEquals(2, certified.all().size());
    certified.assertGenuine();
  }

  /** Its checkpoint stands until all that the certificate will say is on stable storage. */
  @Test
  void aRunIsNotOverBeforeItsFactsAreKept() throws IOException {
    String run;
    Path inTheWay;
    try (RunningProgram running = disk.wipe("--max-rate", "8M").start()) {
      InterruptedRun.awaitProgress(running, disk.state().directory());
      run = disk.state().saved().run();
      inTheWay =
          disk.state().directory().resolve("certificates/pending/" + run + ".json.new/folder");
      Files.createDirectories(inTheWay);
      running.awaitExit(InterruptedRun.SOON).expectExit(9);
    }
    assertEquals(run, disk.state().saved().run(), "it can be gone on with");
    Files.delete(inTheWay);
    Files.delete(inTheWay.getParent());
    disk.resume().run().expectExit(0);
    assertEquals("cleared", certified.payload(run).get("result").asText());
    certified.assertGenuine();
  }

  @Test
  void aFullDiskIsToldAndTheCertificateIsMadeLater() throws IOException {
    Requires.root();
    try (Mounted small = Mounted.tmpfs("size=2m")) {
      Path state = small.point().resolve("state");
      DeviceLock lock = lock(state);
      Path filler = small.point().resolve("filler");
      String run;
      try (RunningProgram running = disk.wipe("-m", "zero").stateDirectory(state).start()) {
        awaitArchived(running, state);
        run =
            InterruptedRun.only(state.resolve("progress/archive"), "*.json")
                .getFileName()
                .toString()
                .replace(".json", "");
        fill(filler);
        lock.close();
        ProgramResult ended = running.awaitExit(InterruptedRun.SOON).expectExit(9);
        assertTrue(ended.out().contains("wipeit certificate make " + run), ended::toString);
      }
      Program make = Program.with("certificate", "make", run).stateDirectory(state);
      make.run().expectExit(9);
      Files.delete(filler);
      Program.with("certificate", "make", run).stateDirectory(state).run().expectExit(0);
      assertEquals(
          "cleared",
          CertifiedDisk.payload(state.resolve("certificates/" + run + ".json"))
              .get("result")
              .asText());
      CertifiedDisk.assertGenuine(state);
    }
  }

  @Test
  void aFolderThatOthersMayReadIsRefusedBeforeTheFirstByte() throws IOException {
    disk.wipe("-m", "zero").run().expectExit(0);
    disk.device().fill();
    Path folder = disk.state().directory().resolve("certificates");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    ProgramResult refused = disk.wipe("-m", "zero").run().expectExit(3);
    assertTrue(refused.err().contains("has mode rwxr-xr-x"), refused::toString);
    assertTrue(!refused.err().contains("does not answer"), refused::toString);
    assertEquals(disk.device().sizeBytes() / 512, disk.device().markerSectors());
  }

  private static DeviceLock lock(Path state) throws IOException {
    return DeviceLock.acquire(StateDirectory.open(state), "certificates");
  }

  private static void awaitArchived(RunningProgram running, Path state) throws IOException {
    Await.until(
        InterruptedRun.SOON,
        running::stderr,
        () -> !InterruptedRun.list(state.resolve("progress/archive"), "*.json").isEmpty());
  }

  private static void fill(Path filler) throws IOException {
    ByteBuffer page = ByteBuffer.allocate(4096);
    try (FileChannel file =
        FileChannel.open(filler, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (true) {
        page.clear();
        file.write(page);
      }
    } catch (IOException full) {
      assertTrue(String.valueOf(full.getMessage()).contains("No space left"), full::toString);
    }
  }
}
