package dev.wipeit.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.Devices;
import dev.wipeit.device.RefusedException;
import dev.wipeit.device.SystemRoots;
import dev.wipeit.media.MediaException.Kind;
import dev.wipeit.sys.Kernel;
import dev.wipeit.testing.FaultDrive;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.LoopOptions;
import dev.wipeit.testing.OpenDescriptors;
import dev.wipeit.testing.Requires;
import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real devices: loop devices over files and over a drive of faults, and image files. */
final class ClaimedMediaIT {

  private static final int SIZE = 1 << 20;

  private final Kernel kernel = Kernel.linux();
  private long descriptors;

  @BeforeAll
  static void needsLoopDevices() {
    Requires.loop();
  }

  @BeforeEach
  void countDescriptors() throws IOException {
    descriptors = openDescriptors();
  }

  @AfterEach
  void everyDescriptorIsClosed() throws IOException {
    assertEquals(descriptors, openDescriptors());
  }

  /** Those that lead to a device or to a file of a test. */
  private static long openDescriptors() throws IOException {
    return OpenDescriptors.count(
        file ->
            file.toString().startsWith("/dev/loop") || file.toString().contains("wipeit-test-"));
  }

  private BlockDevice inspect(Path path) throws IOException {
    return new Devices(SystemRoots.ofMachine(), kernel).inspect(path, true);
  }

  private ClaimedMedia open(LoopDevice device, IoMode mode) throws IOException {
    return ClaimedMedia.open(inspect(device.node()), kernel, mode);
  }

  private static ByteBuffer filled(int length, int value) {
    ByteBuffer buffer = AlignedBuffer.allocate(8192).limit(length);
    for (int i = 0; i < length; i++) {
      buffer.put(i, (byte) value);
    }
    return buffer;
  }

