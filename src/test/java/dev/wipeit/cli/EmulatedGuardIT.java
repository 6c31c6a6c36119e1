package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.lab.Drive;
import dev.wipeit.lab.DriveKind;
import dev.wipeit.lab.Machine;
import dev.wipeit.lab.Rack;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Drives that a real kernel uses in every way: refused, and not one byte of them written. */
@Tag("emulated")
final class EmulatedGuardIT {

  private static final long MIB = 1 << 20;

  private Rack rack;

  @BeforeEach
  void empty() throws IOException {
    // The guest has what this machine has.
    for (String name :
        List.of("mkfs.ext4", "mkswap", "sfdisk", "lvm", "mdadm", "cryptsetup", "mkfs.btrfs")) {
      Requires.tool(name);
    }
    rack = new Rack();
  }

  @AfterEach
  void end() throws IOException {
    if (rack != null) {
      rack.close();
    }
  }

  @Test
  void refusesWhatIsInUse() throws IOException {
    Map<Drive, Use> uses = new LinkedHashMap<>();
    uses.put(
        rack.drive(DriveKind.SATA, "MOUNTED", 32 * MIB),
        new Use("mkfs.ext4 -q -E lazy_itable_init=0 $D; mkdir /mnt/a; mount $D /mnt/a", "mounted"));
    uses.put(
        rack.drive(DriveKind.SATA, "PARTED", 32 * MIB),
        new Use(
            "echo ,,L | sfdisk -q $D; udevadm settle; P=$(lsblk -nro PATH $D | tail -n 1);"
                + " mkfs.ext4 -q $P; mkdir /mnt/b; mount $P /mnt/b",
            "mounted"));
    uses.put(
        rack.drive(DriveKind.NVME, "SWAP", 16 * MIB), new Use("mkswap -q $D; swapon $D", "swap"));
    uses.put(
        rack.drive(DriveKind.SCSI, "VOLUMES", 32 * MIB),
        new Use("pvcreate -q $D; vgcreate -q vg $D; lvcreate -q -Zn -L 8M -n lv vg", "vg"));
    uses.put(
        rack.drive(DriveKind.VIRTIO, "MIRROR", 32 * MIB),
        new Use(
            "mdadm --quiet --create /dev/md/m --run --metadata=1.2 --level=1 --raid-devices=2 $D"
                + " missing",
            "md"));
    uses.put(
        rack.drive(DriveKind.USB, "SECRET", 32 * MIB),
        new Use(
            "echo x | cryptsetup -q luksFormat --pbkdf pbkdf2 --pbkdf-force-iterations 1000 $D -;"
                + " echo x | cryptsetup open $D secret --key-file -",
            "secret"));
    Drive named = rack.drive(DriveKind.SATA, "BTRFS-1", 112 * MIB);
    uses.put(named, new Use("true", "mounted"));
    uses.put(
        rack.drive(DriveKind.SCSI, "BTRFS-2", 112 * MIB),
        // No mount names this one. Read-only, so that the file system itself writes nothing.
        new Use(
            "modprobe btrfs; N=$(%s); mkfs.btrfs -q -f $N $D; udevadm settle; mkdir /mnt/c; mount -o ro $N /mnt/c"
                .formatted(named.find()),
            "is part of the btrfs file system"));
    try (Machine machine = rack.boot(uses.keySet().toArray(Drive[]::new))) {
      for (Map.Entry<Drive, Use> use : uses.entrySet()) {
        machine
            .run("set -e; D=$(" + use.getKey().find() + "); " + use.getValue().setUp())
            .expectExit(0);
      }
      machine.run("sync; udevadm settle");
      for (Map.Entry<Drive, Use> use : uses.entrySet()) {
        assertRefused(machine, use.getKey(), use.getValue().word());
      }
    }
  }

  @Test
  void refusesTheDriveUnderTheRunningSystem() throws IOException {
    try (Machine machine = rack.boot()) {
      String root = "disk " + Machine.ROOT_SERIAL;
      String before = machine.run("sha256sum $(" + root + ")").expectExit(0).out();
      ProgramResult refused = wipe(machine, root, Machine.ROOT_SERIAL).expectExit(3);
      assertTrue(refused.err().contains("running system"), refused::toString);
      machine.run("echo 3 >/proc/sys/vm/drop_caches");
      assertEquals(before, machine.run("sha256sum $(" + root + ")").expectExit(0).out());
    }
  }

  private static void assertRefused(Machine machine, Drive drive, String word) throws IOException {
    // What is only in the cache of the guest is not in the image.
    machine.run("sync").expectExit(0);
    String before = sha256(drive);
    ProgramResult refused = wipe(machine, drive.find(), drive.serial()).expectExit(3);
    assertTrue(refused.err().contains(word), refused::toString);
    machine.run("sync").expectExit(0);
    assertEquals(before, sha256(drive), drive.serial());
  }

  private static ProgramResult wipe(Machine machine, String find, String serial)
      throws IOException {
    return machine.run("wipeit wipe --yes --serial " + serial + " $(" + find + ")");
  }

  private static String sha256(Drive drive) throws IOException {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(drive.image()));
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /**
   * A way to be in use.
   *
   * @param setUp what brings it about, in the guest's shell; the node is {@code $D}
   * @param word what the refusal has to name
   */
  private record Use(String setUp, String word) {}
}
