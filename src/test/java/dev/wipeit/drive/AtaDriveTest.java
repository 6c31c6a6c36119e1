package dev.wipeit.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.sys.Errno;
import dev.wipeit.testing.ScriptedDrive;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A SATA drive behind a fake kernel: what it is asked, and what is made of it. */
final class AtaDriveTest {

  private final AskedDrive asked = new AskedDrive();
  private final ScriptedDrive device = asked.device;

  private final Identify identify = new Identify();

  private void attach() {
    device.knows("12000000", AskedDrive.inquiry(0, 5, "ATA", "ST1000DM003-1CH1"));
    device.knows(AskedDrive.IDENTIFY, identify.bytes());
  }

  @Test
  void takesItsNamesFromItsIdentity() throws IOException {
    attach();
    assertEquals(
        new DriveLabels("Z1D5KXYZ", "naa.5000c500a1b2c3d4", null, "ST1000DM003-1CH162", "CC43"),
        asked.drive(Protocol.SCSI).labels());
  }

  @Test
  void takesItsHealthFromSmart() throws IOException {
    attach();
    device.registers(AskedDrive.SMART_STATUS, () -> 0xC24F00L);
    device.knows(
        AskedDrive.SMART_DATA,
        Bytes.smart(
            Bytes.attribute(5, 8),
            Bytes.attribute(9, 0xAB00000000L | 12345),
            Bytes.attribute(194, 0x2D00140000001fL),
            Bytes.attribute(197, 1),
            Bytes.attribute(198, 2)));
    assertEquals(
        new DriveHealth(
            false,
            List.of("1 sector cannot be read", "8 sectors replaced by spare ones"),
            8L,
            1L,
            2L,
            null,
            31,
            null,
            12345L),
        asked.drive(Protocol.SCSI).health());
  }

  @Test
  void believesItsStatisticsFirst() throws IOException {
    identify.word(84, 0x4160);
    attach();
    device.registers(AskedDrive.SMART_STATUS, () -> 0x2CF400L);
    device.knows(
        AskedDrive.SMART_DATA, Bytes.smart(Bytes.attribute(194, 99), Bytes.attribute(9, 1)));
    device.knows(log(1), Bytes.statistics(1, 16, 4321));
    device.knows(log(5), Bytes.statistics(5, 8, 61, 88, 60));
    device.knows(log(7), Bytes.statistics(7, 8, 101));
    assertEquals(
        new DriveHealth(
            true,
            List.of(
                "SMART: a threshold was exceeded, the drive expects to fail",
                "worn out: 101 % of its endurance is used",
                "too hot: 61 C, its limit is 60 C"),
            null,
            null,
            null,
            101,
            61,
            60,
            4321L),
        asked.drive(Protocol.SCSI).health());
  }

  @Test
  void tellsItsTemperatureInOneQuestionBehindItsIdentity() throws IOException {
    identify.word(84, 0x4160);
    attach();
    device.knows(AskedDrive.SMART_DATA, Bytes.smart(Bytes.attribute(194, 99)));
    device.knows(log(5), Bytes.statistics(5, 8, 41, 88, 60));
    DriveHealth heat = asked.drive(Protocol.SCSI).temperature();
    assertEquals(41, heat.temperatureCelsius());
    assertEquals(60, heat.criticalCelsius());
    int behind = device.asked().indexOf(AskedDrive.IDENTIFY);
    assertEquals(AskedDrive.POWER_MODE, device.asked().get(behind + 1));
    assertEquals(behind + 3, device.asked().size(), device.asked().toString());
  }

  @ParameterizedTest(name = "mode {0}: {1}")
  @CsvSource({
    "0x00, false",
    "0x01, false",
    "0x40, false",
    "0x41, true",
    "0x80, true",
    "0xFF, true"
  })
  void isNotStartedForItsTemperature(int mode, boolean isTold) throws IOException {
    identify.word(84, 0x4160);
    attach();
    device.says(AskedDrive.POWER_MODE, () -> ScriptedDrive.registers(0x50, mode, 0));
    device.knows(AskedDrive.SMART_DATA, Bytes.smart(Bytes.attribute(194, 99)));
    device.knows(log(5), Bytes.statistics(5, 8, 41, 88, 60));
    assertEquals(isTold ? 41 : null, asked.drive(Protocol.SCSI).temperature().temperatureCelsius());
    boolean asksMore = !device.asked().get(device.asked().size() - 1).equals(AskedDrive.POWER_MODE);
    assertEquals(isTold, asksMore, device.asked().toString());
  }

  @Test
  void isAskedWhereItDoesNotRotateOrItsBridgeMakesItsAnswerUp() throws IOException {
    identify.word(84, 0x4160);
    attach();
    device.knows(log(5), Bytes.statistics(5, 8, 41, 88, 60));
    device.says(AskedDrive.POWER_MODE, () -> ScriptedDrive.registers(0, 0, 0));
    assertEquals(41, asked.drive(Protocol.SCSI).temperature().temperatureCelsius());
    identify.word(217, 1);
    attach();
    device.says(AskedDrive.POWER_MODE, () -> ScriptedDrive.registers(0x50, 0, 0));
    assertEquals(41, asked.drive(Protocol.SCSI).temperature().temperatureCelsius());
  }

