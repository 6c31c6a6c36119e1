package dev.wipeit.drive;

/** The language that a drive is asked in. */
public enum Protocol {
  /** SCSI commands; ATA drives are behind a translation by the kernel or by a host adapter. */
  SCSI,
  /**
   * SCSI commands to a USB bridge: many an old one does not survive a question that it does not
   * know, so that it is asked less.
   */
  USB,
  /** NVMe commands. */
  NVME
}
