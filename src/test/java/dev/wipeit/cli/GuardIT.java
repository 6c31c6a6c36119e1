package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wipeit.device.SystemRoots;
import dev.wipeit.sys.Kernel;
import dev.wipeit.sys.Open;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.LoopOptions;
import dev.wipeit.testing.Mounted;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Requires;
import dev.wipeit.testing.Scratch;
import dev.wipeit.testing.SwapArea;
import dev.wipeit.testing.Tool;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Devices that are in use, ambiguous or none: each refused in its own words, before any question.
 */
final class GuardIT {

  private static final int SIZE = 4 << 20;
  private static final int SECTOR = 512;

  /** Where the test's partition begins, and how long it is. */
  private static final int FIRST_SECTOR = 2048;

  private LoopDevice device;
  private Path scratch;

  @BeforeEach
  void attaches() throws IOException {
    device = LoopDevice.create(SIZE);
    device.fill();
    scratch = Scratch.folder("guard");
  }

  @AfterEach
  void detaches() throws IOException {
    device.close();
    Scratch.delete(scratch);
  }

  @Test
  void refusesAMountedDisk() throws IOException {
    Mounted.makeExt4(device.node());
    try (Mounted mounted = Mounted.device(device.node(), "ro")) {
      expectRefused(device.node() + " is mounted on " + mounted.point(), device.node());
    }
  }

  @Test
  void refusesADiskWithAMountedPartition() throws IOException {
    try (LoopDevice disk = disk()) {
      Path partition = partition(disk);
      Mounted.makeExt4(partition);
      try (Mounted mounted = Mounted.device(partition, "ro")) {
        String said = partition + " is mounted on " + mounted.point();
        expectRefused(disk, said, disk.node().toString());
        expectRefused(disk, said, partition.toString(), "--partition");
      }
    }
  }

  @Test
  void refusesAPartitionUnlessItIsAskedFor() throws IOException {
    try (LoopDevice disk = disk()) {
      Path partition = partition(disk);
      expectRefused(disk, partition + " is a partition of " + disk.name(), partition.toString());
      // It is no loop device by itself, so its name has to be typed or given by id.
      ProgramResult asked = Program.run("wipe", partition.toString(), "--partition");
      asked.expectExit(3);
      assertTrue(asked.err().contains("there is no terminal to ask on"), asked::toString);
      assertFalse(asked.err().contains("refused"), asked::toString);
    }
  }

  @Test
  void wipesAPartitionAndNothingElse() throws IOException {
    try (LoopDevice disk = disk()) {
      Path partition = partition(disk);
      CommandLineRun.typed(
              SystemRoots.ofMachine(),
              partition.getFileName() + "\n",
              scratch.resolve("state"),
              "wipe",
              partition.toString(),
              "--partition",
              "--plain")
          .expectExit(0);
      disk.writeBack();
      assertEquals(SIZE / SECTOR - FIRST_SECTOR, disk.markerSectors());
      String first = new String(disk.read(0, 6), StandardCharsets.US_ASCII);
      assertEquals("WIPEIT", first, "before the partition");
    }
  }

  @Test
  void refusesSwap() throws IOException {
    try (SwapArea swap = SwapArea.on(device)) {
      expectRefused(device.node() + " is in use as swap", device.node());
      assertTrue(swap.toString().contains(device.name()));
    }
  }

  @Test
  void refusesADeviceThatAnotherProcessHasClaimed() throws IOException {
    Kernel kernel = Kernel.linux();
    int fd = kernel.open(device.node().toString(), Open.READ_ONLY | Open.EXCLUSIVE);
    try {
      // Only the kernel knows of this claim, and says so when the device is to be claimed itself.
      expectRefused(device, "something else has claimed it (O_EXCL)", device.node() + "", "--yes");
    } finally {
      kernel.close(fd);
    }
    Program.run("wipe", device.node().toString(), "--yes").expectExit(0);
  }

