package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.testing.FakeMachine;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountRuleTest extends GuardedDrive {

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
    assertEquals(List.of("MOUNTED: /dev/sdb1 is mounted on /pool [umount /pool]"), refused("sdb"));
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
