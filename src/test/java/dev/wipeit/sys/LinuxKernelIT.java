package dev.wipeit.sys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.wipeit.testing.FaultDrive;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.LoopOptions;
import dev.wipeit.testing.Requires;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LinuxKernelIT {

  private static final int SIZE = 1 << 20;

  private final Kernel kernel = Kernel.linux();
  private LoopDevice device;

  @BeforeEach
  void attach() throws IOException {
    Requires.loop();
    device = LoopDevice.create(SIZE);
  }

  @AfterEach
  void detach() throws IOException {
    if (device != null) {
      device.close();
    }
  }

  @Test
  void memoryIsAlignedAndEmptyAndItsOwn() throws IOException {
    int bytes = 2 << 20;
    ByteBuffer first = kernel.memory(bytes);
    ByteBuffer second = kernel.memory(bytes);
    assertEquals(0, first.alignmentOffset(0, bytes));
    assertEquals(bytes, first.capacity());
    assertEquals(-1, first.mismatch(ByteBuffer.allocate(bytes)));
    first.put(0, (byte) 1).put(bytes - 1, (byte) 2);
    assertEquals(-1, second.mismatch(ByteBuffer.allocate(bytes)));
  }

  @Test
  void memoryIsAHugePageWhereTheKernelGrantsThem() throws IOException {
    String granted = Files.readString(Path.of("/sys/kernel/mm/transparent_hugepage/enabled"));
    assumeFalse(granted.contains("[never]"), "this kernel grants no huge pages");
    long before = hugeKibibytes();
    kernel.memory(2 << 20).put(0, (byte) 1);
    assertEquals(before + 2048, hugeKibibytes());
  }

  private static long hugeKibibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/smaps_rollup")).stream()
        .filter(line -> line.startsWith("AnonHugePages:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }

  @Test
  void claimsADeviceOnce() throws IOException {
    int fd = open(Open.READ_WRITE | Open.EXCLUSIVE);
    assertErrno(Errno.EBUSY, () -> open(Open.READ_WRITE | Open.EXCLUSIVE));
    kernel.close(open(Open.READ_WRITE));
    kernel.close(fd);
    kernel.close(open(Open.READ_WRITE | Open.EXCLUSIVE));
  }

  @Test
  void tellsTheNumbersOfADevice() throws IOException {
    int fd = open(Open.READ_ONLY);
    FileStatus status = kernel.status(fd);
    kernel.close(fd);
    assertEquals(kernel.status(device.node().toString()), status);
    assertTrue(status.isBlockDevice());
    assertFalse(status.isRegularFile());
    assertEquals("7:" + device.name().substring(4), status.rdevMajor() + ":" + status.rdevMinor());
    String numbers = Files.readString(Path.of("/sys/block", device.name(), "dev")).strip();
    assertEquals(numbers, status.rdevMajor() + ":" + status.rdevMinor());
  }

  @Test
  void tellsTheNumbersOfAFile() throws IOException {
    FileStatus status = kernel.status(device.backingFile().toString());
    assertTrue(status.isRegularFile());
    assertEquals(SIZE, status.sizeBytes());
    assertEquals(attribute("unix:ino"), status.inode());
    assertEquals(attribute("unix:mode"), status.mode());
    // gnu_dev_makedev() of sys/sysmacros.h, for small numbers.
    assertEquals(attribute("unix:dev"), ((long) status.deviceMajor() << 8) | status.deviceMinor());
  }

  @Test
  void tellsTheSize() throws IOException {
    int fd = open(Open.READ_ONLY);
    assertEquals(SIZE, kernel.ioctlLong(fd, BlockIoctl.SIZE_BYTES));
    kernel.close(fd);
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 4096})
  void tellsTheSectorSize(int bytes) throws IOException {
    try (LoopDevice other = LoopDevice.create(SIZE, bytes)) {
      int fd = kernel.open(other.node().toString(), Open.READ_ONLY);
      assertEquals(bytes, kernel.ioctlInt(fd, BlockIoctl.LOGICAL_SECTOR_SIZE));
      kernel.close(fd);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void tellsWhatIsReadOnly(boolean readOnly) throws IOException {
    LoopOptions options = readOnly ? LoopOptions.USUAL.asReadOnly() : LoopOptions.USUAL;
    try (LoopDevice other = LoopDevice.create(SIZE, options)) {
      int fd = kernel.open(other.node().toString(), Open.READ_ONLY);
      assertEquals(readOnly ? 1 : 0, kernel.ioctlInt(fd, BlockIoctl.READ_ONLY));
      kernel.close(fd);
    }
  }

  @Test
  void tellsTheFileBehindALoopDevice() throws IOException {
    int fd = open(Open.READ_ONLY);
    ByteBuffer info = kernel.ioctlStruct(fd, BlockIoctl.LOOP_STATUS, BlockIoctl.LOOP_STATUS_SIZE);
    kernel.close(fd);
    FileStatus file = kernel.status(device.backingFile().toString());
    assertEquals(file.inode(), info.getLong(BlockIoctl.LOOP_STATUS_INODE));
    long number = ((long) file.deviceMajor() << 8) | file.deviceMinor();
    assertEquals(number, info.getLong(BlockIoctl.LOOP_STATUS_DEVICE));
    assertEquals(0, info.getLong(BlockIoctl.LOOP_STATUS_OFFSET));
    assertEquals(0, info.getLong(BlockIoctl.LOOP_STATUS_SIZE_LIMIT));
  }

  @Test
  void readsAndWritesPastThePageCache() throws IOException {
    int fd = open(Open.READ_WRITE | Open.DIRECT);
    ByteBuffer source = aligned(4096);
    for (int i = 0; i < 4096; i++) {
      source.put(i, (byte) (i * 31));
    }
    assertEquals(4096, kernel.pwrite(fd, source, 8192));
    ByteBuffer target = aligned(4096);
    assertEquals(4096, kernel.pread(fd, target, 8192));
    kernel.close(fd);
    assertEquals(source, target);
    byte[] expected = new byte[4096];
    source.get(expected);
    assertArrayEquals(expected, device.read(8192, 4096));
  }

  @Test
  void refusesDirectRequestsThatAreNotWholeSectors() throws IOException {
    int fd = open(Open.READ_WRITE | Open.DIRECT);
    assertErrno(Errno.EINVAL, () -> kernel.pwrite(fd, aligned(4096), 100));
    assertErrno(Errno.EINVAL, () -> kernel.pwrite(fd, aligned(4096).limit(100), 0));
    assertErrno(Errno.EINVAL, () -> kernel.pread(fd, aligned(4096), 100));
    kernel.close(fd);
  }

  @Test
  void readsNothingAtTheEnd() throws IOException {
    int fd = open(Open.READ_WRITE);
    assertEquals(0, kernel.pread(fd, aligned(4096), SIZE));
    assertEquals(512, kernel.pread(fd, aligned(4096), SIZE - 512));
    assertErrno(Errno.ENOSPC, () -> kernel.pwrite(fd, aligned(4096), SIZE));
    kernel.close(fd);
  }

  @Test
  void startsAtThePositionOfABufferAndLeavesIt() throws IOException {
    int fd = open(Open.READ_WRITE);
    ByteBuffer source = aligned(1024);
    source.put(512, (byte) 77).position(512);
    assertEquals(512, kernel.pwrite(fd, source, 0));
    assertEquals(512, source.position());
    ByteBuffer target = aligned(1024).position(256);
    assertEquals(768, kernel.pread(fd, target, 0));
    assertEquals(256, target.position());
    assertEquals(77, target.get(256));
    kernel.close(fd);
  }

  @Test
  void turnsDirectRequestsOnAndOff() throws IOException {
    int fd = open(Open.READ_WRITE);
    int flags = kernel.statusFlags(fd);
    assertEquals(0, flags & Open.DIRECT);
    kernel.setStatusFlags(fd, flags | Open.DIRECT);
    assertEquals(Open.DIRECT, kernel.statusFlags(fd) & Open.DIRECT);
    assertEquals(Open.DIRECT, flagsInProc(fd) & Open.DIRECT);
    kernel.setStatusFlags(fd, flags);
    assertEquals(0, flagsInProc(fd) & Open.DIRECT);
    kernel.close(fd);
  }

  @Test
  void opensWithoutLeavingTheDescriptorToChildren() throws IOException {
    int fd = open(Open.READ_ONLY);
    assertEquals(Open.CLOSE_ON_EXEC, flagsInProc(fd) & Open.CLOSE_ON_EXEC);
    kernel.close(fd);
  }

  @Test
  void dropsThePageCache() throws IOException {
    int fd = open(Open.READ_WRITE);
    assertEquals(4096, kernel.pread(fd, aligned(4096), 0));
    Files.write(device.backingFile(), bytes(SIZE, 5));
    assertEquals(0, firstByte(fd), "this page is in the cache of the device");
    kernel.dropCache(fd, 0, SIZE);
    assertEquals(5, firstByte(fd));
    Files.write(device.backingFile(), bytes(SIZE, 6));
    kernel.ioctl(fd, BlockIoctl.FLUSH_BUFFERS);
    assertEquals(6, firstByte(fd));
    kernel.close(fd);
  }

  @Test
  void namesWhatIsWrongWithADescriptor() throws IOException {
    int fd = open(Open.READ_ONLY);
    assertErrno(Errno.EBADF, () -> kernel.pwrite(fd, aligned(512), 0));
    kernel.close(fd);
    // A number that no open file of this JVM reaches.
    int closed = 1_000_000;
    assertErrno(Errno.EBADF, () -> kernel.close(closed));
    assertErrno(Errno.EBADF, () -> kernel.status(closed));
    assertErrno(Errno.EBADF, () -> kernel.statusFlags(closed));
    assertErrno(Errno.EBADF, () -> kernel.pread(closed, aligned(512), 0));
    assertErrno(Errno.EBADF, () -> kernel.ioctlLong(closed, BlockIoctl.SIZE_BYTES));
    assertErrno(Errno.EBADF, () -> kernel.dropCache(closed, 0, 0));
  }

  @Test
  void namesTheCallAndTheErrorInOneLine() {
    ErrnoException missing =
        assertThrows(ErrnoException.class, () -> kernel.open("/nowhere/at-all", Open.READ_ONLY));
    assertEquals("open /nowhere/at-all: ENOENT (no such file)", missing.getMessage());
    assertEquals("open /nowhere/at-all", missing.call());
    assertErrno(Errno.ENOENT, () -> kernel.status("/nowhere/at-all"));
  }

  @Test
  void tellsDeviceQuestionsToAFileApart() throws IOException {
    int fd = kernel.open(device.backingFile().toString(), Open.READ_ONLY);
    assertErrno(Errno.ENOTTY, () -> kernel.ioctlLong(fd, BlockIoctl.SIZE_BYTES));
    assertFalse(kernel.isTerminal(fd));
    assertEquals(0, kernel.terminalColumns(fd));
    kernel.close(fd);
  }

  @Test
  void givesTheErrorOfADriveThatFails() throws IOException {
    try (FaultDrive drive = FaultDrive.create(SIZE);
        LoopDevice over = LoopDevice.over(drive, LoopOptions.USUAL)) {
      int fd = kernel.open(over.node().toString(), Open.READ_WRITE | Open.DIRECT);
      drive.badWrite(8, 1);
      assertErrno(Errno.EIO, () -> kernel.pwrite(fd, aligned(8192), 0));
      assertEquals(4096, kernel.pwrite(fd, aligned(4096), 0));
      drive.badRead(8, 1);
      assertErrno(Errno.EIO, () -> kernel.pread(fd, aligned(4096), 4096));
      kernel.close(fd);
    }
  }

  @Test
  void signalsAndKnowsItsParent() throws IOException {
    assertEquals(
        ProcessHandle.current().parent().orElseThrow().pid(), (long) kernel.parentProcess());
    // Signal 0 only asks whether the process is there, kill(2).
    kernel.kill(Math.toIntExact(ProcessHandle.current().pid()), 0);
  }

  private int open(int flags) throws ErrnoException {
    return kernel.open(device.node().toString(), flags);
  }

  private Object attribute(String name) throws IOException {
    return Files.getAttribute(device.backingFile(), name);
  }

  private byte firstByte(int fd) throws IOException {
    ByteBuffer target = aligned(4096);
    assertEquals(4096, kernel.pread(fd, target, 0));
    return target.get(0);
  }

  private static byte[] bytes(int size, int value) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static int flagsInProc(int fd) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd))) {
      if (line.startsWith("flags:")) {
        return Integer.parseInt(line.substring("flags:".length()).strip(), 8);
      }
    }
    throw new AssertionError("no flags in fdinfo");
  }

  private static ByteBuffer aligned(int size) {
    return ByteBuffer.allocateDirect(size + 2 * 4096).alignedSlice(4096).slice(0, size);
  }

  private static void assertErrno(Errno expected, Executable call) {
    assertEquals(expected, assertThrows(ErrnoException.class, call).errno());
  }
}
