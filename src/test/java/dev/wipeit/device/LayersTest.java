package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.testing.FakeMachine;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayersTest extends GuardedDrive {

  @Test
  void aLoopDeviceOverTheDiskOrAPartitionIsRefused() throws IOException {
    machine.loopOver(10, "/dev/sdb1", "8:17");
    machine.loopOver(2, "/dev/other name", "8:16");
    machine.loopOver(3, "/dev/sdc", "8:32");
    assertEquals(
        List.of(
            "LOOP_BACKING: /dev/sdb -> loop2 is a loop device over /dev/other name"
                + " [losetup -d /dev/loop2]",
            "LOOP_BACKING: /dev/sdb1 -> loop10 is a loop device over /dev/sdb1"
                + " [losetup -d /dev/loop10]"),
        refused("sdb"));
  }

  @Test
  void aLoopDeviceOverAFileOnItIsRefusedWithWhatStandsOnThat() throws IOException {
    machine.loop(3, "/srv/disk.img", FakeMachine.encoded("8:17"), 5);
    machine.loopOver(1, "/dev/loop3", "7:3");
    machine.mount("30 22 7:1 / /deep rw - ext4 /dev/loop1 rw");
    assertEquals(
        List.of(
            "MOUNTED: /dev/sdb1 -> loop3 -> loop1 is mounted on /deep [umount /deep]",
            "LOOP_BACKING: /dev/sdb1 -> loop3 is a loop device over /srv/disk.img"
                + " [losetup -d /dev/loop3]",
            "LOOP_BACKING: /dev/sdb1 -> loop3 -> loop1 is a loop device over /dev/loop3"
                + " [losetup -d /dev/loop1]"),
        refused("sdb"));
  }

  @Test
  void aFileOfAnAnonymousFileSystemIsFoundByItsMount() throws IOException {
    machine.kernel().file("/dev/sdb1", FakeMachine.blockDevice("8:17"));
    machine.mount("30 22 0:50 / /no-such-pool rw - btrfs /dev/sdb1 rw");
    machine.loop(3, "/no-such-pool/disk.img", FakeMachine.encoded("0:51"), 5);
    List<String> refusals = refused("sdb");
    assertEquals(
        "LOOP_BACKING: /dev/sdb1 -> loop3 is a loop device over /no-such-pool/disk.img"
            + " [losetup -d /dev/loop3]",
        refusals.get(1));
  }

  @Test
  void twoLoopDevicesOverOneFileRefuseEachOther() throws IOException {
    machine.loop(3, "/a.img", FakeMachine.encoded("8:32"), 5);
    machine.loop(4, "/hard-link.img", FakeMachine.encoded("8:32"), 5);
    machine.loop(5, "/b.img", FakeMachine.encoded("8:32"), 6);
    machine.loop(6, "/c.img", FakeMachine.encoded("8:33"), 5);
    assertEquals(
        List.of(
            "LOOP_BACKING: /dev/loop3 -> loop4 is a loop device over /hard-link.img"
                + " [losetup -d /dev/loop4]"),
        refused("loop3"));
  }

  @Test
  void aLoopDeviceIsNoReasonAgainstItself() throws IOException {
    machine.loop(3, "/a.img", FakeMachine.encoded("8:32"), 5);
    assertEquals(List.of(), refused("loop3"));
  }

  @Test
  void whatUsesTheDiskUnderALoopDeviceCounts() throws IOException {
    machine.loopOver(3, "/dev/sdb", "8:16");
    machine.mount("30 22 8:17 / /srv rw - ext4 /dev/sdb1 rw");
    assertEquals(List.of("MOUNTED: /dev/sdb1 is mounted on /srv [umount /srv]"), refused("loop3"));
  }

  @Test
  void aLoopDeviceThatCannotBeToldCountsAsInUse() throws IOException {
    machine.idleLoop(3).attribute("loop/backing_file", "/gone (deleted)");
    assertEquals(
        List.of(
            "UNKNOWN: /dev/sdb may be in use: cannot tell what loop3 is over (/gone (deleted))"
                + " [losetup -d /dev/loop3, or run as root]"),
        refused("sdb"));
  }

  @Test
  void aLoopDeviceThatCannotBeToldIsNotAllowedItselfEither() throws IOException {
    machine.idleLoop(3).attribute("loop/backing_file", "/gone (deleted)");
    assertEquals(
        List.of(
            "UNKNOWN: /dev/loop3 may be in use: cannot tell what loop3 is over (/gone (deleted))"
                + " [losetup -d /dev/loop3, or run as root]"),
        refused("loop3"));
  }

  @Test
  void aLoopDeviceThatIsDetachedMeanwhileIsNoReason() throws IOException {
    machine.idleLoop(3).attribute("loop/backing_file", "/gone (deleted)");
    String file = "sys/devices/virtual/block/loop3/loop/backing_file";
    machine.kernel().beforeOpen(machine.dev("loop3").toString(), () -> machine.delete(file));
    assertEquals(List.of(), refused("sdb"));
  }

  @Test
  void aLoopDeviceThatIsOverNothingIsNoReason() throws IOException {
    machine.idleLoop(3);
    assertEquals(List.of(), refused("sdb"));
  }
}
