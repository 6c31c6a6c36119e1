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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sectors that do not take a write, behind real drivers, each with errors of its own. */
final class EmulatedBadSectorsIT {

  private static final long MIB = 1 << 20;
  private static final int SECTOR = 512;
  private static final int SIZE = (int) (16 * MIB);
  private static final byte OLD = (byte) 0xaa;

  @ParameterizedTest
  @EnumSource(names = {"NVME", "SATA", "SCSI", "VIRTIO"})
  void areLeftOutExactlyAndNamed(DriveKind kind) throws IOException {
    try (Rack rack = new Rack()) {
      Drive drive =
          rack.drive(kind, "DRIVE-1", SIZE)
              .bad(Access.WRITE, 1003, 1005)
              .bad(Access.WRITE, 20_000, 20_000);
      byte[] bytes = new byte[SIZE];
      Arrays.fill(bytes, OLD);
      Files.write(drive.image(), bytes);
      try (Machine machine = rack.boot(drive)) {
        ProgramResult result =
            machine
                .run(
                    "wipeit wipe --yes --json --skip-pretest --method zero --retries 0 --verify all"
                        + " --serial DRIVE-1 $("
                        + drive.find()
                        + ")")
                .expectExit(4);
        JsonNode device =
            JsonLines.of(result.out()).only(JsonLines.Event.RESULT).get("devices").get(0);
        assertEquals(List.of("1003+3", "20000+1"), ranges(device.get("unwritten")));
      }
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(bytes, 1003 * SECTOR, 1006 * SECTOR, OLD);
      Arrays.fill(bytes, 20_000 * SECTOR, 20_001 * SECTOR, OLD);
      assertEquals(-1, Arrays.mismatch(bytes, Files.readAllBytes(drive.image())));
    }
  }

  private static List<String> ranges(JsonNode array) {
    List<String> ranges = new ArrayList<>();
    array.forEach(range -> ranges.add(range.get("lba") + "+" + range.get("sectors")));
    return ranges;
  }
}
