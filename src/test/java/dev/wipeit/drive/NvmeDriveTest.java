package dev.wipeit.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.testing.ScriptedDrive;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A namespace of an NVMe drive behind a fake kernel: what it is asked, and what is made of it. */
final class NvmeDriveTest {

  private final AskedDrive asked = new AskedDrive();
  private final ScriptedDrive device = asked.device;

  private final byte[] controller = new byte[4096];
  private final byte[] namespace = new byte[4096];

  @BeforeEach
  void aController() {
    controller[0] = 0x36;
    controller[1] = 0x1b;
    AskedDrive.put(controller, 4, "S4EWNX0N            ");
    AskedDrive.put(controller, 24, "Samsung SSD 970 EVO".concat(" ".repeat(21)));
    AskedDrive.put(controller, 64, "2B2QEXE7");
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
            "nvme.1b36-533445574e58304e-" + "53616d73756e67205353442039373020" + "45564f-00000002",
            null,
            "Samsung SSD 970 EVO",
            "2B2QEXE7"),
        asked.drive(Protocol.NVME).labels());
    namespace[127] = 0x21;
    namespace[120] = 0x02;
    attach();
    assertEquals("eui.0200000000000021", asked.drive(Protocol.NVME).labels().wwn());
    namespace[104] = (byte) 0xab;
    attach();
    assertEquals("eui.ab" + "0".repeat(30), asked.drive(Protocol.NVME).labels().wwn());
    device.knows(
        "06 00000003", Bytes.hex("03100000" + "6e0a1b2c3d4e4f508172839405162738" + "00000000"));
    assertEquals(
        "uuid.6e0a1b2c-3d4e-4f50-8172-839405162738", asked.drive(Protocol.NVME).labels().wwn());
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
        asked.drive(Protocol.NVME).health());
  }

  @Test
  void tellsItsTemperatureInOneQuestion() throws IOException {
    byte[] log = new byte[512];
    log[1] = 0x36;
    log[2] = 0x01;
    device.knows("02 007f0002", log);
    assertEquals(37, asked.drive(Protocol.NVME).temperature().temperatureCelsius());
    assertEquals(List.of("02 007f0002"), device.asked());
  }

  @Test
  void tellsWhatBelongsToNoNamespace() throws IOException {
    controller[283] = 0x40;
    controller[299] = 0x10;
    attach();
    assertEquals(
        new HiddenAreas(1L << 30, null, null, null, null, 1L << 28),
        asked.drive(Protocol.NVME).hiddenAreas());
  }

  @Test
  void withoutAHealthLogNothingIsKnown() throws IOException {
    attach();
    assertEquals(false, asked.drive(Protocol.NVME).health().isKnown());
  }
}
