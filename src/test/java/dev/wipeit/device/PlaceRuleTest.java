package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.sys.Errno;
import dev.wipeit.testing.FakeMachine;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceRuleTest extends GuardedDrive {

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
        "22 1 0:30 / / rw - overlay overlay rw,lowerdir=/ro:relative:/gone:/file,upperdir=/rw/up,x=/rw");
    machine.mount("23 22 0:31 / /rw rw - btrfs /dev/upper rw");
    machine.kernel().file("/dev/upper", FakeMachine.blockDevice("8:17"));
    machine.kernel().file("/", FakeMachine.directory("0:30"));
    machine.kernel().file("/ro", FakeMachine.directory("8:32"));
    machine.kernel().file("/file", FakeMachine.regularFile("8:17", 1, 1));
    machine.kernel().file("relative", FakeMachine.directory("8:17"));
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