  private static byte[] bytes(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    "512, AUTO, DIRECT",
    "512, DIRECT, DIRECT",
    "512, BUFFERED, BUFFERED",
    "4096, AUTO, DIRECT",
    "4096, BUFFERED, BUFFERED"
  })
  void whatIsWrittenAndForcedIsOnTheDevice(int sector, IoMode wanted, IoMode mode)
      throws IOException {
    try (LoopDevice device = LoopDevice.create(SIZE + sector, sector)) {
      device.fill();
      try (ClaimedMedia media = open(device, wanted)) {
        assertEquals(mode, media.ioMode());
        assertEquals(sector, media.alignmentBytes());
        assertEquals(SIZE + sector, media.sizeBytes());
        media.write(filled(4096, 7), 4096);
        media.write(filled(sector, 9), SIZE);
        media.force();
        assertEquals(-1, Arrays.mismatch(bytes(4096, 7), device.read(4096, 4096)));
        assertEquals(-1, Arrays.mismatch(bytes(sector, 9), device.read(SIZE, sector)));
        assertEquals((SIZE - 4096) / 512, device.markerSectors());
        ByteBuffer read = AlignedBuffer.allocate(4096).limit(sector);
        media.dropCache();
        media.read(read, SIZE);
        assertEquals(0, read.remaining());
        assertEquals(9, read.get(sector - 1));
        assertTrue(media.answers());
      }
    }
  }

  @Test
  void anImageFileIsWrittenToItsLastByte() throws IOException {
    Path folder = Scratch.folder("media");
    try {
      Path file = Files.write(folder.resolve("image"), new byte[5001]);
      BlockDevice device = inspect(file);
      try (ClaimedMedia media = ClaimedMedia.open(device, kernel, IoMode.AUTO)) {
        assertEquals(IoMode.BUFFERED, media.ioMode());
        media.write(filled(5001, 3), 0);
        media.force();
        media.dropCache();
        media.read(AlignedBuffer.allocate(4096).limit(905), 4096);
        assertTrue(media.answers());
      }
      assertEquals(-1, Arrays.mismatch(bytes(5001, 3), Files.readAllBytes(file)));
      UnsupportedModeException refused =
          assertThrows(
              UnsupportedModeException.class,
              () -> ClaimedMedia.open(device, kernel, IoMode.DIRECT).close());
      assertTrue(refused.getMessage().contains("direct I/O"), refused.getMessage());
    } finally {
      Scratch.delete(folder);
    }
  }

  @Test
  void aSecondClaimIsRefused() throws IOException {
    try (LoopDevice device = LoopDevice.create(SIZE)) {
      try (ClaimedMedia media = open(device, IoMode.AUTO)) {
        assertTrue(media.answers());
        assertRefused("O_EXCL", inspect(device.node()));
      }
      open(device, IoMode.AUTO).close();
    }
  }

  @Test
  void aReadOnlyDeviceIsRefused() throws IOException {
    Path folder = Scratch.folder("media");
    Path file = Files.write(folder.resolve("disk.img"), new byte[SIZE]);
    try (LoopDevice device = LoopDevice.over(file, LoopOptions.USUAL.asReadOnly())) {
      assertRefused("read-only", inspect(device.node()));
    } finally {
      Scratch.delete(folder);
    }
  }

  @Test
  void anotherDeviceOrAnotherSizeAtThePathIsRefused() throws IOException {
    try (LoopDevice device = LoopDevice.create(SIZE);
        LoopDevice other = LoopDevice.create(SIZE)) {
      BlockDevice seen = inspect(device.node());
      BlockDevice second = inspect(other.node());
      assertRefused("another device now", moved(seen, second.node(), seen.sizeBytes()));
      assertRefused("its size is", moved(seen, seen.node(), 2L * SIZE));
      assertRefused("another device now", moved(seen, other.backingFile(), seen.sizeBytes()));
    }
  }

  private static BlockDevice moved(BlockDevice device, Path node, long size) {
    return new BlockDevice(
        device.path(),
        node,
        device.name(),
        device.number(),
        device.kind(),
        device.type(),
        size,
        device.logicalSectorBytes(),
        device.physicalSectorBytes(),
        device.readOnly(),
        device.removable(),
        device.identity());
  }

  @Test
  void anotherFileAtThePathOfAnImageIsRefused() throws IOException {
    Path folder = Scratch.folder("media");
    try {
      Path file = Files.write(folder.resolve("image"), new byte[SIZE]);
      BlockDevice seen = inspect(file);
      Path other = Files.write(folder.resolve("other"), new byte[SIZE]);
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      assertRefused("another file now", seen);
      Files.delete(file);
      assertRefused("ENOENT", seen);
      assertFalse(Files.exists(file));
    } finally {
      Scratch.delete(folder);
    }
  }

  @Test
  void aVanishedNodeIsNotCreated() throws IOException {
    try (LoopDevice device = LoopDevice.create(SIZE)) {
      BlockDevice seen = inspect(device.node());
      Path missing = Path.of("/dev/wipeit-test-no-such-node");
      assertRefused("ENOENT", moved(seen, missing, SIZE));
      assertFalse(Files.exists(missing));
    }
  }

  private void assertRefused(String text, BlockDevice device) {
    RefusedException refused =
        assertThrows(
            RefusedException.class, () -> ClaimedMedia.open(device, kernel, IoMode.AUTO).close());
    String all = refused.getMessage() + refused.refusals();
    assertTrue(all.contains(text), all);
  }

  @ParameterizedTest
  @CsvSource({"DIRECT", "BUFFERED"})
  void aBadSectorIsNamedWithItsPlaceAndItsErrno(IoMode mode) throws IOException {
    try (FaultDrive drive = FaultDrive.create(SIZE);
        LoopDevice device = LoopDevice.over(drive, LoopOptions.USUAL.withDirectIo());
        ClaimedMedia media = open(device, mode)) {
      drive.badRead(800, 1);
      MediaException read =
          assertThrows(
              MediaException.class,
              () -> media.read(AlignedBuffer.allocate(4096).limit(4096), 800 * 512));
      assertEquals(Kind.READ, read.kind());
      assertEquals(800 * 512, read.offset());
      assertTrue(read.getMessage().contains("byte 409600 (LBA 800): EIO"), read.getMessage());
      assertTrue(media.answers());
    }
  }

  @Test
  void aDeviceAnswersWhereNeitherEndNorTheMiddleCanBeRead() throws IOException {
    try (FaultDrive drive = FaultDrive.create(SIZE);
        LoopDevice device = LoopDevice.over(drive, LoopOptions.USUAL.withDirectIo());
        ClaimedMedia media = open(device, IoMode.DIRECT)) {
      long last = SIZE / 512 - 1;
      for (long lba : List.of(0L, last / 2, last)) {
        drive.badRead(lba, 1);
      }
      assertTrue(media.answers());
      drive.badRead(0, SIZE / 512);
      assertFalse(media.answers());
    }
  }

  @Test
  void aWriteThatFailsIsNamedWithItsPlaceAndItsErrno() throws IOException {
    try (FaultDrive drive = FaultDrive.create(SIZE);
        LoopDevice device = LoopDevice.over(drive, LoopOptions.USUAL.withDirectIo());
        ClaimedMedia media = open(device, IoMode.DIRECT)) {
      drive.badWrite(808, 1);
      MediaException failed =
          assertThrows(MediaException.class, () -> media.write(filled(4096, 1), 808 * 512));
      assertEquals(Kind.WRITE, failed.kind());
      assertEquals(808 * 512, failed.offset());
      assertTrue(failed.getMessage().endsWith("EIO (input/output error)"), failed.getMessage());
      assertFalse(failed.getMessage().contains("\n"));
      media.write(filled(4096, 1), 0);
    }
  }

  @Test
  void aWriteThatWasOnlyCachedFailsAtTheForce() throws IOException {
    try (FaultDrive drive = FaultDrive.create(SIZE);
        LoopDevice device = LoopDevice.over(drive, LoopOptions.USUAL.withDirectIo());
        ClaimedMedia media = open(device, IoMode.BUFFERED)) {
      drive.badWrite(808, 1);
      media.write(filled(4096, 1), 808 * 512);
      MediaException failed = assertThrows(MediaException.class, media::force);
      assertEquals(Kind.FORCE, failed.kind());
    }
  }

  @ParameterizedTest
  @CsvSource({"DIRECT", "BUFFERED"})
  void aDeviceThatGoesAwayDoesNotAnswer(IoMode mode) throws IOException {
    try (FaultDrive drive = FaultDrive.create(SIZE);
        LoopDevice device = LoopDevice.over(drive, LoopOptions.USUAL.withDirectIo());
        ClaimedMedia media = open(device, mode)) {
      assertTrue(media.answers());
      media.write(filled(4096, 1), 0);
      media.force();
      assertTrue(media.answers());
      drive.gone();
      assertFalse(media.answers());
      assertTrue(media.isThere(), "nothing could be read of it from the beginning");
      drive.back();
      assertTrue(media.answers());
      media.read(filled(4096, 0), 0);
      drive.gone();
      assertFalse(media.isThere());
    }
  }

  private static void assertKind(Kind kind, Executable request) {
    assertEquals(kind, assertThrows(MediaException.class, request).kind());
  }

  @Test
  void closingTwiceClosesNothingElse() throws IOException {
    try (LoopDevice device = LoopDevice.create(SIZE);
        LoopDevice other = LoopDevice.create(SIZE)) {
      ClaimedMedia media = open(device, IoMode.AUTO);
      media.close();
      try (ClaimedMedia second = open(other, IoMode.AUTO)) {
        media.close();
        second.write(filled(512, 1), 0);
        second.force();
        assertRefused("O_EXCL", inspect(other.node()));
      }
    }
  }

  @Test
  void aClosedDeviceWritesToNobodyElse() throws IOException {
    try (LoopDevice device = LoopDevice.create(SIZE);
        LoopDevice other = LoopDevice.create(SIZE)) {
      other.fill();
      ClaimedMedia media = open(device, IoMode.BUFFERED);
      media.close();
      try (ClaimedMedia second = open(other, IoMode.BUFFERED)) {
        // Not a refusing sector: none beside it would do better.
        assertKind(Kind.OTHER, () -> media.write(filled(4096, 1), 0));
        assertKind(Kind.OTHER, () -> media.read(AlignedBuffer.allocate(4096).limit(512), 0));
        assertFalse(media.answers());
        second.force();
        assertEquals(SIZE / 512, other.markerSectors());
      }
    }
  }

  @Test
  void manyThreadsOpenManyDevicesEachItsOwn() throws Exception {
    List<LoopDevice> devices = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int i = 0; i < 4; i++) {
        devices.add(LoopDevice.create(SIZE));
      }
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int value = i + 1;
        LoopDevice device = devices.get(i);
        all.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < 10; round++) {
                    try (ClaimedMedia media = open(device, IoMode.AUTO)) {
                      assertEquals(IoMode.DIRECT, media.ioMode());
                      media.write(filled(4096, value), round * 4096L);
                      media.force();
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
      for (int i = 0; i < 4; i++) {
        assertEquals(-1, Arrays.mismatch(bytes(40_960, i + 1), devices.get(i).read(0, 40_960)));
        assertNotEquals(i + 1, devices.get(i).read(40_960, 1)[0]);
      }
    } finally {
      threads.shutdownNow();
      for (LoopDevice device : devices) {
        device.close();
      }
    }
  }
}
