package dev.wipeit.drive;

import java.util.Locale;

/**
 * ATA commands in the SCSI command that carries them: ATA PASS-THROUGH(16) (SAT-3, 12.2.3). None
 * carries data to a drive.
 */
final class AtaCommand {

  private static final int PASS_THROUGH_16 = 0x85;

  /** PROTOCOL: non-data and PIO data-in, shifted to their place. */
  private static final int NON_DATA = 3 << 1;

  private static final int PIO_IN = 4 << 1;

  /** EXTEND: a command with 48-bit fields. */
  private static final int EXTEND = 1;

  /** CK_COND: the registers come back as sense data. */
  private static final int REGISTERS = 0x20;

  /** T_DIR from the drive, BYT_BLOK blocks, T_LENGTH in the count field. */
  private static final int BLOCKS_IN = 0x08 | 0x04 | 0x02;

  /** The bit of the device field that says LBA. */
  private static final int LBA_MODE = 0x40;

  private static final int SECTOR_BYTES = 512;

  /** The key of every SMART command in the LBA field (ACS-3, 7.48). */
  private static final long SMART_KEY = 0xC24F00;

  private AtaCommand() {}

  /** IDENTIFY DEVICE (ACS-3, 7.12). */
  static ScsiCommand identify() {
    return in("IDENTIFY DEVICE", 0xEC, 0, 1, 0, false);
  }

  /** CHECK POWER MODE (ACS-3, 7.3): the mode is in the COUNT field. It wakes nothing. */
  static ScsiCommand powerMode() {
    return none("CHECK POWER MODE", 0xE5, 0, 0, 0, false);
  }

  /** SMART READ DATA (ATA/ATAPI-7, 6.54.6); its layout is every maker's own but for custom. */
  static ScsiCommand smartData() {
    return in("SMART READ DATA", 0xB0, 0xD0, 1, SMART_KEY, false);
  }

  /** SMART READ ATTRIBUTE THRESHOLDS (ATA-3, 7.8.29.4; obsolete, but answered). */
  static ScsiCommand smartThresholds() {
    return in("SMART READ THRESHOLDS", 0xB0, 0xD1, 1, SMART_KEY, false);
  }

  /** SMART RETURN STATUS (ACS-3, 7.48.8): the verdict is in the LBA field. */
  static ScsiCommand smartStatus() {
    return none("SMART RETURN STATUS", 0xB0, 0xDA, 0, SMART_KEY, false);
  }

  /** READ LOG EXT (ACS-3, 7.24): one page of a log. */
  static ScsiCommand log(int log, int page) {
    // Page 7:0 is LBA 15:8, page 15:8 is LBA 39:32.
    String name = String.format(Locale.ROOT, "READ LOG EXT %02Xh page %02Xh", log, page);
    return in(name, 0x2F, 0, 1, log | (long) (page & 0xff) << 8, true);
  }

  /** READ NATIVE MAX ADDRESS EXT (ATA8-ACS, 7.34). */
  static ScsiCommand nativeMax() {
    return none("READ NATIVE MAX ADDRESS EXT", 0x27, 0, 0, 0, true);
  }

  /**
   * SET MAX ADDRESS EXT (ATA8-ACS, 7.59), to be sent right behind {@link #nativeMax}; it stays over
   * a power cycle (V_V).
   */
  static ScsiCommand setMax(long lastLba) {
    return none("SET MAX ADDRESS EXT", 0x37, 0, 1, lastLba, true);
  }

  /** DEVICE CONFIGURATION IDENTIFY (ATA8-ACS, 7.10.2). */
  static ScsiCommand configuration() {
    return in("DEVICE CONFIGURATION IDENTIFY", 0xB1, 0xC2, 1, 0, false);
  }

  /** GET NATIVE MAX ADDRESS EXT (ACS-3, 7.2.2). */
  static ScsiCommand accessibleNativeMax() {
    return none("GET NATIVE MAX ADDRESS EXT", 0x78, 0x0000, 0, 0, true);
  }

  /** SET ACCESSIBLE MAX ADDRESS EXT (ACS-3, 7.2.3): stays over a power cycle. */
  static ScsiCommand setAccessibleMax(long lastLba) {
    return none("SET ACCESSIBLE MAX ADDRESS EXT", 0x78, 0x0001, 0, lastLba, true);
  }

  /**
   * SET MULTIPLE MODE (ACS-3, 7.41). With the number that is set already it changes nothing; the
   * kernel identifies the drive anew behind it (ata_qc_complete in drivers/ata/libata-core.c).
   */
  static ScsiCommand setMultiple(int sectors) {
    return none("SET MULTIPLE MODE", 0xC6, 0, sectors, 0, false);
  }

  private static ScsiCommand in(
      String name, int command, int feature, int count, long lba, boolean isExtended) {
    byte[] bytes = carrier(PIO_IN, BLOCKS_IN, command, feature, count, lba, isExtended);
    return new ScsiCommand(name, bytes, count * SECTOR_BYTES);
  }

  private static ScsiCommand none(
      String name, int command, int feature, int count, long lba, boolean isExtended) {
    byte[] bytes = carrier(NON_DATA, REGISTERS, command, feature, count, lba, isExtended);
    return new ScsiCommand(name, bytes, 0);
  }

  private static byte[] carrier(
      int protocol,
      int transfer,
      int command,
      int feature,
      int count,
      long lba,
      boolean isExtended) {
    return ScsiCommand.bytes(
        PASS_THROUGH_16,
        protocol | (isExtended ? EXTEND : 0),
        transfer,
        feature >> 8,
        feature,
        count >> 8,
        count,
        (int) (lba >> 24),
        (int) lba,
        (int) (lba >> 32),
        (int) (lba >> 8),
        (int) (lba >> 40),
        (int) (lba >> 16),
        LBA_MODE,
        command,
        0);
  }
}
