package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wipeit.device.Refusal.Reason;
import dev.wipeit.testing.FakeMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest extends GuardedDrive {

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

  @Test
  void theMostTellingReasonComesFirst() throws IOException {
    sdb1.attribute("ro", "1").attribute("size", "0");
    sdb1.heldBy(machine.virtual("md0", "9:0"));
    sdb.attribute("device/wwid", "naa.5");
    machine.disk("sdc", "8:32").attribute("device/wwid", "naa.5");
    machine.btrfs("11", sdb1);
    machine.loopOver(3, "/dev/sdb1", "8:17");
    machine.idleLoop(4).attribute("loop/backing_file", "/gone (deleted)");
    machine.kernel().file("/dev/sdb1", FakeMachine.blockDevice("8:17"));
    machine.swap("/dev/sdb1");
    machine.mount("30 22 8:17 / /srv rw - ext4 /dev/sdb1 rw");
    machine.process("78", "dd", "mnt:[1]");
    machine.openFile("78", 3, "/dev/sdb1", "02", FakeMachine.blockDevice("8:17"));
    machine.kernel().file("/", FakeMachine.directory("8:17"));
    assertEquals(
        List.of(
            Reason.SYSTEM_DISK,
            Reason.STATE_DIRECTORY,
            Reason.MOUNTED,
            Reason.SWAP,
            Reason.HOLDER,
            Reason.LOOP_BACKING,
            Reason.MEMBER,
            Reason.OPEN_ELSEWHERE,
            Reason.SECOND_PATH,
            Reason.NO_MEDIUM,
            Reason.READ_ONLY,
            Reason.PARTITION,
            Reason.UNKNOWN),
        guard().refusals(inspect("sdb1"), false).stream().map(Refusal::reason).toList());
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
}
