package dev.wipeit.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.sys.Errno;
import dev.wipeit.sys.ErrnoException;
import dev.wipeit.testing.FakeKernel;
import dev.wipeit.testing.FakeMachine;
import dev.wipeit.testing.ScriptedDrive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Whole drives behind a fake kernel: what they are asked, and what is made of it. */
final class DriveTest {

  static final String IDENTIFY = "85080e00000001000000000000" + "40ec00";
  static final String NATIVE_MAX = "8507200000000000000000000040" + "2700";
  static final String SMART_STATUS = "85062000da0000000000" + "4f00c240b000";
  static final String SMART_DATA = "85080e00d00001000000" + "4f00c240b000";
  static final String CONFIGURATION = "85080e00c20001000000000000" + "40b100";
  static final String ACCESSIBLE_MAX = "8507200000000000000000000040" + "7800";

  private final FakeKernel kernel = new FakeKernel();
  private ScriptedDrive device;

  @BeforeEach
  void aDrive() {
    device = new ScriptedDrive();
    kernel.file("/fake/sdb", FakeMachine.blockDevice("8:16"));
    kernel.drive("/fake/sdb", device);
  }

  private Drive drive(Protocol protocol) {
    return new Drive(Path.of("/fake/sdb"), 8, 16, protocol, kernel);
  }

  private static byte[] inquiry(int second, int version, String vendor, String model) {
    byte[] bytes = new byte[36];
    bytes[1] = (byte) second;
    bytes[2] = (byte) version;
    put(bytes, 8, "%-8s%-16s%-4s".formatted(vendor, model, "0001"));
    return bytes;
  }

  private static void put(byte[] bytes, int offset, String text) {
    byte[] raw = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(raw, 0, bytes, offset, raw.length);
  }

  private static byte[] page(int code, String hex) {
    return Bytes.hex("00%02x%04x".formatted(code, hex.length() / 2) + hex);
  }

  @Test
  void opensForReadingAndClosesAgain() throws IOException {
    device.knows("12", inquiry(0, 6, "SEAGATE", "ST1000NM0001"));
    drive(Protocol.SCSI).labels();
    assertEquals(Set.of("/fake/sdb"), kernel.opened());
    assertEquals(Set.of(), kernel.openNow());
  }

  @Test
  void asksNothingOfAnotherDeviceUnderTheName() {
    kernel.file("/fake/sdb", FakeMachine.blockDevice("8:32"));
    IOException refused = assertThrows(IOException.class, () -> drive(Protocol.SCSI).labels());
    assertEquals("/fake/sdb is not the device 8:16 any more", refused.getMessage());
    assertEquals(List.of(), device.asked());
    assertEquals(Set.of(), kernel.openNow());
  }

  @Test
  void asksNothingOfWhatIsNoDisk() {
    byte[] tape = inquiry(0x80, 6, "HP", "Ultrium");
    tape[0] = 1;
    device.knows("12", tape);
    assertThrows(IOException.class, () -> drive(Protocol.SCSI).health());
    assertEquals(1, device.asked().size());
  }

  @Test
  void whoMayNotOpenItIsTold() {
    kernel.failsOpen("/fake/sdb", Errno.EACCES);
    assertThrows(ErrnoException.class, () -> drive(Protocol.SCSI).labels());
  }

  @Nested
  final class OfScsi {

    @BeforeEach
    void aSasDrive() {
      device.knows("12000000", inquiry(0, 6, "SEAGATE", "ST1000NM0001"));
      device.knows("120100", page(0x00, "008083b1"));
      device.knows("120180", page(0x80, "5a31443558595a202020"));
      device.knows(
          "120183", page(0x83, "01030008" + "5000c500a1b2c3d4" + "61930008" + "5000c500a1b2c3d5"));
    }

