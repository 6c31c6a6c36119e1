package dev.wipeit.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.FaultDrive.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Drives that lie, lose their power, or get worse, seen through a loop device. */
final class FaultDriveLiesIT {

  private static final int SIZE = 1 << 20;
  private static final int PAGE = 4096;
  private static final int SECTOR = 512;

  private FaultDrive drive;
  private LoopDevice device;

  @BeforeEach
  void create() throws IOException {
    drive = FaultDrive.create(SIZE);
    device = LoopDevice.over(drive, LoopOptions.USUAL);
  }

  @AfterEach
  void close() throws IOException {
    if (drive != null) {
      drive.close();
    }
  }

  @Test
  void stallsForSoLong() throws IOException {
    long begin = System.nanoTime();
    drive.stall(Duration.ofMillis(300));
    write(0, PAGE, 1);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    assertTrue(millis >= 300, millis + " ms");
    assertEquals(0, drive.value("stalled"));
  }

  @Test
  void badSectorsGrowWithEveryWriteUpToTheirEnd() throws IOException {
    drive.growingBadWrite(8, 8, 8, 24);
    write(2 * PAGE, PAGE, 1);
    assertThrows(IOException.class, () -> write(PAGE, PAGE, 1));
    assertThrows(IOException.class, () -> write(2 * PAGE, PAGE, 1));
    assertThrows(IOException.class, () -> write(3 * PAGE, PAGE, 1));
    write(4 * PAGE, PAGE, 1);
  }

  @Test
  void confirmsAWriteThatChangesNothing() throws IOException {
    drive.loseWrite(8, 8, 1);
    write(0, PAGE, 1);
    write(PAGE, PAGE, 1);
    assertBytes(1, medium(0, PAGE));
    assertBytes(0, medium(PAGE, PAGE));
    write(PAGE, PAGE, 1);
    assertBytes(1, medium(PAGE, PAGE));
  }

  @Test
  void tearsAWriteAtASector() throws IOException {
    drive.tearWrite(3, 1);
    write(0, PAGE, 1);
    assertBytes(1, medium(0, 3 * SECTOR));
    assertBytes(0, medium(3 * SECTOR, 5 * SECTOR));
    write(0, PAGE, 1);
    assertBytes(1, medium(0, PAGE));
  }

  @Test
  void tearsAWriteAndSaysThatItFailed() throws IOException {
    drive.tearAndFail(3, 1);
    assertThrows(IOException.class, () -> write(0, PAGE, 1));
    assertBytes(1, medium(0, 3 * SECTOR));
    assertBytes(0, medium(3 * SECTOR, 5 * SECTOR));
  }

  @Test
  void rotsBetweenWriteAndRead() throws IOException {
    write(0, PAGE, 1);
    drive.rot(2, 1);
    device.writeBack();
    byte[] rotten = read(0, PAGE);
    byte[] expected = medium(0, PAGE);
    expected[2 * SECTOR] ^= 1;
    assertArrayEquals(expected, rotten);
    assertBytes(1, medium(0, PAGE));
  }

  @Test
  void wrapsRoundAtItsTrueEnd() throws IOException {
    drive.trueCapacity(SIZE / 2);
    write(SIZE / 2 - PAGE, 2 * PAGE, 1);
    assertBytes(1, medium(SIZE / 2 - PAGE, PAGE));
    assertBytes(1, medium(0, PAGE));
    assertBytes(0, medium(SIZE / 2, PAGE));
    device.writeBack();
    assertBytes(1, read(SIZE / 2, PAGE));
    assertBytes(1, read(0, PAGE));
  }

  @Test
  void aWriteIsDurableOnlyAfterAFlush() throws IOException {
    drive.cache(SIZE);
    write(drive, 0, 1);
    assertEquals(PAGE, drive.value("cached"));
    assertBytes(0, medium(0, PAGE));
    assertBytes(1, readDisk(0, PAGE));
    flush();
    assertBytes(1, medium(0, PAGE));
    assertEquals(0, drive.value("cached"));
  }

  @Test
  void aFullCacheDrivesOutTheOldest() throws IOException {
    drive.cache(2 * PAGE);
    write(drive, 0, 1);
    write(drive, PAGE, 1);
    write(drive, 2 * PAGE, 1);
    assertBytes(1, medium(0, PAGE));
    assertBytes(0, medium(PAGE, 2 * PAGE));
  }

  @Test
  void aFlushThatLiesKeepsNothing() throws IOException {
    drive.cache(SIZE);
    drive.lieAboutFlushes(1);
    write(0, PAGE, 1);
    assertBytes(0, medium(0, PAGE));
    flush();
    assertBytes(1, medium(0, PAGE));
  }

