package dev.wipeit.lab;

import dev.wipeit.testing.ProgramResult;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What emulated drives of every kind say of themselves, as the packaged program shows it. */
final class AskedDrivesIT {

  private static final int MIB = 1 << 20;

  @Test
  void explore() throws IOException {
    try (Rack rack = new Rack()) {
      Drive nvme =
          rack.drive(DriveKind.NVME, "NVME-1", 8 * MIB)
              .with("uuid", "6e0a1b2c-3d4e-4f50-8172-839405162738");
      Drive eui =
          rack.namespace(nvme, 2, 4 * MIB)
              .with("eui64", 0x5254001122334455L)
              .with("uuid", "00000000-0000-0000-0000-000000000000");
      Drive sata = rack.drive(DriveKind.SATA, "SATA-1", 8 * MIB).with("wwn", 0x5000c500a1b2c3d4L);
      Drive scsi = rack.drive(DriveKind.SCSI, "SCSI-1", 8 * MIB).with("wwn", 0x5000c500a1b2c3d5L);
      Drive plain = rack.drive(DriveKind.SCSI, "SCSI-2", 8 * MIB);
      Drive virtio = rack.drive(DriveKind.VIRTIO, "VIRTIO-1", 8 * MIB);
      Drive usb = rack.drive(DriveKind.USB, "USB-1", 8 * MIB);
      Drive stick = rack.drive(DriveKind.USB, "STICK-1", 8 * MIB).with("removable", true);
      try (Machine machine = rack.boot(nvme, eui, sata, scsi, plain, virtio, usb, stick)) {
        for (String c :
            new String[] {
              "wipeit list --json",
              "wipeit list -v",
              "mv /run/udev /run/udev2; for d in /sys/block/sd*; do echo $d; cat $d/device/wwid $d/device/type $d/removable; ls $d/device | tr '\\n' ' '; done; wipeit list --json",
              "for d in /sys/block/nvme*n*; do cat $d/wwid; done; time wipeit list --json >/dev/null; dmesg | tail -5"
            }) {
          ProgramResult r = machine.run(c);
          System.err.println("== " + c + "\n" + r.out() + r.err());
        }
      }
    }
  }
}
