package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.drive.DeviceText;
import dev.wipeit.testing.FakeMachine;
import dev.wipeit.testing.FakeMachine.Folder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {

  @TempDir Path folder;
  private FakeMachine machine;
  private Folder disk;

  @BeforeEach
  void aDisk() throws IOException {
    machine = new FakeMachine(folder);
    disk = machine.disk("sdb", "8:16");
  }

  private DeviceIdentity identity() throws IOException {
    return new Devices(machine.roots(), machine.kernel())
        .inspect(machine.dev("sdb"), false)
        .identity();
  }

  @Test
  void sysfsComesBeforeUdev() throws IOException {
    machine.udev("8:16", "E:ID_SERIAL_SHORT=U", "E:ID_WWN=0x1", "E:ID_MODEL=UM");
    assertEquals(new DeviceIdentity("U", "naa.1", "UM", 1L << 30, null), identity());
    machine.udev("8:16", "E:ID_WWN=0x1", "E:ID_WWN_WITH_EXTENSION=0x0x12");
    assertEquals(new DeviceIdentity(null, "naa.0x12", null, 1L << 30, null), identity());
    disk.attribute("wwid", "eui.2").attribute("device/name", "N");
    disk.attribute("device/vpd_pg80", "\0\u0080\0\u0004 AB ");
    assertEquals(new DeviceIdentity("AB", "eui.2", "N", 1L << 30, null), identity());
    disk.attribute("serial", "V").attribute("device/wwid", "naa.3").attribute("device/model", "M");
    assertEquals(new DeviceIdentity("V", "naa.3", "M", 1L << 30, null), identity());
    disk.attribute("device/serial", "D");
    assertEquals("D", identity().serial());
  }

  @Test
  void aPageOfProductDataWithoutContentIsNoSerial() throws IOException {
    disk.attribute("device/vpd_pg80", "\0");
    assertEquals(null, identity().serial());
    disk.attribute("device/vpd_pg80", "\0\1\0");
    assertEquals(null, identity().serial());
    disk.attribute("device/vpd_pg80", "\0\1\0\1Z");
    assertEquals("Z", identity().serial());
  }

  @Test
  void aPageOfProductDataIsReadBehindItsHeader() throws IOException {
    machine.write("sys/devices/pci0000:00/block/sdb/device/vpd_pg80", "abcdZZ");
    assertEquals("ZZ", identity().serial());
    machine.write("sys/devices/pci0000:00/block/sdb/device/vpd_pg80", "abcde");
    assertEquals("e", identity().serial());
  }

  @ParameterizedTest
  @CsvSource({
    "E:ID_SERIAL_SHORT=AB==CD=, AB==CD=",
    "E:ID_SERIAL_SHORT= x , x",
    "E:ID_SERIAL_SHORT=,",
    "ID_SERIAL_SHORT=X,",
    "S:disk/by-id/E:ID_SERIAL_SHORT=X,",
    "E:ID_SERIAL_SHORT,",
    "=,",
  })
  void onlyTheFirstEqualsSignEndsTheKey(String line, String serial) throws IOException {
    machine.udev("8:16", line);
    assertEquals(serial, identity().serial());
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "  WD   Red\t4TB ,WD Red 4TB",
        "a\u001b[31mred\u0007,a[31mred",
        "a\u0000b\u009bc,abc",
        "right\u202eto\u200bleft,righttoleft",
        "line\u2028end\u2029x,lineendx",
        "caf\u00e9 \u65e5,caf\u00e9 \u65e5",
        "\u0001 \u0002,",
      })
  void textOfADeviceIsMadeFitToBeShown(String raw, String shown) throws IOException {
    disk.attribute("device/model", raw);
    assertEquals(shown, identity().model());
  }

  @Test
  void nothingIsNothing() {
    assertEquals(null, DeviceText.normalised(null));
    assertEquals(null, DeviceText.normalised(" "));
  }
}