  @Test
  void aPowerCutKeepsWhatWasFlushedAndAnyPartOfTheRest() throws IOException {
    drive.cache(SIZE);
    Set<String> left = new HashSet<>();
    for (int seed = 0; seed < 40; seed++) {
      write(drive, 0, 1);
      write(drive, PAGE, 1);
      flush();
      write(drive, PAGE, 2);
      write(drive, 2 * PAGE, 2);
      drive.cut(seed);
      assertThrows(IOException.class, () -> write(drive, 3 * PAGE, 3));
      assertThrows(IOException.class, () -> readDisk(0, PAGE));
      drive.back();
      assertBytes(1, medium(0, PAGE));
      left.add(sectors(PAGE, PAGE));
      assertTrue(sectors(PAGE, PAGE).matches("[12]{8}"), sectors(PAGE, PAGE));
      assertTrue(sectors(2 * PAGE, PAGE).matches("[02]{8}"), sectors(2 * PAGE, PAGE));
      assertBytes(0, medium(3 * PAGE, PAGE));
      device.write(2 * PAGE, new byte[PAGE]);
    }
    assertTrue(left.contains("11111111") && left.contains("22222222"), left.toString());
    assertTrue(left.stream().anyMatch(sectors -> sectors.matches("2+1+")), left.toString());
    assertTrue(left.stream().anyMatch(sectors -> sectors.matches(".*12.*")), left.toString());
  }

  @Test
  void thePowerIsCutAtTheRequestThatWasNamed() throws IOException {
    drive.cut(1, 2);
    write(drive, 0, 1);
    write(drive, PAGE, 1);
    assertThrows(IOException.class, () -> write(drive, 2 * PAGE, 1));
    assertThrows(IOException.class, () -> write(drive, 3 * PAGE, 1));
    assertBytes(1, medium(0, 2 * PAGE));
    assertBytes(0, medium(3 * PAGE, PAGE));
    drive.back();
    write(drive, 3 * PAGE, 1);
    assertBytes(1, medium(3 * PAGE, PAGE));
  }

  @Test
  void aWriteThatIsUnderWayWhenThePowerFailsChangesNothingAfterwards() throws IOException {
    drive.delay(Duration.ofMillis(400));
    CompletableFuture<Boolean> confirmed = CompletableFuture.supplyAsync(this::isConfirmed);
    Await.until(Duration.ofSeconds(5), () -> "a write under way", () -> drive.value("writes") == 1);
    drive.cut(1);
    assertFalse(confirmed.join());
    assertBytes(0, medium(0, PAGE));
  }

  private boolean isConfirmed() {
    try {
      write(drive, 0, 1);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  @Test
  void theSameSeedLeavesTheSame() throws IOException {
    drive.cache(SIZE);
    List<String> left = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      device.write(0, new byte[PAGE]);
      write(drive, 0, 1);
      drive.cut(6);
      drive.back();
      left.add(sectors(0, PAGE));
    }
    assertEquals(left.get(0), left.get(1));
  }

  @Test
  void logsTimeAndHash() throws IOException {
    write(drive, 0, 1);
    write(drive, PAGE, 1);
    write(drive, 2 * PAGE, 2);
    readDisk(0, PAGE);
    List<Request> log = drive.log();
    Request given = log.get(log.size() - 1);
    assertEquals("given 0 4096", given.toString());
    List<Request> writes = drive.requests().stream().filter(r -> r.what().equals("write")).toList();
    assertEquals(3, writes.size());
    assertEquals(writes.get(0).hash(), writes.get(1).hash());
    assertEquals(writes.get(0).hash(), given.hash());
    assertNotEquals(writes.get(0).hash(), writes.get(2).hash());
    assertTrue(writes.get(2).micros() > writes.get(0).micros());
  }

  /** Through the loop device, and flushed. */
  private void write(long offset, int length, int value) throws IOException {
    write(device.node(), offset, length, value, true);
  }

  private static void write(FaultDrive drive, long offset, int value) throws IOException {
    write(drive.disk(), offset, PAGE, value, false);
  }

  private static void write(Path path, long offset, int length, int value, boolean flushed)
      throws IOException {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), offset);
      if (flushed) {
        channel.force(true);
      }
    }
  }

  private void flush() throws IOException {
    try (FileChannel channel = FileChannel.open(drive.disk(), StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private byte[] read(long offset, int length) throws IOException {
    return read(device.node(), offset, length);
  }

  private byte[] readDisk(long offset, int length) throws IOException {
    return read(drive.disk(), offset, length);
  }

  private static byte[] read(Path path, long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.read(bytes, offset);
    }
    return bytes.array();
  }

  private byte[] medium(long offset, int length) throws IOException {
    byte[] all = Files.readAllBytes(drive.contents());
    return Arrays.copyOfRange(all, (int) offset, (int) offset + length);
  }

  private String sectors(long offset, int length) throws IOException {
    byte[] bytes = medium(offset, length);
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < length; at += SECTOR) {
      text.append(bytes[at]);
      for (int i = 0; i < SECTOR; i++) {
        assertEquals(bytes[at], bytes[at + i], "a sector is torn");
      }
    }
    return text.toString();
  }

  private static void assertBytes(int value, byte[] bytes) {
    byte[] expected = new byte[bytes.length];
    Arrays.fill(expected, (byte) value);
    assertArrayEquals(expected, bytes);
  }
}
