package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wipeit.lab.Drive;
import dev.wipeit.lab.DriveKind;
import dev.wipeit.lab.Machine;
import dev.wipeit.lab.Rack;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Drives that the guest's own kernel makes: scsi_debug, null_blk with zones, and device mapper's
 * flakey, error and multipath. One boot for all: each start of the program takes seconds there.
 */
@Tag("emulated")
final class EmulatedFaultsIT {

  private static final int MIB = 1 << 20;
  private static final int SIZE = 8 * MIB;
  private static final int SECTORS = SIZE / 512;

  /** What hw.c of scsi_debug calls OPT_MEDIUM_ERR_ADDR. */
  private static final int UNREADABLE = 0x1234;

  @Test
  void areTakenForWhatTheyAre() throws IOException {
    Requires.tool("dmsetup");
    try (Rack rack = new Rack()) {
      Drive liar = rack.drive(DriveKind.SATA, "LIAR-1", SIZE);
      Drive holed = rack.drive(DriveKind.VIRTIO, "HOLED-1", SIZE);
      Drive path = rack.drive(DriveKind.SCSI, "PATH-1", SIZE);
      try (Machine machine = rack.boot(liar, holed, path)) {
        aDriveThatDropsWritesIsNotWiped(machine, liar);
        sectorsOfErrorsAreNamed(machine, holed);
        aPathOfAMultipathDeviceIsRefused(machine, path);
        unreadableSectorsAreNamed(machine);
        aDriveWithZonesIsRefused(machine);
      }
      assertUntouched(liar);
      assertUntouched(path);
      byte[] bytes = Files.readAllBytes(holed.image());
      byte[] ones = new byte[SIZE];
      Arrays.fill(ones, (byte) 0xff);
      Arrays.fill(ones, 1000 * 512, 1003 * 512, (byte) 0);
      assertEquals(-1, Arrays.mismatch(ones, bytes), "beside the bad sectors");
    }
  }

  private static void aDriveThatDropsWritesIsNotWiped(Machine machine, Drive drive)
      throws IOException {
    map(machine, "liar", "0 %d flakey $(%s) 0 0 60 1 drop_writes".formatted(SECTORS, drive.find()));
    ProgramResult result = wipe(machine, "--verify last $(mapped liar)");
    result.expectExit(5);
  }

  private static void sectorsOfErrorsAreNamed(Machine machine, Drive drive) throws IOException {
    map(
        machine,
        "holed",
        "0 1000 linear $D 0\\n1000 3 error\\n1003 %d linear $D 1003"
            .formatted(SECTORS - 1003)
            .replace("$D", "$(" + drive.find() + ")"));
    ProgramResult result = wipe(machine, "--retries 0 $(mapped holed)");
    result.expectExit(4);
    JsonNode range = device(result).get("unwritten").get(0);
    assertEquals("1000+3", range.get("lba") + "+" + range.get("sectors"), result::toString);
    assertEquals(1, device(result).get("unwritten").size(), result::toString);
  }

  private static void aPathOfAMultipathDeviceIsRefused(Machine machine, Drive drive)
      throws IOException {
    map(
        machine,
        "paths",
        "0 %d multipath 0 0 1 1 round-robin 0 1 1 $(%s) 1000".formatted(SECTORS, drive.find()));
    ProgramResult refused = wipe(machine, "--serial PATH-1 $(" + drive.find() + ")");
    refused.expectExit(3);
    assertTrue(refused.err().contains("paths"), refused::toString);
  }

  /** They take a write, and cannot be read back. */
  private static void unreadableSectorsAreNamed(Machine machine) throws IOException {
    machine.run("modprobe scsi_debug dev_size_mb=8 opts=2; udevadm settle").expectExit(0);
    ProgramResult result =
        wipe(
            machine,
            "--verify all --serial $(lsblk -dnro SERIAL,MODEL | grep scsi_debug | cut -d' ' -f1)"
                + " $(lsblk -dnro PATH,MODEL | grep scsi_debug | cut -d' ' -f1)");
    JsonNode range = device(result).get("unreadable").get(0);
    assertEquals(UNREADABLE, range.get("lba").asInt(), result::toString);
    assertEquals(10, range.get("sectors").asInt(), result::toString);
    result.expectExit(4);
  }

  private static void aDriveWithZonesIsRefused(Machine machine) throws IOException {
    machine
        .run(
            """
            set -e
            modprobe null_blk nr_devices=0
            mountpoint -q /sys/kernel/config || mount -t configfs none /sys/kernel/config
            mkdir /sys/kernel/config/nullb/zones
            cd /sys/kernel/config/nullb/zones
            echo 32 >size; echo 1 >memory_backed; echo 1 >zoned; echo 4 >zone_size
            echo 1 >power
            udevadm settle
            """)
        .expectExit(0);
    machine
        .run("tr '\\0' x </dev/zero | dd of=/dev/zones bs=1M count=4 oflag=direct iflag=fullblock")
        .expectExit(0);
    String before = machine.run("sha256sum /dev/zones").expectExit(0).out();
    ProgramResult refused = wipe(machine, "/dev/zones").expectExit(3);
    assertTrue(refused.err().contains("host-managed"), refused::toString);
    assertEquals(before, machine.run("sha256sum /dev/zones").expectExit(0).out());
    machine.run("head -c 4 /dev/zones | grep -q xxxx").expectExit(0);
  }

  /** With a name that udev gives by what it is. */
  private static void map(Machine machine, String name, String table) throws IOException {
    machine
        .run("set -e; printf \"" + table + "\\n\" | dmsetup create " + name + "; udevadm settle")
        .expectExit(0);
  }

  private static ProgramResult wipe(Machine machine, String arguments) throws IOException {
    return machine.run("wipeit wipe --yes --json --quiet --skip-pretest --method one " + arguments);
  }

  private static JsonNode device(ProgramResult result) throws IOException {
    return JsonLines.of(result.out()).only(JsonLines.Event.RESULT).get("devices").get(0);
  }

  private static void assertUntouched(Drive drive) throws IOException {
    assertEquals(
        -1, Arrays.mismatch(new byte[SIZE], Files.readAllBytes(drive.image())), drive::serial);
  }
}
