package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.device.DriveType.Kind;
import dev.wipeit.device.Refusal.Reason;
import dev.wipeit.sys.Errno;
import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.FileStatus;
import dev.wipeit.testing.FakeMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevicesTest {

  @TempDir Path folder;
  private FakeMachine machine;
  private Devices devices;

  @BeforeEach
  void aMachine() throws IOException {
    machine = new FakeMachine(folder);
    devices = new Devices(machine.roots(), machine.kernel());
  }

  private BlockDevice inspect(String name) throws IOException {
    return devices.inspect(machine.dev(name), false);
  }

  @Nested
  class TheList {

    private List<String> names() throws IOException {
      return devices.list().stream().map(BlockDevice::name).toList();
    }

    @Test
    void hasDrivesInNaturalOrderAndOnlyLoopDevicesInUse() throws IOException {
      machine.disk("sdb", "8:16").partition("sdb1", "8:17");
      machine.disk("sdaa", "65:160");
      machine.disk("nvme10n1", "259:5");
      machine.disk("nvme2n1", "259:1");
      machine.disk("sr0", "11:0");
      machine.disk("nvme0c0n1", "259:9").attribute("hidden", "1");
      machine.virtual("zram0", "253:0").attribute("size", "0").attribute("hidden", "0");
      machine.idleLoop(0);
      machine.loop(10, "/b.img", 1, 2);
      machine.loop(2, "/a.img", 1, 1);
      assertEquals(
          List.of("loop2", "loop10", "nvme2n1", "nvme10n1", "sdaa", "sdb", "zram0"), names());
    }

    @Test
    void opensNothingButLoopDevices() throws IOException {
      machine.disk("sdb", "8:16");
      machine.loop(2, "/a.img", 1, 1);
      devices.list();
      assertEquals(Set.of(machine.dev("loop2").toString()), machine.kernel().opened());
      assertEquals(Set.of(), machine.kernel().openNow());
    }

    @Test
    void showsADriveWithoutAMedium() throws IOException {
      machine.disk("sdb", "8:16").attribute("size", "0");
      assertEquals(0, devices.list().get(0).sizeBytes());
    }

    @Test
    void leavesOutWhatVanishes() throws IOException {
      machine.disk("sdb", "8:16");
      machine.link(machine.path("sys/block/sdc"), Path.of("nowhere"));
      machine.virtual("half", "8:64");
      Files.delete(machine.path("sys/devices/virtual/block/half/dev"));
      assertEquals(List.of("sdb"), names());
    }

    @Test
    void showsADeviceOfWhichSomethingCannotBeReadAndFailsWhereItHasNoNumber() throws IOException {
      machine.disk("sdb", "8:16").attribute("size", "many");
      assertEquals(List.of("sdb"), names());
      assertEquals(0, devices.list().get(0).sizeBytes());
      machine.disk("sdb2", "8:32").attribute("dev", "odd");
      assertThrows(IOException.class, devices::list);
    }

    @Test
    void failsWithoutSysfs() throws IOException {
      Files.delete(machine.path("sys/block"));
      assertThrows(IOException.class, devices::list);
    }
  }

  @Nested
  class Inspecting {

    @Test
    void tellsTheFactsOfADrive() throws IOException {
      machine
          .disk("sdb", "8:16")
          .attribute("size", "7")
          .attribute("removable", "1")
          .attribute("ro", "1")
          .attribute("queue/logical_block_size", "2048")
          .attribute("device/vendor", "ACME")
          .attribute("device/model", "Disk 9  ");
      BlockDevice device = inspect("sdb");
      assertEquals("sdb", device.name());
      assertEquals(machine.dev("sdb"), device.path());
      assertEquals(machine.dev("sdb"), device.node());
      assertEquals(new DeviceNumber(8, 16), device.number());
      assertEquals(DeviceKind.DISK, device.kind());
      assertEquals(7 * 512, device.sizeBytes());
      assertEquals(2048, device.logicalSectorBytes());
      assertEquals(4096, device.physicalSectorBytes());
      assertEquals(2048, device.usableBytes());
      assertTrue(device.readOnly());
      assertTrue(device.removable());
      assertTrue(device.isDrive());
      assertEquals(new DeviceIdentity(null, null, "Disk 9", 7 * 512, null), device.identity());
    }

    @Test
    void followsLinksAndThenTheNumberNotTheName() throws IOException {
      machine.disk("sdb", "8:16");
      machine.disk("sdc", "8:32");
      machine.link(machine.dev("disk/by-id/ata-X"), Path.of("../../sdc"));
      machine.kernel().file(machine.dev("sdc").toString(), FakeMachine.blockDevice("8:16"));
      BlockDevice device = inspect("disk/by-id/ata-X");
      assertEquals("sdb", device.name());
      assertEquals(machine.dev("disk/by-id/ata-X"), device.path());
      assertEquals(machine.dev("sdc"), device.node());
      assertFalse(device.readOnly());
      assertFalse(device.removable());
    }

    @Test
    void aPartitionHasItsDisksIdentityWithItsNumberAndItsOwnSize() throws IOException {
      machine
          .disk("sdb", "8:16")
          .attribute("device/serial", "S1")
          .attribute("queue/rotational", "1")
          .attribute("removable", "1")
          .partition("sdb1", "8:17");
      BlockDevice device = inspect("sdb1");
      assertEquals(DeviceKind.PARTITION, device.kind());
      assertEquals(Kind.HDD, device.type().kind());
      assertEquals(new DeviceIdentity("S1-part1", null, null, 512 << 20, null), device.identity());
      assertTrue(device.removable());
    }

    @Test
    void twoPartitionsOfOneDiskAndOneSizeAreNotTheSameDevice() throws IOException {
      FakeMachine.Folder disk =
          machine
              .disk("sdb", "8:16")
              .attribute("device/serial", "S1")
              .attribute("device/wwid", "naa.5000");
      disk.partition("sdb1", "8:17");
      disk.partition("sdb2", "8:18");
      DeviceIdentity first = inspect("sdb1").identity();
      DeviceIdentity second = inspect("sdb2").identity();
      assertEquals(first.sizeBytes(), second.sizeBytes());
      assertEquals("naa.5000-part2", second.wwn());
      assertFalse(first.isSameDeviceAs(second));
    }

    @Test
    void aNameWithASlashIsFoundBelowDev() throws IOException {
      machine.disk("cciss!c0d0", "104:0");
      assertEquals(machine.dev("cciss/c0d0"), devices.list().get(0).node());
    }

    @Test
    void aLoopDeviceIsProvenByItsFile() throws IOException {
      machine.loop(3, "/a.img", FakeMachine.encoded("259:1048575"), 77);
      BlockDevice device = inspect("loop3");
      assertEquals(DeviceKind.LOOP, device.kind());
      assertFalse(device.isDrive());
      assertEquals(
          new BackingFile(new DeviceNumber(259, 1048575), 77, 0), device.identity().backing());
      assertEquals(
          new DriveType(Kind.VIRTUAL, DriveType.Confidence.HIGH, "a loop device over /a.img"),
          device.type());
    }

    @Test
    void aPartitionOfALoopDeviceIsAPartition() throws IOException {
      machine.loop(3, "/a.img", 1, 77).partition("loop3p1", "259:3");
      assertEquals(DeviceKind.PARTITION, inspect("loop3p1").kind());
      assertEquals(1 << 20, inspect("loop3p1").identity().backing().offsetBytes());
      assertFalse(inspect("loop3p1").isDrive());
      assertEquals(Kind.VIRTUAL, inspect("loop3p1").type().kind());
    }

    @Test
    void aLoopDeviceOverADeviceProvesNothing() throws IOException {
      machine.loopOver(3, "/dev/sdb", "8:16");
      assertNull(inspect("loop3").identity().backing());
      machine.idleLoop(4);
      assertNull(inspect("loop4").identity().backing());
    }

    @Test
    void aVirtualDeviceIsVirtual() throws IOException {
      machine.virtual("dm-0", "252:0").attribute("queue/rotational", "1");
      assertEquals(DeviceKind.VIRTUAL, inspect("dm-0").kind());
      assertEquals(
          new DriveType(
              Kind.VIRTUAL, DriveType.Confidence.HIGH, "a device without a drive of its own"),
          inspect("dm-0").type());
    }

    @Test
    void anImageFileIsADevice() throws IOException {
      machine.write("disk.img", "x");
      Path path = machine.path("disk.img");
      machine.kernel().file(path.toString(), FakeMachine.regularFile("8:2", 5, 10));
      BlockDevice device = devices.inspect(path, true);
      DeviceNumber number = new DeviceNumber(8, 2);
      assertEquals(
          new BlockDevice(
              path,
              path,
              "disk.img",
              number,
              DeviceKind.IMAGE_FILE,
              new DriveType(Kind.VIRTUAL, DriveType.Confidence.HIGH, "an image file"),
              10,
              1,
              1,
              false,
              false,
              new DeviceIdentity(null, null, null, 10, new BackingFile(number, 5, 0))),
          device);
      assertFalse(device.isDrive());
    }

    @Test
    void anImageFileOfAReadOnlyFileSystemIsReadOnly() throws IOException {
      Path path = Path.of("/proc/version").toRealPath();
      machine.kernel().file(path.toString(), FakeMachine.regularFile("0:3", 5, 10));
      assertEquals(!Files.isWritable(path), devices.inspect(path, true).readOnly());
    }
  }

  @Nested
  class Refusing {

    private static final String REMEDY = "name a disk such as /dev/sdb; wipeit list shows them";

    private void isRefused(
        String name, boolean image, Reason reason, String detail, String remedy) {
      RefusedException e =
          assertThrows(RefusedException.class, () -> devices.inspect(machine.dev(name), image));
      assertEquals(
          List.of(new Refusal(reason, detail, remedy)),
          e.refusals().stream()
              .map(r -> new Refusal(r.reason(), machine.shown(r.detail()), r.remedy()))
              .toList());
    }

    @Test
    void whatIsMissing() {
      isRefused("none", false, Reason.MISSING, "/dev/none does not exist", REMEDY);
      machine.link(machine.dev("dangling"), Path.of("none"));
      isRefused("dangling", true, Reason.MISSING, "/dev/dangling does not exist", REMEDY);
    }

    @Test
    void whatVanishesWhileItIsLookedAt() {
      machine.disk("sdb", "8:16");
      machine.kernel().forget(machine.dev("sdb").toString());
      isRefused("sdb", false, Reason.MISSING, "/dev/sdb does not exist", REMEDY);
    }

    @Test
    void aNodeWithoutADevice() throws IOException {
      machine.disk("sdb", "8:16");
      Files.delete(machine.path("sys/dev/block/8:16"));
      isRefused(
          "sdb",
          false,
          Reason.MISSING,
          "/dev/sdb stands for the device 8:16, which is not there",
          REMEDY);
    }

    @ParameterizedTest
    @CsvSource({
      FakeMachine.DIRECTORY + ", a directory",
      FakeMachine.CHARACTER + ", a character device",
      FakeMachine.FIFO + ", a FIFO",
      FakeMachine.SOCKET + ", a socket",
      "0, no block device",
    })
    void whatIsNoDevice(int mode, String what) {
      machine.write("dev/thing", "");
      machine
          .kernel()
          .file(machine.dev("thing").toString(), new FileStatus(mode, 1, 0, 6, 8, 16, 0));
      for (boolean image : new boolean[] {false, true}) {
        isRefused("thing", image, Reason.NOT_A_BLOCK_DEVICE, "/dev/thing is " + what, REMEDY);
      }
    }

    @Test
    void aRegularFileUnlessItIsMeant() {
      machine.write("dev/file", "");
      machine.kernel().file(machine.dev("file").toString(), FakeMachine.regularFile("0:6", 1, 5));
      isRefused(
          "file",
          false,
          Reason.REGULAR_FILE,
          "/dev/file is a regular file",
          "say --image-file to have it wiped as if it were a device");
    }

    @Test
    void otherFailuresAreNoRefusals() {
      machine.disk("sdb", "8:16");
      machine.kernel().failsStatus(machine.dev("sdb").toString(), Errno.EIO);
      ErrnoException e = assertThrows(ErrnoException.class, () -> inspect("sdb"));
      assertEquals(Errno.EIO, e.errno());
    }
  }
}
