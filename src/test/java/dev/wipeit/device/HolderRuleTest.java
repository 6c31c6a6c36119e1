package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.testing.FakeMachine.Folder;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolderRuleTest extends GuardedDrive {

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
