package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A drive is compared with what its certificate claims. */
@Tag("concurrent")
final class CertifiedDriveIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @AutoClose private final CertifiedDisk certified = new CertifiedDisk();
  private final MarkedDevice disk = certified.disk();

  CertifiedDriveIT() throws IOException {}

  @Test
  void aDriveIsComparedWithItsCertificateOnAnotherMachine() throws IOException {
    disk.wipe("--disclose-pattern").run().expectExit(0);
    Path certificate = certified.all().get(0);
    String[] options = {
      "--certificate", certificate.toString(), "--trusted-key", certified.publicKey()
    };
    against(disk, options).expectExit(0);
    ProgramResult unchecked =
        against(disk, "--certificate", certificate.toString(), "--sample-percent", "10")
            .expectExit(0);
    assertTrue(unchecked.err().contains("is NOT checked"), unchecked::toString);
    try (MarkedDevice other = MarkedDevice.ofMebibytes(16)) {
      against(other, options).expectExit(7);
    }
    certified.flip();
    ProgramResult differs = against(disk, options).expectExit(5);
    assertTrue(
        differs.out().contains("(LBA " + CertifiedDisk.FLIPPED / 512 + ")"), differs::toString);
    Files.writeString(certificate, Files.readString(certificate).replace("\"wiped\"", "\"Wiped\""));
    against(disk, options).expectExit(5);
  }

  @Test
  void aFixedPatternNeedsNoKeyAndARandomOneDoes() throws IOException {
    disk.wipe("-m", "zero").run().expectExit(0);
    Path fixed = certified.all().get(0);
    against(disk, "--certificate", fixed.toString()).expectExit(0);
    disk.wipe("-m", "random").run().expectExit(0);
    against(disk, "--certificate", fixed.toString()).expectExit(5);
    for (Path file : certified.all()) {
      if (!file.equals(fixed)) {
        ProgramResult keyless = against(disk, "--certificate", file.toString()).expectExit(7);
        assertTrue(keyless.err().contains("--disclose-pattern"), keyless::toString);
      }
    }
  }

  @Test
  void theListMarksADriveThatWasWrittenToSince() throws IOException {
    disk.wipe("-m", "zero").run().expectExit(0);
    String file = certified.all().get(0).toString();
    Program list = Program.with("list", "--all", "--expect-blank-since", file);
    ProgramResult blank = list.run().expectExit(0);
    assertTrue(blank.out().contains(disk.node() + ": as run"), blank::toString);
    disk.device().write(0, "MBR".getBytes(StandardCharsets.US_ASCII));
    ProgramResult written = list.run().expectExit(5);
    assertTrue(written.out().contains(disk.node() + ": WRITTEN TO since run"), written::toString);
    List<String> json =
        Program.with("list", "--all", "--json", "--expect-blank-since", file)
            .run()
            .expectExit(5)
            .outLines();
    JsonNode told = MAPPER.readTree(json.get(json.size() - 1));
    assertEquals("expect_blank", told.get("type").asText());
    assertEquals(List.of(), ListSchema.read().faults(told));
    Files.writeString(
        Path.of(file), Files.readString(Path.of(file)).replace("\"cleared\"", "\"failed\""));
    ProgramResult forged =
        disk.program(List.of("list", "--all", "--expect-blank-since", file)).run().expectExit(5);
    assertTrue(forged.err().contains("the signature is wrong"), forged::toString);
  }

  private ProgramResult against(MarkedDevice device, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("verify", device.node()));
    command.addAll(List.of(options));
    // A state directory of its own: it knows nothing of the run.
    return Program.with(command.toArray(String[]::new)).run();
  }
}
