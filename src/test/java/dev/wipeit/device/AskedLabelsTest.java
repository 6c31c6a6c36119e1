package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.drive.Identify;
import dev.wipeit.sys.Errno;
import dev.wipeit.testing.FakeMachine;
import dev.wipeit.testing.FakeMachine.Folder;
import dev.wipeit.testing.ScriptedDrive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of a drive that sysfs does not have: the drive is asked before udev is believed. */
final class AskedLabelsTest {

  @TempDir private Path folder;
  private FakeMachine machine;
  private Folder disk;
  private final ScriptedDrive drive = new ScriptedDrive();

  @BeforeEach
  void aDisk() throws IOException {
    machine = new FakeMachine(folder);
    disk = machine.disk("sdb", "8:16").attribute("device/type", "0");
    machine.write("sys/bus/scsi/uevent", "");
    machine.link(disk.folder().resolve("device/subsystem"), machine.path("sys/bus/scsi"));
    machine.kernel().drive(machine.dev("sdb").toString(), drive);
    byte[] inquiry = new byte[36];
    byte[] names = "ATA     ST1000DM003-1CH1CC43".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(names, 0, inquiry, 8, names.length);
    drive.knows("12000000", inquiry);
    drive.knows("85080e", new Identify().bytes());
    machine.udev("8:16", "E:ID_SERIAL_SHORT=U", "E:ID_WWN=0x5000c50000000001");
  }

  private DeviceIdentity identity() throws IOException {
    return new Devices(machine.roots(), machine.kernel())
        .inspect(machine.dev("sdb"), false)
        .identity();
  }

  @Test
  void theDriveComesBeforeUdev() throws IOException {
    assertEquals(
        new DeviceIdentity(
            "Z1D5KXYZ", "naa.5000c500a1b2c3d4", "ST1000DM003-1CH162", 1L << 30, null),
        identity());
  }

  @Test
  void sysfsComesBeforeTheDrive() throws IOException {
    disk.attribute("device/vpd_pg80", "\0\u0080\0\u0002S1");
    disk.attribute("device/wwid", "naa.5000C500A1B2C3D5").attribute("device/model", "M");
    assertEquals(new DeviceIdentity("S1", "naa.5000c500a1b2c3d5", "M", 1L << 30, null), identity());
    assertEquals(List.of(), drive.asked());
  }

  @Test
  void whoMayNotOpenItBelievesUdev() throws IOException {
    machine.kernel().failsOpen(machine.dev("sdb").toString(), Errno.EACCES);
    assertEquals(new DeviceIdentity("U", "naa.5000c50000000001", null, 1L << 30, null), identity());
  }

  @Test
  void whatIsNoDriveIsNeverOpened() throws IOException {
    disk.attribute("device/type", "5");
    assertEquals("U", identity().serial());
    machine.disk("vdb", "252:16");
    machine.virtual("zram1", "251:1");
    new Devices(machine.roots(), machine.kernel()).list();
    assertTrue(machine.kernel().opened().isEmpty(), machine.kernel().opened().toString());
  }
}
