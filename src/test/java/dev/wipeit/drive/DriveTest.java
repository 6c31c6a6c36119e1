package dev.wipeit.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.sys.Errno;
import dev.wipeit.sys.ErrnoException;
import dev.wipeit.testing.FakeMachine;
import dev.wipeit.testing.ScriptedDrive;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Whole drives behind a fake kernel: what they are asked, and what is made of it. */
final class DriveTest {

  private final AskedDrive asked = new AskedDrive();
  private final ScriptedDrive device = asked.device;

  @Test
  void opensForReadingAndClosesAgain() throws IOException {
    device.knows("12", AskedDrive.inquiry(0, 6, "SEAGATE", "ST1000NM0001"));
    asked.drive(Protocol.SCSI).labels();
    assertEquals(Set.of("/fake/sdb"), asked.kernel.opened());
    assertEquals(Set.of(), asked.kernel.openNow());
  }

  @Test
  void asksNothingOfAnotherDeviceUnderTheName() {
    asked.kernel.file("/fake/sdb", FakeMachine.blockDevice("8:32"));
    IOException refused =
        assertThrows(IOException.class, () -> asked.drive(Protocol.SCSI).labels());
    assertEquals("/fake/sdb is not the device 8:16 any more", refused.getMessage());
    assertEquals(List.of(), device.asked());
    assertEquals(Set.of(), asked.kernel.openNow());
  }

  @Test
  void asksNothingOfWhatIsNoDisk() {
    byte[] tape = AskedDrive.inquiry(0x80, 6, "HP", "Ultrium");
    tape[0] = 1;
    device.knows("12", tape);
    assertThrows(IOException.class, () -> asked.drive(Protocol.SCSI).health());
    assertEquals(1, device.asked().size());
  }

  @Test
  void whoMayNotOpenItIsTold() {
    asked.kernel.failsOpen("/fake/sdb", Errno.EACCES);
    assertThrows(ErrnoException.class, () -> asked.drive(Protocol.SCSI).labels());
  }

  @Nested
  final class OfUsb {

    @Test
    void aStickIsAskedForNothingButItsName() throws IOException {
      device.knows("12000000", AskedDrive.inquiry(0x80, 4, "SanDisk", "Ultra"));
      assertEquals(
          new DriveLabels(null, null, "SanDisk", "Ultra", "0001"),
          asked.drive(Protocol.USB).labels());
      asked.drive(Protocol.USB).health();
      assertTrue(device.asked().stream().allMatch(command -> command.startsWith("12000000")));
    }

    @Test
    void theDriveInAnEnclosureIsAsked() throws IOException {
      device.knows("12000000", AskedDrive.inquiry(0, 4, "JMicron", "Generic"));
      device.knows(AskedDrive.IDENTIFY, new Identify().bytes());
      assertEquals("Z1D5KXYZ", asked.drive(Protocol.USB).labels().serial());
      assertTrue(device.asked().stream().noneMatch(command -> command.startsWith("1201")));
    }
  }
}
