package dev.wipeit.drive;

/**
 * The registers of an ATA drive after a command (SAT-3, 12.2.6: ATA Status Return).
 *
 * @param error the ERROR field
 * @param count the COUNT field; its low byte alone where not whole
 * @param lba the LBA field; its low 24 bits alone where not whole
 * @param status the STATUS field
 * @param whole whether nothing was left out; fixed format sense data has no room for all
 */
record AtaRegisters(int error, int count, long lba, int status, boolean whole) {

  /** ERR and DF (ACS-3, 6.2): the command was not carried out. */
  private static final int FAILED = 0x01 | 0x20;

  /** DRDY; it is not set in registers that a bridge made up of zeros. */
  private static final int READY = 0x40;

  boolean isReady() {
    return !isFailed() && (status & READY) != 0;
  }

  boolean isFailed() {
    return (status & FAILED) != 0;
  }
}
