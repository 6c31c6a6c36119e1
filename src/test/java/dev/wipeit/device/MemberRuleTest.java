package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.sys.Errno;
import dev.wipeit.testing.FakeMachine;
import dev.wipeit.testing.FakeMachine.Folder;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberRuleTest extends GuardedDrive {

  private byte[] zfs(int offset) {
    byte[] head = new byte[512 << 10];
    byte[] magic = {0x0c, (byte) 0xb1, (byte) 0xba, 0, 0, 0, 0, 0};
    System.arraycopy(magic, 0, head, offset, magic.length);
    return head;
  }

  @Test
  void aDeviceOfABtrfsInUseIsRefused() throws IOException {
    Folder sdc = machine.disk("sdc", "8:32");
    machine.btrfs("11-22", sdb1, sdc);
    machine.write("sys/fs/btrfs/features/raid56", "0");
    machine.kernel().file("/dev/sdc", FakeMachine.blockDevice("8:32"));
    machine.mount("30 22 0:50 / /pool rw - btrfs /dev/sdc rw");
    assertEquals(
        List.of(
            "MOUNTED: /dev/sdb1 is mounted on /pool [umount /pool]",
            "MEMBER: /dev/sdb1 is part of the btrfs file system 11-22, which is in use [unmount"
                + " that file system, or take the device out of it with btrfs device remove]"),
        refused("sdb"));
  }

  @Test
  void aZfsLabelIsRefusedWhileZfsRuns() throws IOException {
    sdb.contents(new byte[0]);
    sdb1.contents(zfs(128 << 10));
    machine.kernel().contents(machine.dev("sdb2").toString(), new byte[4096]);
    assertEquals(List.of(), refused("sdb"));
    machine.write("proc/spl/kstat/zfs/arcstats", "");
    assertEquals(
        List.of(
            "MEMBER: /dev/sdb1 has a ZFS label and ZFS is running: its pool may be imported"
                + " [zpool export its pool; for an old label, zpool labelclear /dev/sdb1]"),
        refused("sdb"));
  }

  @Test
  void aDeviceThatCannotBeProbedWhileZfsRunsCountsAsInUse() throws IOException {
    machine.write("proc/spl/kstat/zfs/arcstats", "");
    machine.kernel().failsOpen(machine.dev("sdb").toString(), Errno.EACCES);
    assertEquals(
        List.of(
            "UNKNOWN: /dev/sdb may be in use: open /dev/sdb: EACCES (permission denied)"
                + " [run as root, with sysfs and procfs mounted]"),
        refused("sdb"));
  }

  @Test
  void anEmptyDriveAndAHolderAreNotProbed() throws IOException {
    machine.write("proc/spl/kstat/zfs/arcstats", "");
    Folder sdc = machine.disk("sdc", "8:32").attribute("size", "0");
    sdc.heldBy(machine.virtual("md0", "9:0"));
    assertEquals(
        List.of(
            "HOLDER: /dev/sdc -> md0 is active [mdadm --stop /dev/md0]",
            "NO_MEDIUM: /dev/sdc has no medium: its size is 0 [wait until it is ready; one with sectors of 520 or 528"
                + " bytes needs sg_format --format --size=512]"),
        refused("sdc"));
  }
}
