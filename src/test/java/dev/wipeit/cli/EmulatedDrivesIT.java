package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.lab.Drive;
import dev.wipeit.lab.DriveKind;
import dev.wipeit.lab.Machine;
import dev.wipeit.lab.Rack;
import dev.wipeit.testing.ProgramResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One drive of every kind that QEMU has, in one machine: listed as what it is, and wiped. */
@Tag("emulated")
final class EmulatedDrivesIT {

  private static final long MIB = 1 << 20;
  private static final int LARGE_SECTOR = 4096;

  private static Rack rack;
  private static Machine machine;
  private static Drive disk;
  private static Drive solid;
  private static Drive sas;
  private static Drive virtual;
  private static Drive stick;
  private static Drive card;
  private static Drive first;
  private static Drive second;

  @BeforeAll
  static void boot() throws IOException {
    rack = new Rack();
    disk =
        rack.drive(DriveKind.SATA, "SATA-HDD-1", 32 * MIB)
            .with("model", "Spinning disk")
            .with("ver", "FW-7")
            .with("rotation_rate", 7200)
            .with("wwn", 0x5000c50000000001L);
    solid = rack.drive(DriveKind.SATA, "SATA-SSD-1", 24 * MIB).with("rotation_rate", 1);
    sas = rack.drive(DriveKind.SCSI, "SCSI-1", 20 * MIB).sectorBytes(LARGE_SECTOR);
    virtual = rack.drive(DriveKind.VIRTIO, "VIRTIO-1", 17 * MIB + 512);
    stick = rack.drive(DriveKind.USB, "STICK-1", 18 * MIB).with("removable", true);
    card = rack.drive(DriveKind.SD, "CARD-1", 16 * MIB);
    first = rack.drive(DriveKind.NVME, "NVME-1", 28 * MIB);
    second = rack.namespace(first, 2, 12 * MIB).sectorBytes(LARGE_SECTOR);
    machine = rack.boot(all().toArray(Drive[]::new));
  }

  @AfterAll
  static void end() throws IOException {
    if (rack != null) {
      rack.close();
    }
  }

  private static List<Drive> all() {
    return List.of(disk, solid, sas, virtual, stick, card, first, second);
  }

  @Test
  void areListedAsWhatTheyAre() throws IOException {
    String out = machine.run("wipeit list --json").expectExit(0).out();
    List<JsonNode> disks =
        JsonLines.of(out).all().stream()
            .filter(line -> !Machine.ROOT_SERIAL.equals(line.path("serial").asText()))
            .toList();
    assertEquals(
        Set.of(
            "SATA-HDD-1 sata 33554432 512/512 false true",
            "SATA-SSD-1 sata 25165824 512/512 false true",
            "SCSI-1 virtio 20971520 4096/4096 false true",
            "VIRTIO-1 virtio 17826304 512/512 false true",
            "STICK-1 usb 18874368 512/512 true true",
            "0xdeadbeef mmc 16777216 512/512 false true",
            "NVME-1 nvme 29360128 512/512 false true",
            "NVME-1 nvme 12582912 4096/4096 false true"),
        disks.stream().map(EmulatedDrivesIT::facts).collect(Collectors.toSet()),
        out);
    Set<String> types =
        disks.stream()
            .map(line -> line.path("serial").asText() + " " + line.path("drive_type").asText())
            .collect(Collectors.toSet());
    assertTrue(
        types.containsAll(Set.of("SATA-HDD-1 HDD", "SATA-SSD-1 SSD", "NVME-1 NVMe SSD")),
        types::toString);
    JsonNode spinning =
        disks.stream()
            .filter(line -> "SATA-HDD-1".equals(line.path("serial").asText()))
            .findAny()
            .orElseThrow();
    assertEquals("Spinning disk", spinning.path("model").asText());
    assertTrue(spinning.path("wwn").asText().contains("5000c50000000001"), spinning::toString);
  }

  /**
   * Serial, transport, size, logical and physical sector, whether removable, whether it can be
   * wiped.
   */
  private static String facts(JsonNode disk) {
    return "%s %s %d %d/%d %b %b"
        .formatted(
            disk.path("serial").asText(),
            disk.path("transport").asText(),
            disk.path("size").asLong(),
            disk.path("logical_sector_size").asInt(),
            disk.path("physical_sector_size").asInt(),
            disk.path("removable").asBoolean(),
            disk.path("can_be_wiped").asBoolean());
  }

  @Test
  void areWipedToTheLastByte() throws IOException {
    String nodes =
        all().stream()
            .map(drive -> "\"$(" + drive.find().replace("disk ", "by_id ") + ")\"")
            .collect(Collectors.joining(" "));
    ProgramResult wiped =
        machine.run(
            "wipeit wipe --yes --json --quiet --verify all "
                + nodes
                + "; code=$?; cp -r /var/lib/wipeit /share/state; exit $code");
    wiped.expectExit(0);
    List<Checkpoint> finished = new SavedState(machine.share().resolve("state")).archived();
    for (Drive drive : all()) {
      assertHolds(drive, of(drive, finished));
    }
    assertNotNull(of(disk, finished).pretest(), "a rotating disk is measured");
    assertNull(of(solid, finished).pretest(), "and no other");
    assertNull(of(first, finished).pretest(), "and no other");
  }

  private static Checkpoint of(Drive drive, List<Checkpoint> finished) throws IOException {
    long size = Files.size(drive.image());
    List<Checkpoint> own =
        finished.stream()
            .filter(state -> drive.reportedSerial().equals(state.identity().serial()))
            .filter(state -> state.totalSize() == size)
            .toList();
    assertEquals(1, own.size(), () -> drive + ": " + finished);
    return own.get(0);
  }

  /** Whether the image holds the keystream of the key that was archived, from end to end. */
  private static void assertHolds(Drive drive, Checkpoint finished) throws IOException {
    assertNotNull(finished.passKey(), "a random pass");
    assertEquals(
        -1,
        PassBytes.of(finished).firstDifference(drive.image(), 0, Files.size(drive.image())),
        drive::toString);
  }
}
