package dev.wipeit.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.ScriptedDrive;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A SAS drive behind a fake kernel: what it is asked, and what is made of it. */
final class ScsiDriveTest {

  private final AskedDrive asked = new AskedDrive();
  private final ScriptedDrive device = asked.device;

  @BeforeEach
  void aSasDrive() {
    device.knows("12000000", AskedDrive.inquiry(0, 6, "SEAGATE", "ST1000NM0001"));
    device.knows("120100", AskedDrive.page(0x00, "008083b1"));
    device.knows("120180", AskedDrive.page(0x80, "5a31443558595a202020"));
    device.knows(
        "120183",
        AskedDrive.page(0x83, "01030008" + "5000c500a1b2c3d4" + "61930008" + "5000c500a1b2c3d5"));
  }

  @Test
  void takesItsNamesFromItsPages() throws IOException {
    assertEquals(
        new DriveLabels("Z1D5XYZ", "naa.5000c500a1b2c3d4", "SEAGATE", "ST1000NM0001", "0001"),
        asked.drive(Protocol.SCSI).labels());
  }

  @Test
  void asksOnlyForPagesThatItLists() throws IOException {
    device.knows("120100", AskedDrive.page(0x00, "0083"));
    assertNull(asked.drive(Protocol.SCSI).labels().serial());
    assertTrue(device.asked().stream().noneMatch(command -> command.startsWith("120180")));
  }

  @Test
  void takesItsHealthFromItsLogs() throws IOException {
    device.knows("4d0040", Bytes.hex("000000060002030d152f"));
    device.knows("4d004d", Bytes.hex("0d00000c" + "000003020022" + "000103020041"));
    device.knows("4d0055", Bytes.hex("1500000c" + "00000308" + "0001e24000000000"));
    device.knows("4d0042", Bytes.hex("0200000c" + "00060208" + "0000000000000003"));
    device.knows("4d0043", Bytes.hex("03000008" + "00060304" + "00000004"));
    device.knows("4d006f", Bytes.hex("2f000008" + "00000304" + "5d102200"));
    device.knows("b7", Bytes.hex("000d000000000018"));
    assertEquals(
        new DriveHealth(
            true,
            List.of(
                "the drive predicts its failure (informational exception 5Dh)",
                "3 sectors replaced by spare ones"),
            3L,
            null,
            7L,
            null,
            34,
            65,
            2057L),
        asked.drive(Protocol.SCSI).health());
  }

  @Test
  void tellsItsTemperatureInOneQuestion() throws IOException {
    device.knows("4d0040", Bytes.hex("000000060002030d152f"));
    device.knows("4d004d", Bytes.hex("0d00000c" + "000003020022" + "000103020041"));
    DriveHealth heat = asked.drive(Protocol.SCSI).temperature();
    assertEquals(34, heat.temperatureCelsius());
    assertEquals(65, heat.criticalCelsius());
    long logs = device.asked().stream().filter(command -> command.startsWith("4d")).count();
    assertEquals(1, logs, device.asked().toString());
  }

  @Test
  void tellsItsSizeAndNothingThatItHides() throws IOException {
    device.knows("9e10", Bytes.hex("00000000001fffff" + "00000200" + "0".repeat(40)));
    HiddenAreas areas = asked.drive(Protocol.SCSI).hiddenAreas();
    assertEquals(1L << 30, areas.reportedBytes());
    assertEquals(false, areas.isKnown());
  }

  @Test
  void saysNothingWhereItRefusesEverything() throws IOException {
    DriveHealth health = asked.drive(Protocol.SCSI).health();
    assertEquals(false, health.isKnown());
    assertNull(asked.drive(Protocol.SCSI).hiddenAreas());
  }
}