  private static String log(int page) {
    return "85090e00000001000400%02x0000402f00".formatted(page);
  }

  @Test
  void tellsWhatIsBehindAHostProtectedArea() throws IOException {
    attach();
    device.registers(AskedDrive.NATIVE_MAX, () -> (1L << 22) - 1);
    assertEquals(
        new HiddenAreas(1L << 30, 1L << 31, 1L << 30, null, null, null),
        asked.drive(Protocol.SCSI).hiddenAreas());
  }

  @Test
  void tellsWhatIsBehindAConfigurationOverlay() throws IOException {
    identify.word(83, 0x4000 | 0x0C00);
    attach();
    device.registers(AskedDrive.NATIVE_MAX, () -> (1L << 21) - 1);
    byte[] configuration = new byte[512];
    configuration[6] = (byte) 0xff;
    configuration[7] = (byte) 0xff;
    configuration[8] = (byte) 0x2f;
    device.knows(AskedDrive.CONFIGURATION, configuration);
    assertEquals(
        new HiddenAreas(1L << 30, 0x300000L * 512, 0L, 0x100000L * 512, null, null),
        asked.drive(Protocol.SCSI).hiddenAreas());
  }

  @Test
  void tellsWhatIsBehindAnAccessibleMaxAddress() throws IOException {
    identify.word(119, 0x4100);
    attach();
    device.registers(AskedDrive.ACCESSIBLE_MAX, () -> (1L << 40));
    assertEquals(
        ((1L << 40) + 1 - (1L << 21)) * 512, asked.drive(Protocol.SCSI).hiddenAreas().amaBytes());
    assertTrue(device.asked().stream().noneMatch(AskedDrive.NATIVE_MAX::equals));
  }

  @Test
  void doesNotKnowWhereRegistersAreCutOrCannotBe() throws IOException {
    attach();
    device.registers(AskedDrive.NATIVE_MAX, () -> 5L);
    assertNull(asked.drive(Protocol.SCSI).hiddenAreas().hpaBytes());
    // Fixed format: COUNT and LBA have upper bytes that do not fit.
    device.says(
        AskedDrive.NATIVE_MAX,
        () -> Bytes.hex("f0000100504000" + "0a" + "20ffffff" + "001d00000000"));
    assertNull(asked.drive(Protocol.SCSI).hiddenAreas().hpaBytes());
    device.says(
        AskedDrive.NATIVE_MAX,
        () -> Bytes.hex("f0000100504000" + "0a" + "00ffff3f" + "001d00000000"));
    assertEquals(1L << 30, asked.drive(Protocol.SCSI).hiddenAreas().hpaBytes());
    // The drive says ERR.
    device.says(AskedDrive.NATIVE_MAX, () -> ScriptedDrive.registers(0x51, (1L << 22) - 1));
    assertNull(asked.drive(Protocol.SCSI).hiddenAreas().hpaBytes());
  }

  @Test
  void whatIsDamagedOnTheWayIsNotBelieved() throws IOException {
    identify.signed();
    attach();
    assertEquals("Z1D5KXYZ", asked.drive(Protocol.SCSI).labels().serial());
    byte[] damaged = identify.bytes();
    damaged[20] ^= 1;
    device.knows(AskedDrive.IDENTIFY, damaged);
    assertNull(asked.drive(Protocol.SCSI).labels().serial());

    device.knows(AskedDrive.IDENTIFY, identify.bytes());
    byte[] smart = Bytes.smart(Bytes.attribute(5, 8));
    smart[8] ^= 1;
    device.knows(AskedDrive.SMART_DATA, smart);
    assertNull(asked.drive(Protocol.SCSI).health().reallocatedSectors());
  }

  @Test
  void whatIsNoAtaDriveOrTooShortIsAskedInScsi() throws IOException {
    identify.word(0, 0x8580);
    attach();
    assertEquals("ST1000DM003-1CH1", asked.drive(Protocol.SCSI).labels().model());
    device.knows(AskedDrive.IDENTIFY, new byte[100]);
    assertEquals("ST1000DM003-1CH1", asked.drive(Protocol.SCSI).labels().model());
  }

  @Test
  void anImpossibleTemperatureIsNone() throws IOException {
    identify.word(84, 0x4160);
    attach();
    device.knows(log(1), Bytes.statistics(1, 16, 1));
    device.knows(log(5), Bytes.statistics(5, 8, 0x80, 88, 0x85));
    DriveHealth health = asked.drive(Protocol.SCSI).health();
    assertNull(health.temperatureCelsius());
    assertNull(health.criticalCelsius());
  }

  @Test
  void aUserWithoutThatPermissionStillLearnsWhatScsiTells() throws IOException {
    device.knows("12000000", AskedDrive.inquiry(0, 5, "ATA", "ST1000DM003-1CH1"));
    device.fails("85", Errno.EPERM);
    assertEquals("ST1000DM003-1CH1", asked.drive(Protocol.SCSI).labels().model());
  }

  @Test
  void aDriveThatDoesNotAnswerIsAskedOnce() {
    device.silent("12000000");
    assertThrows(IOException.class, () -> asked.drive(Protocol.SCSI).health());
    assertEquals(1, device.asked().size());
  }
}
