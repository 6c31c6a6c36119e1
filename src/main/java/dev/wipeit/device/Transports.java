package dev.wipeit.device;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells the way to a disk from where it hangs in the device tree; the first rule that matches
 * decides. A SATA drive behind a SAS controller is reached by SAS.
 */
final class Transports {

  private static final Pattern USB = Pattern.compile("usb[0-9]+");
  private static final Pattern FIREWIRE = Pattern.compile("fw[0-9]+(\\.[0-9]+)?");
  private static final Pattern HOST = Pattern.compile("host[0-9]+");
  private static final Pattern ATA_PORT = Pattern.compile("ata[0-9]+");
  private static final Pattern SAS_DEVICE = Pattern.compile("end_device-[0-9:]+");
  private static final Pattern FC_PORT = Pattern.compile("rport-[0-9:-]+");
  private static final Pattern ISCSI_SESSION = Pattern.compile("session[0-9]+");
  private static final Pattern MMC_HOST = Pattern.compile("mmc_host");
  private static final Pattern VIRTIO = Pattern.compile("virtio[0-9]+");
  private static final Pattern XEN = Pattern.compile("vbd-[0-9]+");
  private static final Pattern SCSI_ADDRESS = Pattern.compile("[0-9]+:[0-9]+:[0-9]+:[0-9]+");

  private final SysDevice disk;
  private final SysPath path;
  private final UdevRecord udev;

  private Transports(SysDevice disk, UdevRecord udev) {
    this.disk = disk;
    this.path = SysPath.of(disk);
    this.udev = udev;
  }

  static Transport of(SysDevice disk, UdevRecord udev) {
    if (disk.isLoop()) {
      return Transport.LOOP;
    }
    return disk.isVirtual() ? Transport.VIRTUAL : new Transports(disk, udev).told();
  }

  private Transport told() {
    if (disk.name().startsWith("nvme")) {
      return NvmePaths.isLocal(disk) ? Transport.NVME : Transport.NVME_FABRICS;
    }
    if (has(USB)) {
      return Transport.USB;
    }
    if (has(FIREWIRE)) {
      return Transport.FIREWIRE;
    }
    Path host = path.nearest(HOST);
    Transport byHost = host == null ? null : ofScsi(host);
    return byHost == null ? ofOthers() : byHost;
  }

  /** The transport classes of the kernel put a folder of their own under their hosts. */
  private @Nullable Transport ofScsi(Path host) {
    if (has(ATA_PORT)) {
      return isSerialAta(host) ? Transport.SATA : Transport.ATA;
    }
    if (has(SAS_DEVICE) || Files.exists(host.resolve("sas_host"))) {
      return Transport.SAS;
    }
    if (has(FC_PORT) || Files.exists(host.resolve("fc_host"))) {
      return Transport.FIBRE_CHANNEL;
    }
    if (has(ISCSI_SESSION) || Files.exists(host.resolve("iscsi_host"))) {
      return Transport.ISCSI;
    }
    return has(VIRTIO) ? null : Transport.SCSI;
  }

  private Transport ofOthers() {
    if (has(MMC_HOST)) {
      return Transport.MMC;
    }
    if (has(VIRTIO)) {
      return Transport.VIRTIO;
    }
    if (has(XEN)) {
      return Transport.XEN;
    }
    return has(SCSI_ADDRESS) ? Transport.SCSI : Transport.UNKNOWN;
  }

  /**
   * The speed of a serial link is known ({@code sata_spd}, Documentation/ABI/testing/sysfs-ata), or
   * the driver has only such ports, or udev has read it from IDENTIFY.
   */
  private boolean isSerialAta(Path host) {
    String driver =
        KernelFiles.textIfAny(host.resolve("scsi_host/" + host.getFileName() + "/proc_name"));
    if (driver != null && (driver.startsWith("ahci") || driver.startsWith("sata"))) {
      return true;
    }
    return "1".equals(udev.text("ID_ATA_SATA")) || isLinkFast();
  }

  private boolean isLinkFast() {
    Path port = path.nearest(ATA_PORT);
    if (port == null) {
      return false;
    }
    String link = "link" + KernelFiles.nameOf(port).substring("ata".length());
    String speed = KernelFiles.textIfAny(port.resolve(link + "/ata_link/" + link + "/sata_spd"));
    return speed != null && speed.endsWith("Gbps");
  }

  private boolean has(Pattern folder) {
    return path.nearest(folder) != null;
  }
}
