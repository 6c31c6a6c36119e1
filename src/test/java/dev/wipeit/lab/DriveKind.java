package dev.wipeit.lab;

/** How a drive is attached to the emulated machine, by the names of QEMU's devices. */
public enum DriveKind {
  NVME("nvme-ns"),
  /** On an AHCI controller of its own, so that a machine can have many. */
  SATA("ide-hd"),
  /** On virtio-scsi. */
  SCSI("scsi-hd"),
  VIRTIO("virtio-blk-pci"),
  /** A stick: mass storage over bulk transfers, on USB 3. */
  USB("usb-storage"),
  /** A card in a reader of its own; its serial is always {@value #CARD_SERIAL}. */
  SD("sd-card");

  /** What hw/sd/sd.c of QEMU gives every card, as the kernel prints it. */
  public static final String CARD_SERIAL = "0xdeadbeef";

  private final String device;

  DriveKind(String device) {
    this.device = device;
  }

  String device() {
    return device;
  }
}
