package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.device.Refusal.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactRuleTest extends GuardedDrive {

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