  @Test
  void refusesADeviceThatAnotherProcessHasOpenForWriting() throws IOException {
    Kernel kernel = Kernel.linux();
    int fd = kernel.open(device.node().toString(), Open.READ_WRITE);
    try {
      String process = Long.toString(ProcessHandle.current().pid());
      expectRefused(device.node() + " is open for writing in process " + process, device.node());
    } finally {
      kernel.close(fd);
    }
  }

  @Test
  void refusesADeviceWhoseFileAnotherProcessHasOpenForWriting() throws IOException {
    Kernel kernel = Kernel.linux();
    int fd = kernel.open(device.backingFile().toString(), Open.READ_WRITE);
    try {
      expectRefused("the file under " + device.node() + " is open for writing", device.node());
    } finally {
      kernel.close(fd);
    }
  }

  @Test
  void refusesADeviceWithALoopDeviceOverIt() throws IOException {
    try (LoopDevice upper = LoopDevice.over(device, LoopOptions.USUAL)) {
      expectRefused(upper.name() + " is a loop device over " + device.node(), device.node());
    }
  }

  @Test
  void refusesADeviceWithAMountedLoopDeviceOverIt() throws IOException {
    try (LoopDevice upper = LoopDevice.over(device, LoopOptions.USUAL)) {
      Mounted.makeExt4(upper.node());
      try (Mounted mounted = Mounted.device(upper.node(), "ro")) {
        ProgramResult result =
            expectRefused(upper.name() + " is mounted on " + mounted.point(), device.node());
        String over = "is a loop device over " + device.node();
        assertTrue(result.err().contains(over), result::toString);
      }
    }
  }

  @Test
  void refusesAReadOnlyDevice() throws IOException {
    LoopOptions readOnly = LoopOptions.USUAL.asReadOnly();
    try (LoopDevice other = LoopDevice.create(SIZE, readOnly)) {
      expectRefused(other, other.node() + " is read-only", other.node().toString());
    }
  }

  @Test
  void refusesADeviceOfSizeZero() throws IOException {
    try (LoopDevice empty = LoopDevice.create(0)) {
      expectRefused(empty, empty.node() + " has no medium: its size is 0", empty.node().toString());
    }
  }

  @Test
  void refusesWhatIsNoDevice() throws IOException {
    expectRefused(scratch + " is a directory", scratch);
    expectRefused("/dev/null is a character device", Path.of("/dev/null"));
    Path fifo = scratch.resolve("fifo");
    Tool.run("mkfifo", fifo.toString()).succeeded();
    expectRefused(fifo + " is a FIFO", fifo);
    Path missing = scratch.resolve("missing");
    expectRefused(missing + " does not exist", missing);
    assertFalse(Files.exists(missing), "nothing is created there");
    Path file = Files.writeString(scratch.resolve("file"), "precious");
    expectRefused(file + " is a regular file", file);
    assertEquals("precious", Files.readString(file));
  }