    @Test
    void takesItsNamesFromItsPages() throws IOException {
      assertEquals(
          new DriveLabels("Z1D5XYZ", "naa.5000c500a1b2c3d4", "SEAGATE", "ST1000NM0001", "0001"),
          drive(Protocol.SCSI).labels());
    }

    @Test
    void asksOnlyForPagesThatItLists() throws IOException {
      device.knows("120100", page(0x00, "0083"));
      assertNull(drive(Protocol.SCSI).labels().serial());
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
          drive(Protocol.SCSI).health());
    }

    @Test
    void tellsItsSizeAndNothingThatItHides() throws IOException {
      device.knows("9e10", Bytes.hex("00000000001fffff" + "00000200" + "0".repeat(40)));
      HiddenAreas areas = drive(Protocol.SCSI).hiddenAreas();
      assertEquals(1L << 30, areas.reportedBytes());
      assertEquals(false, areas.isKnown());
    }

    @Test
    void saysNothingWhereItRefusesEverything() throws IOException {
      DriveHealth health = drive(Protocol.SCSI).health();
      assertEquals(false, health.isKnown());
      assertNull(drive(Protocol.SCSI).hiddenAreas());
    }
  }

  @Nested
  final class OfAta {

    private final Identify identify = new Identify();

    private void attach() {
      device.knows("12000000", inquiry(0, 5, "ATA", "ST1000DM003-1CH1"));
      device.knows(IDENTIFY, identify.bytes());
    }

    @Test
    void takesItsNamesFromItsIdentity() throws IOException {
      attach();
      assertEquals(
          new DriveLabels("Z1D5KXYZ", "naa.5000c500a1b2c3d4", null, "ST1000DM003-1CH162", "CC43"),
          drive(Protocol.SCSI).labels());
    }

    @Test
    void takesItsHealthFromSmart() throws IOException {
      attach();
      device.registers(SMART_STATUS, () -> 0xC24F00L);
      device.knows(
          SMART_DATA,
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
          drive(Protocol.SCSI).health());
    }

    @Test
    void believesItsStatisticsFirst() throws IOException {
      identify.word(84, 0x4160);
      attach();
      device.registers(SMART_STATUS, () -> 0x2CF400L);
      device.knows(SMART_DATA, Bytes.smart(Bytes.attribute(194, 99), Bytes.attribute(9, 1)));
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
          drive(Protocol.SCSI).health());
    }

    @Test
    void tellsItsTemperatureInOneQuestionBehindItsIdentity() throws IOException {
      identify.word(84, 0x4160);
      attach();
      device.knows(SMART_DATA, Bytes.smart(Bytes.attribute(194, 99)));
      device.knows(log(5), Bytes.statistics(5, 8, 41, 88, 60));
      DriveHealth heat = drive(Protocol.SCSI).temperature();
      assertEquals(41, heat.temperatureCelsius());
      assertEquals(60, heat.criticalCelsius());
      int behind = device.asked().indexOf(IDENTIFY);
      assertEquals(behind + 2, device.asked().size(), device.asked().toString());
    }

    private static String log(int page) {
      return "85090e00000001000400%02x0000402f00".formatted(page);
    }

    @Test
    void tellsWhatIsBehindAHostProtectedArea() throws IOException {
      attach();
      device.registers(NATIVE_MAX, () -> (1L << 22) - 1);
      assertEquals(
          new HiddenAreas(1L << 30, 1L << 31, 1L << 30, null, null, null),
          drive(Protocol.SCSI).hiddenAreas());
    }

    @Test
    void tellsWhatIsBehindAConfigurationOverlay() throws IOException {
      identify.word(83, 0x4000 | 0x0C00);
      attach();
      device.registers(NATIVE_MAX, () -> (1L << 21) - 1);
      byte[] configuration = new byte[512];
      configuration[6] = (byte) 0xff;
      configuration[7] = (byte) 0xff;
      configuration[8] = (byte) 0x2f;
      device.knows(CONFIGURATION, configuration);
      assertEquals(
          new HiddenAreas(1L << 30, 0x300000L * 512, 0L, 0x100000L * 512, null, null),
          drive(Protocol.SCSI).hiddenAreas());
    }

    @Test
    void tellsWhatIsBehindAnAccessibleMaxAddress() throws IOException {
      identify.word(119, 0x4100);
      attach();
      device.registers(ACCESSIBLE_MAX, () -> (1L << 40));
      assertEquals(
          ((1L << 40) + 1 - (1L << 21)) * 512, drive(Protocol.SCSI).hiddenAreas().amaBytes());
      assertTrue(device.asked().stream().noneMatch(NATIVE_MAX::equals));
    }

    @Test
    void doesNotKnowWhereRegistersAreCutOrCannotBe() throws IOException {
      attach();
      device.registers(NATIVE_MAX, () -> 5L);
      assertNull(drive(Protocol.SCSI).hiddenAreas().hpaBytes());
      // Fixed format: COUNT and LBA have upper bytes that do not fit.
      device.says(
          NATIVE_MAX, () -> Bytes.hex("f0000100504000" + "0a" + "20ffffff" + "001d00000000"));
      assertNull(drive(Protocol.SCSI).hiddenAreas().hpaBytes());
      device.says(
          NATIVE_MAX, () -> Bytes.hex("f0000100504000" + "0a" + "00ffff3f" + "001d00000000"));
      assertEquals(1L << 30, drive(Protocol.SCSI).hiddenAreas().hpaBytes());
      // The drive says ERR.
      device.says(NATIVE_MAX, () -> ScriptedDrive.registers(0x51, (1L << 22) - 1));
      assertNull(drive(Protocol.SCSI).hiddenAreas().hpaBytes());
    }

    @Test
    void whatIsDamagedOnTheWayIsNotBelieved() throws IOException {
      identify.signed();
      attach();
      assertEquals("Z1D5KXYZ", drive(Protocol.SCSI).labels().serial());
      byte[] damaged = identify.bytes();
      damaged[20] ^= 1;
      device.knows(IDENTIFY, damaged);
      assertNull(drive(Protocol.SCSI).labels().serial());

      device.knows(IDENTIFY, identify.bytes());
      byte[] smart = Bytes.smart(Bytes.attribute(5, 8));
      smart[8] ^= 1;
      device.knows(SMART_DATA, smart);
      assertNull(drive(Protocol.SCSI).health().reallocatedSectors());
    }

    @Test
    void whatIsNoAtaDriveOrTooShortIsAskedInScsi() throws IOException {
      identify.word(0, 0x8580);
      attach();
      assertEquals("ST1000DM003-1CH1", drive(Protocol.SCSI).labels().model());
      device.knows(IDENTIFY, new byte[100]);
      assertEquals("ST1000DM003-1CH1", drive(Protocol.SCSI).labels().model());
    }

    @Test
    void anImpossibleTemperatureIsNone() throws IOException {
      identify.word(84, 0x4160);
      attach();
      device.knows(log(1), Bytes.statistics(1, 16, 1));
      device.knows(log(5), Bytes.statistics(5, 8, 0x80, 88, 0x85));
      DriveHealth health = drive(Protocol.SCSI).health();
      assertNull(health.temperatureCelsius());
      assertNull(health.criticalCelsius());
    }

    @Test
    void aUserWithoutThatPermissionStillLearnsWhatScsiTells() throws IOException {
      device.knows("12000000", inquiry(0, 5, "ATA", "ST1000DM003-1CH1"));
      device.fails("85", Errno.EPERM);
      assertEquals("ST1000DM003-1CH1", drive(Protocol.SCSI).labels().model());
    }

    @Test
    void aDriveThatDoesNotAnswerIsAskedOnce() {
      device.silent("12000000");
      assertThrows(IOException.class, () -> drive(Protocol.SCSI).health());
      assertEquals(1, device.asked().size());
    }
  }

  @Nested
  final class OfUsb {

    @Test
    void aStickIsAskedForNothingButItsName() throws IOException {
      device.knows("12000000", inquiry(0x80, 4, "SanDisk", "Ultra"));
      assertEquals(
          new DriveLabels(null, null, "SanDisk", "Ultra", "0001"), drive(Protocol.USB).labels());
      drive(Protocol.USB).health();
      assertTrue(device.asked().stream().allMatch(command -> command.startsWith("12000000")));
    }

    @Test
    void theDriveInAnEnclosureIsAsked() throws IOException {
      device.knows("12000000", inquiry(0, 4, "JMicron", "Generic"));
      device.knows(IDENTIFY, new Identify().bytes());
      assertEquals("Z1D5KXYZ", drive(Protocol.USB).labels().serial());
      assertTrue(device.asked().stream().noneMatch(command -> command.startsWith("1201")));
    }
  }

  @Nested
  final class OfNvme {

    private final byte[] controller = new byte[4096];
    private final byte[] namespace = new byte[4096];

    @BeforeEach
    void aController() {
      controller[0] = 0x36;
      controller[1] = 0x1b;
      put(controller, 4, "S4EWNX0N            ");
      put(controller, 24, "Samsung SSD 970 EVO".concat(" ".repeat(21)));
      put(controller, 64, "2B2QEXE7");
      namespace[2] = 0x20;
      namespace[128 + 2] = 9;
      device.namespace(2);
    }

    private void attach() {
      device.knows("06 00000001", controller);
      device.knows("06 00000000", namespace);
    }

    @Test
    void spellsTheNameOfANamespaceAsTheKernelDoes() throws IOException {
      attach();
      assertEquals(
          new DriveLabels(
              "S4EWNX0N",
              "nvme.1b36-533445574e58304e-"
                  + "53616d73756e67205353442039373020"
                  + "45564f-00000002",
              null,
              "Samsung SSD 970 EVO",
              "2B2QEXE7"),
          drive(Protocol.NVME).labels());
      namespace[127] = 0x21;
      namespace[120] = 0x02;
      attach();
      assertEquals("eui.0200000000000021", drive(Protocol.NVME).labels().wwn());
      namespace[104] = (byte) 0xab;
      attach();
      assertEquals("eui.ab" + "0".repeat(30), drive(Protocol.NVME).labels().wwn());
      device.knows(
          "06 00000003", Bytes.hex("03100000" + "6e0a1b2c3d4e4f508172839405162738" + "00000000"));
      assertEquals(
          "uuid.6e0a1b2c-3d4e-4f50-8172-839405162738", drive(Protocol.NVME).labels().wwn());
    }

    @Test
    void takesItsHealthFromItsLog() throws IOException {
      controller[266] = 0x57;
      controller[267] = 0x01;
      controller[268] = 0x5c;
      controller[269] = 0x01;
      attach();
      byte[] log = new byte[512];
      log[0] = 0x05;
      log[1] = 0x36;
      log[2] = 0x01;
      log[5] = 12;
      log[128] = 100;
      log[160] = 7;
      device.knows("02 007f0002", log);
      assertEquals(
          new DriveHealth(
              true,
              List.of("its spare blocks are nearly used up", "its reliability is degraded"),
              null,
              null,
              7L,
              12,
              37,
              75,
              100L),
          drive(Protocol.NVME).health());
    }

    @Test
    void tellsWhatBelongsToNoNamespace() throws IOException {
      controller[283] = 0x40;
      controller[299] = 0x10;
      attach();
      assertEquals(
          new HiddenAreas(1L << 30, null, null, null, null, 1L << 28),
          drive(Protocol.NVME).hiddenAreas());
    }

    @Test
    void withoutAHealthLogNothingIsKnown() throws IOException {
      attach();
      assertEquals(false, drive(Protocol.NVME).health().isKnown());
    }
  }
}
