package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.device.Refusal.Reason;
import dev.wipeit.sys.Errno;
import dev.wipeit.testing.FakeMachine;
import dev.wipeit.testing.FakeMachine.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {

  private static final Path STATE = Path.of("/srv/no-such-folder/state");

  @TempDir Path folder;
  private FakeMachine machine;
  private Folder sdb;
  private Folder sdb1;

  @BeforeEach
  void aDriveWithTwoPartitions() throws IOException {
    machine = new FakeMachine(folder);
    sdb = machine.disk("sdb", "8:16");
    sdb1 = sdb.partition("sdb1", "8:17");
    sdb.partition("sdb2", "8:18");
  }

  @AfterEach
  void leavesNothingOpen() {
    assertEquals(0, machine.kernel().openNow().size());
  }

  private BlockDevice inspect(String name) throws IOException {
    return new Devices(machine.roots(), machine.kernel()).inspect(machine.dev(name), true);
  }

  private Guard guard() {
    return new Guard(machine.roots(), machine.kernel(), STATE);
  }

  /** Every refusal as {@code REASON: detail [remedy]}. */
  private List<String> refused(BlockDevice device, boolean partitionAllowed) {
    return guard().refusals(device, partitionAllowed).stream()
        .map(refusal -> refusal.reason() + ": " + refusal.detail() + " [" + refusal.remedy() + "]")
        .map(machine::shown)
        .toList();
  }

  private List<String> refused(String name) throws IOException {
    return refused(inspect(name), true);
  }

  @Test
  void allowsADriveThatNothingUses() throws IOException {
    assertEquals(List.of(), refused(inspect("sdb"), false));
    guard().check(inspect("sdb"), false);
  }

  @Test
  void checkNamesTheDeviceAndEveryReason() throws IOException {
    sdb.attribute("ro", "1");
    machine.mount("30 22 8:16 / /srv rw - ext4 /dev/sdb rw");
    BlockDevice device = inspect("sdb");
    RefusedException e = assertThrows(RefusedException.class, () -> guard().check(device, false));
    assertEquals(
        "/dev/sdb is refused: /dev/sdb is mounted on /srv; /dev/sdb is read-only",
        machine.shown(e.getMessage()));
    assertEquals(
        List.of(Reason.MOUNTED, Reason.READ_ONLY),
        e.refusals().stream().map(Refusal::reason).toList());
  }

  @Nested
  class Mounted {

    @ParameterizedTest
    @CsvSource({
      "8:16, /dev/sdb, /srv, /dev/sdb is mounted on /srv, umount /srv",
      "8:17, /anything, /srv, /dev/sdb1 is mounted on /srv, umount /srv",
      "8:18, /dev/sdb2, /my\\040disk, /dev/sdb2 is mounted on /my disk, umount '/my disk'",
      "8:18, /dev/sdb2, /it's, /dev/sdb2 is mounted on /it's, umount '/it'\\''s'",
    })
    void isRefusedByNumber(String number, String source, String point, String detail, String remedy)
        throws IOException {
      machine.mount("30 22 " + number + " / " + point + " rw - ext4 " + source + " rw");
      String unquoted = remedy.replace("\"", "");
      assertEquals(List.of("MOUNTED: " + detail + " [" + unquoted + "]"), refused("sdb"));
    }

    @Test
    void theNameInMountinfoDecidesNothing() throws IOException {
      machine.mount("30 22 8:32 / /srv rw - ext4 /dev/sdb rw");
      assertEquals(List.of(), refused("sdb"));
    }

    @Test
    void namesThatBeginAlikeAreOtherDevices() throws IOException {
      machine.loop(1, "/a.img", FakeMachine.encoded("8:32"), 5);
      machine.loop(10, "/b.img", FakeMachine.encoded("8:32"), 6);
      machine.disk("sdbb", "65:0");
      machine.mount("30 22 7:10 / /mnt rw - ext4 /dev/loop10 rw");
      machine.mount("31 22 65:0 / /mnt2 rw - ext4 /dev/sdbb rw");
      assertEquals(List.of(), refused("loop1"));
      assertEquals(List.of(), refused("sdb"));
      assertEquals(
          List.of("MOUNTED: /dev/loop10 is mounted on /mnt [umount /mnt]"), refused("loop10"));
    }

    @Test
    void anAnonymousFileSystemIsFoundByTheNumberOfItsSource() throws IOException {
      machine.kernel().file("/dev/disk/x", FakeMachine.blockDevice("8:17"));
      machine.mount("30 22 0:40 / /pool rw - bcachefs /dev/none:/dev/disk/x rw");
      machine.mount("31 22 0:41 / /tmp rw - tmpfs tmpfs rw");
      machine.kernel().file("/srv/folder", FakeMachine.directory("8:99"));
      machine.mount("32 22 0:42 / /bind rw - other /srv/folder rw");
      assertEquals(
          List.of("MOUNTED: /dev/sdb1 is mounted on /pool [umount /pool]"), refused("sdb"));
    }

    @Test
    void anotherNamespaceIsNamedByItsProcess() throws IOException {
      machine.process("77", "sshd", "mnt:[1]");
      machine.foreignMount("77", "this would not parse");
      machine.process("78", "build \u001b[31mer", "mnt:[2]");
      machine.foreignMount("78", "40 1 8:17 / /inside rw - ext4 /dev/sdb1 rw");
      machine.foreignMount("78", "41 1 8:17 /x /inside rw - ext4 /dev/sdb1 rw");
      machine.process("79", "same", "mnt:[2]");
      machine.foreignMount("79", "this would not parse either");
      machine.process("80", "ended", "mnt:[3]");
      machine.write("proc/81/comm", "hidden\n");
      machine.write("proc/sys/x", "no process");
      assertEquals(
          List.of(
              "MOUNTED: /dev/sdb1 is mounted on /inside in the mount namespace of process 78"
                  + " (build [31mer) [nsenter -t 78 -m umount /inside]"),
          refused("sdb"));
    }

    @Test
    void anotherNamespaceDoesNotRepeatWhatIsMountedHere() throws IOException {
      machine.mount("30 22 8:17 / /srv rw - ext4 /dev/sdb1 rw");
      machine.mount("31 22 8:17 /sub /bind rw - ext4 /dev/sdb1 rw");
      machine.process("78", "container", "mnt:[2]");
      machine.foreignMount("78", "40 1 8:17 / /inside rw - ext4 /dev/sdb1 rw");
      machine.foreignMount("78", "41 1 8:18 / /other rw - ext4 /dev/sdb2 rw");
      assertEquals(
          List.of(
              "MOUNTED: /dev/sdb1 is mounted on /srv [umount /srv]",
              "MOUNTED: /dev/sdb1 is mounted on /bind [umount /bind]",
              "MOUNTED: /dev/sdb2 is mounted on /other in the mount namespace of process 78"
                  + " (container) [nsenter -t 78 -m umount /other]"),
          refused("sdb"));
    }

    @Test
    void aNamespaceThatDoesNotParseCountsAsInUse() throws IOException {
      machine.process("78", "odd", "mnt:[2]");
      machine.foreignMount("78", "garbage");
      assertEquals(
          List.of(
              "UNKNOWN: /dev/sdb may be in use: not a line of mountinfo: 'garbage'"
                  + " [run as root, with sysfs and procfs mounted]"),
          refused("sdb"));
    }
  }

  @Nested
  class Swapped {

    @Test
    void aSwapPartitionIsRefused() throws IOException {
      machine.kernel().file("/dev/swap link", FakeMachine.blockDevice("8:18"));
      machine.kernel().file("/dev/sdc1", FakeMachine.blockDevice("8:33"));
      machine.swap("/dev/swap\\040link");
      machine.swap("/dev/sdc1");
      assertEquals(
          List.of("SWAP: /dev/swap link is in use as swap [swapoff '/dev/swap link']"),
          refused("sdb"));
    }

    @Test
    void aSwapFileOnItIsRefused() throws IOException {
      machine.kernel().file("/srv/swapfile", FakeMachine.regularFile("8:17", 7, 9));
      machine.swap("/srv/swapfile");
      assertEquals(
          List.of("SWAP: /srv/swapfile, on /dev/sdb1 is in use as swap [swapoff /srv/swapfile]"),
          refused("sdb"));
    }

    @Test
    void aSwapFileUnderALoopDeviceIsRefused() throws IOException {
      machine.loop(3, "/srv/a.img", FakeMachine.encoded("8:32"), 7);
      machine.kernel().file("/srv/a.img", FakeMachine.regularFile("8:32", 7, 9));
      machine.swap("/srv/a.img");
      assertEquals(
          List.of("SWAP: /srv/a.img, on /dev/loop3 is in use as swap [swapoff /srv/a.img]"),
          refused("loop3"));
    }

    @Test
    void aSwapAreaThatCannotBeToldCountsAsInUse() throws IOException {
      machine.swap("/gone\\040(deleted)");
      assertEquals(
          List.of(
              "UNKNOWN: /dev/sdb may be in use: cannot tell where the swap area /gone (deleted)"
                  + " is: ENOENT (no such file) [run as root, with sysfs and procfs mounted]"),
          refused("sdb"));
    }

    @Test
    void aTableWithoutEvenAHeadingIsEmpty() throws IOException {
      machine.write("proc/swaps", "");
      assertEquals(List.of(), refused("sdb"));
    }
  }

  @Nested
  class Held {

    @Test
    void theChainOfHoldersIsShown() throws IOException {
      Folder md = machine.virtual("md0", "9:0");
      Folder dm = machine.virtual("dm-3", "252:3").attribute("dm/name", "my--vg-root--fs");
      dm.attribute("dm/uuid", "LVM-abcdef");
      sdb1.heldBy(md);
      md.heldBy(dm);
      machine.mount("30 22 252:3 / /srv rw - ext4 /dev/mapper/x rw");
      assertEquals(
          List.of(
              "MOUNTED: /dev/sdb1 -> md0 -> dm-3 (my--vg-root--fs) is mounted on /srv [umount"
                  + " /srv]",
              "HOLDER: /dev/sdb1 -> md0 -> dm-3 (my--vg-root--fs) is active [vgchange -an"
                  + " my-vg]"),
          refused("sdb"));
    }

    @ParameterizedTest
    @CsvSource({
      "CRYPT-LUKS2-0123-x, cryptsetup close one",
      "mpath-3600, multipath -f one",
      "LVM-x, vgchange -an one",
      "other-x, dmsetup remove one",
      ", dmsetup remove one",
    })
    void theRemedyIsThatOfTheHoldersOwner(String uuid, String remedy) throws IOException {
      Folder dm = machine.virtual("dm-0", "252:0").attribute("dm/name", "one");
      if (uuid != null) {
        dm.attribute("dm/uuid", uuid);
      }
      sdb.heldBy(dm);
      assertEquals(
          List.of("HOLDER: /dev/sdb -> dm-0 (one) is active [" + remedy + "]"), refused("sdb"));
    }

    @ParameterizedTest
    @CsvSource({
      "md127, mdadm --stop /dev/md127",
      "bcache0, 'stop /dev/bcache0, which is built on it'",
    })
    void otherHoldersAreNamed(String name, String remedy) throws IOException {
      sdb.heldBy(machine.virtual(name, "9:127"));
      assertEquals(
          List.of("HOLDER: /dev/sdb -> " + name + " is active [" + remedy + "]"), refused("sdb"));
    }

    @Test
    void aMountedPartitionOfAHolderIsRefused() throws IOException {
      Folder md = machine.virtual("md0", "9:0");
      md.partition("md0p1", "259:7");
      sdb.heldBy(md);
      sdb1.heldBy(md);
      machine.mount("30 22 259:7 / /srv rw - ext4 /dev/x rw");
      assertEquals(
          List.of(
              "MOUNTED: /dev/sdb -> md0 -> md0p1 is mounted on /srv [umount /srv]",
              "HOLDER: /dev/sdb -> md0 is active [mdadm --stop /dev/md0]"),
          refused("sdb"));
    }
  }

  @Nested
  class UnderALoopDevice {

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
      assertEquals(
          List.of("MOUNTED: /dev/sdb1 is mounted on /srv [umount /srv]"), refused("loop3"));
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
    void aLoopDeviceThatIsOverNothingIsNoReason() throws IOException {
      machine.idleLoop(3);
      assertEquals(List.of(), refused("sdb"));
    }
  }

  @Nested
  class Member {

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
              "NO_MEDIUM: /dev/sdc has no medium: its size is 0 [insert a medium]"),
          refused("sdc"));
    }
  }

  @Nested
  class TheSystem {

    private List<String> system(String chain) {
      return List.of(
          "SYSTEM_DISK: "
              + chain
              + " holds the running system (/) [start the machine from another disk, such as a"
              + " live system]",
          "STATE_DIRECTORY: "
              + chain
              + " holds the state directory (/srv/no-such-folder/state) [name one on another disk"
              + " with --state-dir]");
    }

    @Test
    void theDiskUnderTheRootIsRefused() throws IOException {
      machine.kernel().file("/", FakeMachine.directory("8:17"));
      assertEquals(system("/dev/sdb1"), refused("sdb"));
    }

    @Test
    void theDiskUnderTheRootIsFoundThroughHolders() throws IOException {
      sdb1.heldBy(machine.virtual("dm-0", "252:0").attribute("dm/name", "root"));
      machine.kernel().file("/", FakeMachine.directory("252:0"));
      assertEquals(system("/dev/sdb1 -> dm-0 (root)"), refused("sdb").subList(0, 2));
    }

    @Test
    void theRootOnBtrfsIsFoundByTheSourceOfItsMount() throws IOException {
      machine.noMounts();
      machine.mount("22 1 0:30 /sub / rw - btrfs /dev/root rw");
      machine.kernel().file("/dev/root", FakeMachine.blockDevice("8:32"));
      machine.kernel().file("/", FakeMachine.directory("0:31"));
      machine.btrfs("11", machine.disk("sdc", "8:32"), sdb1);
      assertEquals(system("/dev/sdb1"), refused("sdb").subList(0, 2));
    }

    @ParameterizedTest
    @CsvSource({"tmpfs", "rootfs", "nfs4", "fuse.sshfs", "zfs", "overlay"})
    void aRootWithoutADiskIsNoReason(String type) throws IOException {
      machine.noMounts();
      machine.mount("22 1 0:30 / / rw - " + type + " none rw");
      machine.kernel().file("/", FakeMachine.directory("0:30"));
      assertEquals(List.of(), refused("sdb"));
    }

    @Test
    void aRootThatCannotBeToldCountsAsInUse() throws IOException {
      machine.noMounts();
      machine.mount("22 1 0:30 / / rw - newfs thing rw");
      machine.kernel().file("/", FakeMachine.directory("0:30"));
      String unknown =
          "UNKNOWN: /dev/sdb may be in use: cannot tell which device holds / (type newfs, from"
              + " thing) [run as root, with sysfs and procfs mounted]";
      assertEquals(List.of(unknown), refused("sdb"));
    }

    @Test
    void aRootThatMountinfoDoesNotHaveCountsAsInUse() throws IOException {
      machine.noMounts();
      machine.kernel().file("/", FakeMachine.directory("0:30"));
      assertEquals(
          "UNKNOWN: /dev/sdb may be in use: no mount in mountinfo holds / [run as root, with sysfs"
              + " and procfs mounted]",
          refused("sdb").get(0));
    }

    @Test
    void theLayersOfAnOverlayAreFollowed() throws IOException {
      machine.noMounts();
      machine.mount(
          "22 1 0:30 / / rw - overlay overlay rw,lowerdir=/ro:relative:/gone,upperdir=/rw/up,x=/rw");
      machine.mount("23 22 0:31 / /rw rw - btrfs /dev/upper rw");
      machine.kernel().file("/dev/upper", FakeMachine.blockDevice("8:17"));
      machine.kernel().file("/", FakeMachine.directory("0:30"));
      machine.kernel().file("/ro", FakeMachine.directory("8:32"));
      machine.kernel().file("/rw/up", FakeMachine.directory("0:33"));
      assertEquals(system("/dev/sdb1"), refused("sdb").subList(0, 2));
      machine.disk("sdc", "8:32");
      assertEquals(system("/dev/sdc"), refused("sdc"));
    }

    @Test
    void anOverlayThatIsItsOwnLayerEnds() throws IOException {
      machine.noMounts();
      machine.mount("22 1 0:30 / / rw - overlay overlay rw,lowerdir=/lower");
      machine.kernel().file("/", FakeMachine.directory("0:30"));
      machine.kernel().file("/lower", FakeMachine.directory("0:30"));
      assertEquals(List.of(), refused("sdb"));
    }

    @Test
    void theStateDirectoryIsFoundWhereItWillBeMade() throws IOException {
      machine.kernel().file("/srv", FakeMachine.directory("8:17"));
      assertEquals(system("/dev/sdb1").subList(1, 2), refused("sdb"));
    }

    @Test
    void aStateDirectoryThatCannotBeLookedAtCountsAsInUse() throws IOException {
      machine.kernel().failsStatus("/srv", Errno.EACCES);
      assertEquals(
          List.of(
              "UNKNOWN: /dev/sdb may be in use: statx /srv: EACCES (permission denied)"
                  + " [run as root, with sysfs and procfs mounted]"),
          refused("sdb"));
    }

    @Test
    void aMachineWithoutEvenARootCountsAsInUse() throws IOException {
      machine.kernel().forget("/");
      assertEquals(
          "UNKNOWN: /dev/sdb may be in use: statx /: ENOENT (no such file) [run as root, with sysfs"
              + " and procfs mounted]",
          refused("sdb").get(0));
    }
  }

  @Nested
  class OpenElsewhere {

    @Test
    void aWriterIsNamedOnce() throws IOException {
      machine.process("78", "qemu-system-x86", "mnt:[1]");
      machine.openFile("78", 3, "/dev/sdb1", "0100002", FakeMachine.blockDevice("8:17"));
      machine.openFile("78", 4, "/dev/sdb", "0100001", FakeMachine.blockDevice("8:16"));
      assertEquals(
          List.of(
              "OPEN_ELSEWHERE: /dev/sdb1 is open for writing in process 78 (qemu-system-x86)"
                  + " [end that process, or have it close the file]"),
          refused("sdb"));
    }

    @Test
    void readersOtherDevicesAndOurselvesAreNoReason() throws IOException {
      machine.ownOpenFile(3, "/dev/sdb", "0100002", FakeMachine.blockDevice("8:16"));
      machine.process("78", "blkid", "mnt:[1]");
      machine.openFile("78", 3, "/dev/sdb", "0100000", FakeMachine.blockDevice("8:16"));
      machine.openFile("78", 4, "/dev/sdc", "0100002", FakeMachine.blockDevice("8:32"));
      machine.openFile("78", 5, "socket:[123]", "02", FakeMachine.blockDevice("8:16"));
      machine.openFile("78", 6, "/dev/sdb", "0100002", FakeMachine.blockDevice("8:16"));
      machine.kernel().forget(machine.path("proc/78/fd/6").toString());
      machine.write("proc/78/fd/7", "no link");
      machine.link(machine.path("proc/78/fd/8"), Path.of("/no/fdinfo"));
      assertEquals(List.of(), refused("sdb"));
    }

    @Test
    void aWriterOfTheFileUnderALoopDeviceIsNamed() throws IOException {
      machine.loop(3, "/a.img", FakeMachine.encoded("8:32"), 5);
      machine.process("78", "", "mnt:[1]");
      machine.openFile("78", 3, "/a.img", "02", FakeMachine.regularFile("8:32", 5, 9));
      assertEquals(
          List.of(
              "OPEN_ELSEWHERE: the file under /dev/loop3 is open for writing in process 78"
                  + " [end that process, or have it close the file]"),
          refused("loop3"));
    }
  }

  @Nested
  class SecondPath {

    private static final String REMEDY =
        " [wipe it through its multipath device, or detach one of the two]";

    @Test
    void anEqualWwnIsRefusedForTheDiskAndItsPartitions() throws IOException {
      sdb.attribute("device/wwid", "naa.5");
      machine.disk("sdc", "8:32").attribute("device/wwid", "naa.5");
      String expected =
          "SECOND_PATH: /dev/sdb and /dev/sdc say that they are the same drive (serial unknown,"
              + " WWN naa.5, 1073741824 bytes)"
              + REMEDY;
      assertEquals(List.of(expected), refused("sdb"));
      assertEquals(List.of(expected), refused("sdb1"));
    }

    @Test
    void anEqualSerialAndSizeIsRefused() throws IOException {
      sdb.attribute("device/serial", "S1").attribute("wwid", "eui.1");
      machine.disk("sdc", "8:32").attribute("device/serial", "S1");
      assertEquals(
          List.of(
              "SECOND_PATH: /dev/sdb and /dev/sdc say that they are the same drive (serial S1, WWN"
                  + " eui.1, 1073741824 bytes)"
                  + REMEDY),
          refused("sdb"));
    }

    @Test
    void otherDrivesAreNoReason() throws IOException {
      sdb.attribute("device/serial", "S1").attribute("wwid", "eui.1");
      machine.disk("sdc", "8:32").attribute("device/serial", "S1").attribute("wwid", "eui.2");
      machine.disk("sdd", "8:48").attribute("device/serial", "S1").attribute("size", "8");
      machine.disk("sde", "8:64").attribute("device/serial", "S2");
      machine.disk("sdf", "8:80");
      machine.virtual("dm-0", "252:0").attribute("serial", "S1");
      assertEquals(List.of(), refused("sdb"));
      assertEquals(List.of(), refused("sdf"));
      assertEquals(List.of(), refused("dm-0"));
    }
  }

  @Nested
  class Facts {

    @Test
    void aPartitionIsRefusedUnlessAllowed() throws IOException {
      assertEquals(
          List.of(
              "PARTITION: /dev/sdb1 is a partition of sdb [name the whole disk, or say"
                  + " --partition]"),
          refused(inspect("sdb1"), false));
      assertEquals(List.of(), refused(inspect("sdb1"), true));
    }

    @Test
    void anAllowedPartitionAnswersForItselfAndItsDiskNotForTheOthers() throws IOException {
      machine.mount("30 22 8:18 / /other rw - ext4 /dev/sdb2 rw");
      assertEquals(List.of(), refused("sdb1"));
      machine.mount("31 22 8:17 / /itself rw - ext4 /dev/sdb1 rw");
      machine.mount("32 22 8:16 / /whole rw - ext4 /dev/sdb rw");
      sdb.heldBy(machine.virtual("md0", "9:0"));
      assertEquals(
          List.of(
              "MOUNTED: /dev/sdb1 is mounted on /itself [umount /itself]",
              "MOUNTED: /dev/sdb is mounted on /whole [umount /whole]",
              "HOLDER: /dev/sdb -> md0 is active [mdadm --stop /dev/md0]"),
          refused("sdb1"));
    }

    @Test
    void aPartitionOfALoopDeviceAnswersForTheDiskBelow() throws IOException {
      machine.loopOver(3, "/dev/sdb", "8:16").partition("loop3p1", "259:3");
      machine.mount("30 22 8:17 / /srv rw - ext4 /dev/sdb1 rw");
      assertEquals(
          List.of("MOUNTED: /dev/sdb1 is mounted on /srv [umount /srv]"), refused("loop3p1"));
    }

    @ParameterizedTest
    @CsvSource({"sdb, true", "sdb1, false"})
    void readOnlyIsRefused(String name, boolean ofDisk) throws IOException {
      BlockDevice before = inspect(name);
      (ofDisk ? sdb : sdb1).attribute("ro", "1");
      List<String> expected =
          List.of(
              "READ_ONLY: /dev/NAME is read-only [blockdev --setrw /dev/NAME, or the drive's own"
                      .replace("NAME", name)
                  + " write protection]");
      assertEquals(expected, refused(name));
      assertEquals(expected, refused(before, true));
    }

    @Test
    void aReadOnlyDiskMakesItsPartitionsReadOnly() throws IOException {
      BlockDevice before = inspect("sdb1");
      sdb.attribute("ro", "1");
      assertEquals(Reason.READ_ONLY, guard().refusals(before, true).get(0).reason());
      assertTrue(inspect("sdb1").readOnly());
    }

    @Test
    void anotherSizeThanBeforeIsRefused() throws IOException {
      BlockDevice before = inspect("sdb");
      sdb.attribute("size", "8");
      assertEquals(
          List.of(
              "UNKNOWN: /dev/sdb has 4096 bytes now, not 1073741824 [start again, so that the"
                  + " device is looked at anew]"),
          refused(before, false));
    }

    @Test
    void anotherDeviceUnderTheNumberIsRefused() throws IOException {
      BlockDevice before = inspect("sdb");
      Files.delete(machine.path("sys/dev/block/8:16"));
      machine.link(machine.path("sys/dev/block/8:16"), sdb1.folder());
      assertEquals(
          List.of(
              "MISSING: /dev/sdb is not the device that was looked at: 8:17 is sdb1 now"
                      .replace("8:17", "8:16")
                  + " [start again, so that the device is looked at anew]"),
          refused(before, false));
    }

    @Test
    void aDeviceThatHasGoneIsRefused() throws IOException {
      BlockDevice before = inspect("sdb");
      Files.delete(machine.path("sys/dev/block/8:16"));
      assertEquals(
          List.of(
              "MISSING: /dev/sdb is not the device that was looked at: it has gone"
                  + " [start again, so that the device is looked at anew]"),
          refused(before, false));
      Files.move(machine.path("sys/dev"), machine.path("sys/none"));
      assertEquals(
          List.of(
              "UNKNOWN: /dev/sdb may be in use: /sys/dev/block/8:16 cannot be read"
                  + " [run as root, with sysfs and procfs mounted]"),
          refused(before, false));
    }
  }

  @Nested
  class CannotBeRead {

    @ParameterizedTest
    @CsvSource({
      "proc/1000/mountinfo, /proc/self/mountinfo cannot be read",
      "proc/swaps, /proc/swaps cannot be read",
      "sys/devices/pci0000:00/block/sdb/holders, "
          + "/sys/devices/pci0000:00/block/sdb/holders cannot be read",
    })
    void whatIsNotThereCountsAsInUse(String path, String what) throws IOException {
      BlockDevice device = inspect("sdb");
      Files.move(machine.path(path), machine.path("elsewhere"));
      assertEquals(
          List.of(
              "UNKNOWN: /dev/sdb may be in use: "
                  + what
                  + " [run as root, with sysfs and procfs mounted]"),
          refused(device, false));
    }

    @Test
    void aFileThatCannotBeReadCountsAsInUse() throws IOException {
      BlockDevice device = inspect("sdb");
      Files.delete(machine.path("proc/swaps"));
      Files.createDirectory(machine.path("proc/swaps"));
      assertEquals(
          List.of(
              "UNKNOWN: /dev/sdb may be in use: Is a directory"
                  + " [run as root, with sysfs and procfs mounted]"),
          refused(device, false));
    }

    @Test
    void aBrokenDeviceNumberCountsAsInUse() throws IOException {
      BlockDevice device = inspect("sdb");
      sdb1.attribute("dev", "what?");
      assertEquals(
          List.of(
              "UNKNOWN: /dev/sdb may be in use: /sys/devices/pci0000:00/block/sdb/sdb1/dev: not a"
                  + " device number: 'what?' [run as root, with sysfs and procfs mounted]"),
          refused(device, false));
    }
  }

  @Nested
  class ImageFile {

    private BlockDevice image;

    @BeforeEach
    void anImage() throws IOException {
      machine.write("images/disk.img", "content");
      Path path = machine.path("images/disk.img");
      machine.kernel().file(path.toString(), FakeMachine.regularFile("8:32", 5, 7));
      image = new Devices(machine.roots(), machine.kernel()).inspect(path, true);
    }

    @Test
    void isAllowedWhereNothingUsesIt() {
      machine.loop(1, "/other.img", FakeMachine.encoded("8:32"), 6);
      machine.idleLoop(2).attribute("loop/backing_file", "/gone (deleted)");
      machine.process("78", "vi", "mnt:[1]");
      machine.openFile("78", 3, "/x", "02", FakeMachine.regularFile("8:32", 6, 9));
      machine.openFile("78", 4, "/x", "02", FakeMachine.regularFile("8:33", 5, 9));
      machine.openFile("78", 5, "/x", "02", FakeMachine.blockDevice("8:32"));
      assertEquals(List.of(), refused(image, false));
    }

    @Test
    void isRefusedUnderALoopDevice() throws IOException {
      machine.loop(1, "/other name", FakeMachine.encoded("8:32"), 5);
      machine
          .idleLoop(2)
          .attribute("loop/backing_file", machine.path("images/disk.img").toString());
      machine.kernel().failsStatus(machine.path("images/disk.img").toString(), Errno.EACCES);
      assertEquals(
          List.of(
              "LOOP_BACKING: /dev/loop1 is a loop device over /images/disk.img [losetup -d"
                  + " /dev/loop1]",
              "LOOP_BACKING: /dev/loop2 is a loop device over /images/disk.img [losetup -d"
                  + " /dev/loop2]"),
          refused(image, false));
    }

    @Test
    void isRefusedAsSwapAndWhereItIsOpenForWriting() throws IOException {
      machine.kernel().file("/link", FakeMachine.regularFile("8:32", 5, 7));
      machine.swap("/link");
      machine.process("78", "vi", "mnt:[1]");
      machine.openFile("78", 3, "/x", "02", FakeMachine.regularFile("8:32", 5, 7));
      assertEquals(
          List.of(
              "SWAP: /link is in use as swap [swapoff /link]",
              "OPEN_ELSEWHERE: /images/disk.img is open for writing in process 78 (vi)"
                  + " [end that process, or have it close the file]"),
          refused(image, false));
    }

    @Test
    void isRefusedWhereItIsEmptyOrReadOnly() {
      DeviceIdentity identity = image.identity();
      BlockDevice bad =
          new BlockDevice(
              image.path(),
              image.node(),
              image.name(),
              image.number(),
              image.kind(),
              image.type(),
              0,
              1,
              1,
              true,
              false,
              identity);
      assertEquals(
          List.of(
              "NO_MEDIUM: /images/disk.img is empty [name a file with content]",
              "READ_ONLY: /images/disk.img is read-only [chmod u+w "
                  + Shell.word(bad.path().toString()).replace(folder.toString(), "")
                  + "]"),
          refused(bad, false));
    }

    @Test
    void isRefusedWhereItsUsersCannotBeTold() throws IOException {
      Files.delete(machine.path("proc/swaps"));
      assertEquals(
          List.of(
              "UNKNOWN: /images/disk.img may be in use: /proc/swaps cannot be read"
                  + " [run as root, with sysfs and procfs mounted]"),
          refused(image, false));
    }
  }
}