  @Test
  void refusesASocket() throws IOException {
    Path path = scratch.resolve("socket");
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(path));
      expectRefused(path + " is a socket", path);
    }
  }

  @Test
  void refusesADeviceThatIsNamedTwice() throws IOException {
    Path link = Files.createSymbolicLink(scratch.resolve("link"), device.node());
    expectRefused(
        device, link + " is the same device as " + device.node(), device.node() + "", link + "");
    expectRefused(
        device,
        "is the same device as " + device.node(),
        device.node().toString(),
        device.node().toString());
  }

  @Test
  void doesNotTakeOneDeviceForAnotherWhoseNameBeginsTheSame() throws IOException {
    List<LoopDevice> devices = new ArrayList<>();
    try {
      LoopDevice longer = null;
      LoopDevice shorter = null;
      while (shorter == null && devices.size() < 45) {
        LoopDevice latest = LoopDevice.create(1 << 20);
        devices.add(latest);
        for (LoopDevice other : devices) {
          if (other != latest && latest.name().startsWith(other.name())) {
            longer = latest;
            shorter = other;
          }
        }
      }
      assertTrue(shorter != null && longer != null, "such names: " + devices);
      Mounted.makeExt4(longer.node());
      try (Mounted mounted = Mounted.device(longer.node(), "ro")) {
        String before = longer.sha256();
        Program.run("wipe", shorter.node().toString(), "--yes").expectExit(0);
        assertEquals(before, longer.sha256(), mounted.toString());
        expectRefused(longer, "is mounted on", longer.node().toString());
      }
    } finally {
      for (LoopDevice each : devices) {
        each.close();
      }
    }
  }

  @Test
  void refusesTheWholeCommandForOneDeviceOfTwo() throws IOException {
    try (LoopDevice good = LoopDevice.create(SIZE)) {
      good.fill();
      Mounted.makeExt4(device.node());
      try (Mounted mounted = Mounted.device(device.node(), "ro")) {
        String said = device.node() + " is mounted on " + mounted.point();
        expectRefused(good, said, good.node() + "", device.node() + "", "--yes");
        expectRefused(device, said, device.node() + "", good.node() + "", "--yes");
        expectRefused(good, "does not exist", good.node() + "", "/dev/there-is-none", "--yes");
        assertEquals(good.sizeBytes() / SECTOR, good.markerSectors());
      }
    }
  }

  @Test
  void needsNoOtherProgram() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProgramResult wiped =
        Program.with("wipe", device.node().toString(), "--yes")
            .under(java, "-jar")
            .environment("PATH", "/nonexistent")
            .run()
            .expectExit(0);
    assertEquals(0, device.markerSectors(), wiped::toString);
    device.fill();
    Mounted.makeExt4(device.node());
    try (Mounted mounted = Mounted.device(device.node(), "ro")) {
      ProgramResult refused =
          Program.with("wipe", device.node().toString(), "--yes")
              .under(java, "-jar")
              .environment("PATH", "/nonexistent")
              .run()
              .expectExit(3);
      assertTrue(refused.err().contains("is mounted on " + mounted.point()), refused::toString);
    }
  }

  @Test
  void listsTheSystemsOwnDiskAsRefused() throws IOException {
    Requires.root();
    String device = Tool.run("stat", "--format=%Hd:%Ld", "/").succeeded().output().strip();
    boolean onDisk = Files.exists(Path.of("/sys/dev/block", device));
    assumeTrue(onDisk, "/ is on no disk that can be told");
    ProgramResult list = Program.run("list", "--json").expectExit(0);
    List<String> system =
        list.outLines().stream().filter(line -> line.contains("\"system_disk\"")).toList();
    assertEquals(1, system.size(), list::toString);
    assertTrue(system.get(0).contains("\"can_be_wiped\":false"), list::toString);
    assertTrue(system.get(0).contains("holds the running system (/)"), list::toString);
  }

  private ProgramResult expectRefused(String said, Path path) throws IOException {
    return expectRefused(device, said, path.toString());
  }

  /** Code 3 and the words, no question before, and no byte of the device changed. */
  private static ProgramResult expectRefused(LoopDevice device, String said, String... arguments)
      throws IOException {
    String before = device.sha256();
    List<String> all = new ArrayList<>(List.of(arguments));
    ProgramResult result = Program.run("wipe", all.toArray(String[]::new)).expectExit(3);
    assertTrue(result.err().contains("wipeit: refused: "), result::toString);
    assertTrue(result.err().contains(said), () -> said + " is missing in\n" + result);
    assertFalse(result.err().contains("no consent"), result::toString);
    assertTrue(result.err().endsWith("Nothing was written.\n"), result::toString);
    assertEquals("", result.out());
    device.writeBack();
    assertEquals(before, device.sha256(), result::toString);
    return result;
  }

  /** A disk with the marker in it, which may have partitions. */
  private static LoopDevice disk() throws IOException {
    LoopDevice disk = LoopDevice.create(SIZE, LoopOptions.USUAL.withPartitions());
    disk.fill();
    return disk;
  }

  /** A partition of a MiB, a MiB behind the beginning. */
  private static Path partition(LoopDevice disk) throws IOException {
    return disk.addPartition(1, FIRST_SECTOR, FIRST_SECTOR);
  }
}
