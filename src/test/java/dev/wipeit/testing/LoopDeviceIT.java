package dev.wipeit.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.sys.BlockIoctl;
import dev.wipeit.sys.Kernel;
import dev.wipeit.sys.Open;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoopDeviceIT {

  private static final long SIZE = 1 << 20;
  private static final byte[] MARKER =
      "another marker, and a long one".getBytes(StandardCharsets.US_ASCII);

  @BeforeAll
  static void needsLoopDevices() {
    Requires.loop();
  }

  @Test
  void leavesNothingAttachedAndNoFile() throws IOException {
    LoopDevice device = LoopDevice.create(SIZE);
    assertEquals(device.backingFile().toString(), LoopNode.backingFileOf(device.name()));
    device.close();
    assertEquals("", LoopNode.backingFileOf(device.name()));
    assertFalse(Files.exists(device.backingFile().getParent()));
    device.close();
  }

  @Test
  void saysThatSomebodyHasItOpenAndIsGoneAfterwards() throws IOException {
    LoopDevice device = LoopDevice.create(SIZE);
    try (FileChannel reader = FileChannel.open(device.node(), StandardOpenOption.READ)) {
      assertTrue(reader.isOpen());
      assertMessage("somebody has it open", device::close);
      assertFalse(Files.exists(device.backingFile()));
    }
    Await.until(Duration.ofSeconds(5), () -> "its end", () -> !device.isAttached());
  }

  @Test
  void leavesAFileOfTheTestWhereItIs() throws IOException {
    Path folder = Scratch.folder("own");
    Path file = Files.write(folder.resolve("image"), new byte[8192]);
    LoopDevice.over(file, LoopOptions.USUAL).close();
    assertTrue(Files.exists(file));
    Scratch.delete(folder);
  }

  @Test
  void refusesADeviceOverAnotherFile() throws IOException {
    try (LoopDevice device = LoopDevice.create(SIZE);
        LoopDevice other = LoopDevice.create(SIZE)) {
      LoopNode wrong = new LoopNode(device.node(), other.backingFile());
      assertMessage("not over the test's own file", wrong::check);
      assertMessage("not over the test's own file", wrong::dropCache);
      assertMessage("not over the test's own file", wrong::detach);
      assertTrue(device.isAttached());
    }
  }

  @Test
  void refusesAnotherFileOfTheSameName() throws IOException {
    try (LoopDevice device = LoopDevice.create(SIZE)) {
      Files.delete(device.backingFile());
      Files.write(device.backingFile(), new byte[(int) SIZE]);
      LoopNode wrong = new LoopNode(device.node(), device.backingFile());
      assertThrows(IOException.class, wrong::check);
    }
  }

  @Test
  void refusesWhatIsNoLoopDevice() throws IOException {
    try (LoopDevice device = LoopDevice.create(SIZE)) {
      for (String path : List.of("/dev/null", "/dev", device.backingFile().toString())) {
        LoopNode wrong = new LoopNode(Path.of(path), device.backingFile());
        assertMessage("not a loop device", wrong::check);
        assertMessage("not a loop device", wrong::detach);
      }
    }
  }

  @Test
  void refusesANodeThatWasGivenToAnotherDevice() throws IOException {
    try (LoopDevice device = LoopDevice.create(SIZE);
        LoopDevice other = LoopDevice.create(SIZE)) {
      device.place().giveTo(other);
      assertMessage("minor number", () -> device.fill(MARKER));
      assertEquals(0, other.markerSectors());
    }
  }

  @Test
  void putsItsNodeBackBeforeItDetaches() throws IOException {
    LoopDevice device = LoopDevice.create(SIZE);
    device.place().takeAway();
    assertFalse(Files.exists(device.node()));
    Files.writeString(device.node(), "created by a program that should not have");
    device.close();
    assertEquals("", LoopNode.backingFileOf(device.name()));
    assertEquals(LoopNode.LOOP_MAJOR, Kernel.linux().status(device.node().toString()).rdevMajor());
  }

  @Test
  void doesNotAttachWhatIsNoRegularFile() {
    assertThrows(IOException.class, () -> LoopDevice.over(Path.of("/dev/zero"), LoopOptions.USUAL));
    assertThrows(IOException.class, () -> LoopDevice.over(Path.of("/tmp"), LoopOptions.USUAL));
  }

  @Test
  void doesNotHandOutAnotherKindThanAsked() throws IOException {
    Path folder = Scratch.folder("sectors");
    Path file = Files.write(folder.resolve("image"), new byte[1 << 16]);
    LoopNode node = Losetup.attach(file, LoopOptions.USUAL);
    assertMessage(
        "logical_block_size",
        () -> Losetup.checkOptions(node, LoopOptions.USUAL.withSectorBytes(4096)));
    assertMessage("/ro=0", () -> Losetup.checkOptions(node, LoopOptions.USUAL.asReadOnly()));
    node.detach();
    Scratch.delete(folder);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fillsUnderTheEyesOfAReader(boolean directIo) throws IOException {
    LoopOptions options = directIo ? LoopOptions.USUAL.withDirectIo() : LoopOptions.USUAL;
    try (LoopDevice device = LoopDevice.create(SIZE, options);
        FileChannel reader = FileChannel.open(device.node(), StandardOpenOption.READ)) {
      assertArrayEquals(new byte[4096], bytes(reader, 0));
      device.fill(MARKER);
      assertArrayEquals(device.read(0, 4096), bytes(reader, 0));
      device.write(512, new byte[] {1, 2, 3});
      assertArrayEquals(device.read(0, 4096), bytes(reader, 0));
    }
  }

  @Test
  void fillsOverWhatAWriterHasNotYetWrittenBack() throws IOException {
    try (LoopDevice device = LoopDevice.create(SIZE);
        FileChannel writer = FileChannel.open(device.node(), StandardOpenOption.WRITE)) {
      writer.write(ByteBuffer.wrap(new byte[] {7, 7, 7}), 100);
      device.fill(MARKER);
      writer.force(true);
      assertEquals(SIZE / 512, device.markerSectors());
      assertEquals(MARKER[100 % MARKER.length], device.read(100, 1)[0]);
    }
  }

  @Test
  void readsWhatHasReachedTheFileAndNothingElse() throws IOException {
    try (LoopDevice device = LoopDevice.create(SIZE);
        FileChannel writer = FileChannel.open(device.node(), StandardOpenOption.WRITE)) {
      writer.write(ByteBuffer.wrap(new byte[] {9}), 5000);
      assertEquals(0, device.read(5000, 1)[0]);
      device.writeBack();
      assertEquals(9, device.read(5000, 1)[0]);
    }
  }

  @Test
  void countsTheSectorsThatHoldTheMarker() throws IOException {
    try (LoopDevice device = LoopDevice.create(SIZE + 512)) {
      assertEquals(0, device.markerSectors());
      device.fill();
      assertEquals(SIZE / 512 + 1, device.markerSectors());
      device.write(512, new byte[1024]);
      assertEquals(SIZE / 512 - 1, device.markerSectors());
      device.write(SIZE, new byte[512 - 60]);
      assertEquals(SIZE / 512 - 1, device.markerSectors(), "a rest of the last sector is enough");
      device.write(SIZE, new byte[512]);
      assertEquals(SIZE / 512 - 2, device.markerSectors());
    }
  }

  @Test
  void digestsAllBytes() throws IOException {
    try (LoopDevice device = LoopDevice.create(512)) {
      // printf '%512s' | tr ' ' '\0' | sha256sum
      assertEquals(
          "076a27c79e5ace2a3d47f9dd2e83e4ff6ea8872b3c2218f66c92b89b55f36560", device.sha256());
    }
  }

  @Test
  void attachesFromManyThreadsAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    List<Callable<LoopDevice>> tasks = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      tasks.add(() -> LoopDevice.create(SIZE));
    }
    List<LoopDevice> devices = new ArrayList<>();
    for (Future<LoopDevice> future : threads.invokeAll(tasks)) {
      devices.add(future.get());
    }
    threads.shutdown();
    assertEquals(6, devices.stream().map(LoopDevice::node).distinct().count());
    for (LoopDevice device : devices) {
      device.close();
    }
  }

  @Test
  void isReadOnlyWhereAsked() throws IOException {
    Kernel kernel = Kernel.linux();
    try (LoopDevice device = LoopDevice.create(SIZE, LoopOptions.USUAL.asReadOnly())) {
      int fd = kernel.open(device.node().toString(), Open.READ_ONLY);
      int readOnly = kernel.ioctlInt(fd, BlockIoctl.READ_ONLY);
      kernel.close(fd);
      assertEquals(1, readOnly);
    }
  }

  private static byte[] bytes(FileChannel reader, long offset) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    while (buffer.hasRemaining() && reader.read(buffer, offset + buffer.position()) >= 0) {}
    return buffer.array();
  }

  private static void assertMessage(
      String expected, org.junit.jupiter.api.function.Executable call) {
    IOException thrown = assertThrows(IOException.class, call);
    assertTrue(thrown.getMessage().contains(expected), thrown.getMessage());
  }
}
