package dev.wipeit.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.ProgramResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The emulated machine itself: what its tests stand on. */
@Tag("emulated")
final class MachineIT {

  private static final int MIB = 1 << 20;

  @Test
  void runsCommandsWritesToTheImageAndPullsADrive() throws IOException {
    try (Rack rack = new Rack()) {
      Drive sata = rack.drive(DriveKind.SATA, "SATA-1", 4 * MIB).bad(BadSector.Access.READ, 9, 9);
      Drive stick = rack.drive(DriveKind.USB, "STICK-1", 4 * MIB);
      try (Machine machine = rack.boot(sata, stick)) {
        ProgramResult three = machine.run("echo a; echo b >&2; exit 3").expectExit(3);
        assertEquals("a\nb\n", three.out() + three.err());

        machine.run("echo hello | dd of=$(" + stick.find() + ") conv=fsync").expectExit(0);
        byte[] start = Files.readAllBytes(stick.image());
        assertEquals("hello\n", new String(start, 0, 6, StandardCharsets.US_ASCII));

        String read = "dd if=$(" + sata.find() + ") of=/dev/null bs=512 iflag=direct count=";
        machine.run(read + 9).expectExit(0);
        assertTrue(machine.run(read + 10).expectExit(1).err().contains("Input/output error"));

        machine.pull(stick);
        assertNotEquals(0, machine.run(stick.find()).exitCode());
        machine.plug(stick);
        machine.run(stick.find()).expectExit(0);

        GuestCommand waits = machine.start("echo begun; sleep 1000");
        machine.cutPower();
        assertThrows(AssertionError.class, () -> waits.awaitExit(java.time.Duration.ofSeconds(20)));
      }
    }
  }

  @Test
  void givesQemuOnlyImagesOfTheRack() throws IOException {
    try (Rack rack = new Rack()) {
      for (Path other : List.of(Path.of("/dev/null"), Path.of("/etc/passwd"))) {
        Drive drive = new Drive(DriveKind.SATA, "X", 1, other, Map.of(), List.of());
        assertThrows(IllegalArgumentException.class, () -> rack.boot(drive));
      }
    }
  }
}
