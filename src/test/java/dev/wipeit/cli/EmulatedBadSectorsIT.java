package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wipeit.lab.BadSector.Access;
import dev.wipeit.lab.Drive;
import dev.wipeit.lab.DriveKind;
import dev.wipeit.lab.Machine;
import dev.wipeit.lab.Rack;
import dev.wipeit.testing.ProgramResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sectors that do not take a write, behind real drivers, each with errors of its own. */
@Tag("emulated")
final class EmulatedBadSectorsIT {

  private static final long MIB = 1 << 20;
  private static final int SECTOR = 512;
  private static final int SIZE = (int) (16 * MIB);
  private static final byte OLD = (byte) 0xaa;

  @Test
  void areLeftOutExactlyAndNamed() throws IOException {
    try (Rack rack = new Rack()) {
      List<Drive> drives = new ArrayList<>();
      for (DriveKind kind :
          List.of(DriveKind.NVME, DriveKind.SATA, DriveKind.SCSI, DriveKind.VIRTIO)) {
        drives.add(damaged(rack, kind));
      }
      try (Machine machine = rack.boot(drives.toArray(Drive[]::new))) {
        String nodes =
            drives.stream().map(drive -> " $(" + drive.find() + ")").collect(Collectors.joining());
        String serials =
            drives.stream()
                .map(drive -> " --serial " + drive.serial())
                .collect(Collectors.joining());
        ProgramResult result =
            machine
                .run(
                    "wipeit wipe --yes --json --quiet --skip-pretest --method zero --retries 0"
                        + " --verify all"
                        + serials
                        + nodes)
                .expectExit(4);
        JsonNode devices = JsonLines.of(result.out()).only(JsonLines.Event.RESULT).get("devices");
        assertEquals(drives.size(), devices.size());
        for (JsonNode device : devices) {
          assertEquals(4, device.get("exit_code").asInt(), device::toString);
          assertEquals(
              List.of("1003+3", "20000+1"), ranges(device.get("unwritten")), device::toString);
        }
      }
      for (Drive drive : drives) {
        assertWipedButThese(drive);
      }
    }
  }

  private static Drive damaged(Rack rack, DriveKind kind) throws IOException {
    Drive drive = rack.drive(kind, kind + "-1", SIZE);
    byte[] bytes = new byte[SIZE];
    Arrays.fill(bytes, OLD);
    Files.write(drive.image(), bytes);
    return drive.bad(Access.WRITE, 1003, 1005).bad(Access.WRITE, 20_000, 20_000);
  }

  private static void assertWipedButThese(Drive drive) throws IOException {
    byte[] bytes = new byte[SIZE];
    Arrays.fill(bytes, 1003 * SECTOR, 1006 * SECTOR, OLD);
    Arrays.fill(bytes, 20_000 * SECTOR, 20_001 * SECTOR, OLD);
    assertEquals(-1, Arrays.mismatch(bytes, Files.readAllBytes(drive.image())), drive::toString);
  }

  private static List<String> ranges(JsonNode array) {
    List<String> ranges = new ArrayList<>();
    array.forEach(range -> ranges.add(range.get("lba") + "+" + range.get("sectors")));
    return ranges;
  }
}
