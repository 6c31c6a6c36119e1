package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.device.DriveType.Confidence;
import dev.wipeit.device.DriveType.Kind;
import dev.wipeit.testing.FakeMachine;
import dev.wipeit.testing.FakeMachine.Folder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriveTypesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          nvme0n1, 1,   nvme, 7200, HDD,               NVME_SSD, HIGH,   its name is nvme0n1
          sdb,     1,   nvme, 7200, HDD,               NVME_SSD, HIGH,   ID_BUS is nvme
          sdb,     1,   ata,  0,    SSD,               HDD,      HIGH,   queue/rotational is 1
          mmcblk0, 1,   mmc,  7200, HDD,               EMMC,     HIGH,   its name is mmcblk0
          sdb,     0,   ata,  7200, HDD,               SSD,      HIGH,   queue/rotational is 0
          sdb,     ,    ata,  0,    HDD,               SSD,      MEDIUM, ID_ATA_ROTATION_RATE_RPM is 0
          sdb,     2,   ,     5400, SSD,               HDD,      MEDIUM, ID_ATA_ROTATION_RATE_RPM is 5400
          sdb,     ,    ,     ,     Acme SSD 850,      SSD,      MEDIUM, its model is Acme SSD 850
          sdb,     ,    ,     ,     acme_solid_state,  SSD,      MEDIUM, its model is acme_solid_state
          sdb,     ,    ,     ,     Solid State HDD,   SSD,      MEDIUM, its model is Solid State HDD
          sdb,     ,    ,     ,     Acme hdd,          HDD,      MEDIUM, its model is Acme hdd
          sdb,     ,    ,     ,     QEMU_HARDDISK,     UNKNOWN,  LOW,    neither its driver nor its model tells
          sdb,     ,    ,     ,     Hard_Disk 3,       HDD,      MEDIUM, its model is Hard_Disk 3
          sdb,     ,    ,     ,     HARDDRIVE,         HDD,      MEDIUM, its model is HARDDRIVE
          sdb,     ,    ,     ,     ,                  UNKNOWN,  LOW,    neither its driver nor its model tells
          """)
  void theFirstRuleThatMatchesDecides(
      String name,
      String rotational,
      String bus,
      String rate,
      String model,
      Kind kind,
      Confidence confidence,
      String evidence)
      throws IOException {
    FakeMachine machine = new FakeMachine(folder);
    Folder disk = machine.disk(name, "8:16");
    if (rotational != null) {
      disk.attribute("queue/rotational", rotational);
    }
    machine.udev(
        "8:16",
        bus == null ? "" : "E:ID_BUS=" + bus,
        rate == null ? "" : "E:ID_ATA_ROTATION_RATE_RPM=" + rate,
        model == null ? "" : "E:ID_MODEL=" + model);
    BlockDevice device =
        new Devices(machine.roots(), machine.kernel()).inspect(machine.dev(name), false);
    assertEquals(new DriveType(kind, confidence, evidence), device.type());
  }

  /** What the predecessor did not know goes first, and needs more than its rules looked at. */
  @ParameterizedTest
  @CsvSource({
    "sda, 1, usb1/1-2, , 1, REMOVABLE_FLASH, MEDIUM, removable is 1 and it is behind USB",
    "sda, 0, usb1/1-2, , 1, HDD, HIGH, queue/rotational is 1",
    "sda, 1, ata1, , 1, HDD, HIGH, queue/rotational is 1",
    "mmcblk0, 0, mmc, SD, 0, REMOVABLE_FLASH, HIGH, device/type is SD",
    "mmcblk0, 1, mmc, MMC, 0, EMMC, HIGH, its name is mmcblk0",
    "sda, 0, ata1, SD, 0, SSD, HIGH, queue/rotational is 0",
    "vda, 0, virtio3, , 1, VIRTUAL, HIGH, 'a virtio disk, whose driver does not tell what is behind it'",
    "sda, 0, virtio3, , 1, HDD, HIGH, queue/rotational is 1"
  })
  void removableFlashAndVirtioDisksAreTold(
      String name,
      String removable,
      String port,
      String deviceType,
      String rotational,
      Kind kind,
      Confidence confidence,
      String evidence)
      throws IOException {
    FakeMachine machine = new FakeMachine(folder);
    machine
        .diskAt("sys/devices/pci0000:00/" + port + "/block/" + name, "8:16")
        .attribute("removable", removable)
        .attribute("queue/rotational", rotational)
        .attribute("device/type", deviceType == null ? "0" : deviceType);
    BlockDevice device =
        new Devices(machine.roots(), machine.kernel()).inspect(machine.dev(name), false);
    assertEquals(new DriveType(kind, confidence, evidence), device.type());
  }

  @Test
  void anOpticalDriveIsNone() throws IOException {
    FakeMachine machine = new FakeMachine(folder);
    machine.disk("sr0", "11:0").attribute("queue/rotational", "1");
    BlockDevice device =
        new Devices(machine.roots(), machine.kernel()).inspect(machine.dev("sr0"), false);
    assertEquals(Kind.OPTICAL, device.type().kind());
  }

  @ParameterizedTest
  @CsvSource({
    "NVME_SSD, NVMe SSD",
    "EMMC, eMMC/MMC",
    "SSD, SSD",
    "HDD, HDD",
    "REMOVABLE_FLASH, removable flash",
    "OPTICAL, optical",
    "VIRTUAL, virtual",
    "UNKNOWN, UNKNOWN"
  })
  void theLabelsAreThePredecessors(Kind kind, String label) {
    assertEquals(label, kind.label());
  }

  @Test
  void everyKindHasItsLabelTested() {
    assertEquals(8, Kind.values().length);
  }
}
