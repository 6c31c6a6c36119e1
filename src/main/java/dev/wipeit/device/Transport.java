package dev.wipeit.device;

import java.util.Locale;

/** The way between the host and a disk. */
public enum Transport {
  SATA("SATA"),
  ATA("ATA"),
  SAS("SAS"),
  FIBRE_CHANNEL("FC"),
  ISCSI("iSCSI"),
  SCSI("SCSI"),
  NVME("NVMe"),
  NVME_FABRICS("NVMe-oF"),
  USB("USB"),
  FIREWIRE("FireWire"),
  VIRTIO("virtio"),
  XEN("Xen"),
  MMC("MMC"),
  LOOP("loop"),
  VIRTUAL("virtual"),
  UNKNOWN("unknown");

  private final String label;

  Transport(String label) {
    this.label = label;
  }

  /** As a person writes it. */
  public String label() {
    return label;
  }

  /** As a script writes it: {@code sata}, {@code nvme_fabrics}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
