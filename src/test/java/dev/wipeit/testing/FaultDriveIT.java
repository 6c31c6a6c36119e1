package dev.wipeit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FaultDriveIT {

  private static final long SIZE = 1 << 20;

  private FaultDrive drive;

  @BeforeEach
  void create() throws IOException {
    drive = FaultDrive.create(SIZE);
  }

  @AfterEach
  void close() throws IOException {
    if (drive != null) {
      drive.close();
    }
  }

  @Test
  void stallsAnotherProcessUntilGo() throws Exception {
    drive.stall();
    Process reader = dd("if=" + drive.disk(), "count=1");
    drive.awaitWaiting(1);
    assertFalse(reader.waitFor(200, TimeUnit.MILLISECONDS));
    drive.go();
    assertTrue(reader.waitFor(10, TimeUnit.SECONDS));
    assertEquals(0, reader.exitValue());
    assertEquals(0, drive.value("waiting"));
  }

  @Test
  void stallsAWriteThroughALoopDevice() throws Exception {
    try (LoopDevice device = LoopDevice.over(drive, LoopOptions.USUAL)) {
      device.fill();
      drive.stall();
      Process writer = dd("of=" + device.node(), "if=/dev/zero", "count=4", "oflag=direct");
      drive.awaitWaiting(1);
      assertEquals(SIZE / 512, device.markerSectors());
      assertFalse(writer.waitFor(200, TimeUnit.MILLISECONDS));
      drive.go();
      assertTrue(writer.waitFor(10, TimeUnit.SECONDS));
      assertEquals(SIZE / 512 - 32, device.markerSectors());
    }
  }

  @Test
  void answersOnControlWhileManyRequestsWait() throws Exception {
    drive.stall();
    List<Process> readers =
        List.of(
            reader(0),
            reader(1),
            reader(2),
            reader(3),
            reader(4),
            reader(5),
            reader(6),
            reader(7),
            reader(8),
            reader(9),
            reader(10),
            reader(11),
            reader(12),
            reader(13),
            reader(14));
    drive.awaitWaiting(readers.size());
    drive.go();
    for (Process reader : readers) {
      assertTrue(reader.waitFor(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void closesWhileStalledUnderALoopDevice() throws Exception {
    LoopDevice device = LoopDevice.over(drive, LoopOptions.USUAL);
    drive.stall();
    Process writer = dd("of=" + device.node(), "if=/dev/zero", "count=1", "oflag=direct");
    drive.awaitWaiting(1);
    Path disk = drive.disk();
    drive.close();
    assertFalse(Files.exists(disk));
    assertFalse(ProcessHandle.of(drive.pid()).isPresent());
    assertEquals("", LoopNode.backingFileOf(device.name()));
    assertTrue(writer.waitFor(10, TimeUnit.SECONDS));
    drive = null;
  }

  @Test
  void failsEveryRequestWhileItIsGone() throws IOException {
    try (LoopDevice device = LoopDevice.over(drive, LoopOptions.USUAL)) {
      device.fill();
      drive.gone();
      assertThrows(IOException.class, () -> write(device.node(), 0));
      assertEquals(SIZE / 512, device.markerSectors());
      drive.back();
      write(device.node(), 0);
      assertEquals(SIZE / 512 - 8, device.markerSectors());
    }
  }

  @Test
  void failsWritesThatTouchBadSectors() throws IOException {
    drive.badWrite(10, 2);
    write(drive.disk(), 512 * 2);
    assertThrows(IOException.class, () -> write(drive.disk(), 512 * 3));
    assertThrows(IOException.class, () -> write(drive.disk(), 512 * 11));
    write(drive.disk(), 512 * 12);
    drive.clear();
    write(drive.disk(), 512 * 3);
  }

  @Test
  void failsReadsThatTouchBadSectors() throws IOException {
    drive.badRead(8, 1);
    try (FileChannel channel = FileChannel.open(drive.disk(), StandardOpenOption.READ)) {
      assertEquals(4096, channel.read(ByteBuffer.allocate(4096), 0));
      assertThrows(IOException.class, () -> channel.read(ByteBuffer.allocate(512), 4096));
      assertEquals(512, channel.read(ByteBuffer.allocate(512), 4096 + 512));
    }
  }

  @Test
  void delaysEveryRequest() throws IOException {
    drive.delay(Duration.ofMillis(80));
    long start = System.nanoTime();
    write(drive.disk(), 0);
    assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(80));
  }

  @Test
  void logsEveryRequestInItsOrder() throws IOException {
    try (FileChannel channel = FileChannel.open(drive.disk(), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(4096), 8192);
      channel.write(ByteBuffer.allocate(512), 0);
      channel.force(true);
    }
    assertEquals(
        List.of("write 8192 4096", "write 0 512", "fsync 0 0"),
        drive.requests().stream().map(Object::toString).toList());
    assertEquals(2, drive.value("writes"));
  }

  @Test
  void refusesCommandsThatItDoesNotKnow() {
    for (String wrong :
        List.of(
            "nonsense",
            "bad erase 0 1",
            "bad read 0",
            "delay -1",
            "grow write 0 1",
            "cut",
            "stall -1")) {
      assertThrows(IOException.class, () -> drive.command(wrong), wrong);
    }
  }

  private Process reader(int block) throws IOException {
    return dd("if=" + drive.disk(), "count=1", "skip=" + block);
  }

  private static Process dd(String... arguments) throws IOException {
    List<String> command = new java.util.ArrayList<>(List.of("dd", "bs=4096", "status=none"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void write(Path file, long offset) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(4096), offset);
      channel.force(true);
    }
  }
}
