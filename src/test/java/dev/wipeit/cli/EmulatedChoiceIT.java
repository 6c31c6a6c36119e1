package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.lab.Drive;
import dev.wipeit.lab.DriveKind;
import dev.wipeit.lab.Machine;
import dev.wipeit.lab.Rack;
import dev.wipeit.testing.ProgramResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Drives with real serial numbers and WWNs: found, selected, spared, refused where in doubt. */
@Tag("emulated")
final class EmulatedChoiceIT {

  private static final int MIB = 1 << 20;
  private static final byte FULL = 'W';

  private Rack rack;
  private Machine machine;
  private Drive disk;
  private Drive solid;
  private Drive first;
  private Drive second;
  private Drive path;
  private Drive otherPath;

  @BeforeEach
  void boot() throws IOException {
    rack = new Rack();
    disk =
        rack.drive(DriveKind.SATA, "DISK-1", 8 * MIB)
            .with("model", "Spinning disk")
            .with("rotation_rate", 7200)
            .with("wwn", 0x5000c50000000001L);
    solid =
        rack.drive(DriveKind.SATA, "SOLID-1", 6 * MIB)
            .with("rotation_rate", 1)
            .with("wwn", 0x5000c50000000002L);
    first = rack.drive(DriveKind.NVME, "NVME-1", 4 * MIB);
    second = rack.namespace(first, 2, 5 * MIB);
    path = rack.drive(DriveKind.SCSI, "PATH-1", 3 * MIB).with("wwn", 0x5000c50000000007L);
    otherPath = rack.drive(DriveKind.SCSI, "PATH-2", 3 * MIB).with("wwn", 0x5000c50000000007L);
    for (Drive drive : all()) {
      byte[] bytes = new byte[(int) Files.size(drive.image())];
      Arrays.fill(bytes, FULL);
      Files.write(drive.image(), bytes);
    }
    machine = rack.boot(all().toArray(Drive[]::new));
  }

  @AfterEach
  void end() throws IOException {
    rack.close();
  }

  private List<Drive> all() {
    return List.of(disk, solid, first, second, path, otherPath);
  }

  /** Which of the drives hold zeros from end to end; each holds those or what it held at first. */
  private String wiped() throws IOException {
    StringBuilder names = new StringBuilder();
    for (Drive drive : all()) {
      byte[] bytes = Files.readAllBytes(drive.image());
      byte[] same = new byte[bytes.length];
      Arrays.fill(same, bytes[0]);
      assertTrue(Arrays.equals(same, bytes), () -> "partly written: " + drive);
      if (bytes[0] == 0) {
        names.append(drive.serial()).append('/').append(drive.namespace()).append(' ');
      }
    }
    return names.toString().strip();
  }

  private ProgramResult wipe(int code, String options) throws IOException {
    return machine.run("wipeit wipe -m zero --yes " + options + "; exit $?").expectExit(code);
  }

  /** One boot for all: each start of the program takes seconds there. */
  @Test
  void areFoundByWhatTheySayOfThemselves() throws IOException {
    ProgramResult twins = wipe(3, "--serial NVME-1");
    assertTrue(twins.err().contains("2 disks have serial number NVME-1"), twins::toString);
    ProgramResult paths = wipe(3, "--wwn 0x5000c50000000007");
    assertTrue(paths.err().contains("multipath"), paths::toString);
    ProgramResult root =
        wipe(3, "--select 'type=hdd,ssd,nvme,virtual transport=virtio,sata,nvme' --expect 7");
    assertTrue(root.err().contains("running system"), root::toString);
    assertEquals("", wiped());
    wipe(0, "--serial DISK-1");
    assertEquals("DISK-1/1", wiped());
    wipe(
        0,
        "--select 'type=nvme,hdd,ssd transport=nvme,sata' --expect 2 --exclude DISK-1"
            + " --exclude size=5M");
    assertEquals("DISK-1/1 SOLID-1/1 NVME-1/1", wiped());
  }
}
