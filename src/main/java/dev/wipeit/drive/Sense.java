package dev.wipeit.drive;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sense data (SPC-4, 4.5), fixed or descriptor format.
 *
 * @param key sense key
 * @param code additional sense code
 * @param qualifier additional sense code qualifier
 * @param registers of an ATA drive, where they were asked for, or null
 */
record Sense(int key, int code, int qualifier, @Nullable AtaRegisters registers) {

  /** NO SENSE and RECOVERED ERROR: the command was carried out. */
  private static final int HIGHEST_HARMLESS_KEY = 1;

  /** ATA PASS THROUGH INFORMATION AVAILABLE is code 00h with this qualifier (SAT-3, 12.2.2.6). */
  private static final int ATA_INFORMATION = 0x1D;

  /** The descriptor of ATA registers (SAT-3, 12.2.2.6), and its bytes behind the first two. */
  private static final int ATA_DESCRIPTOR = 0x09;

  private static final int ATA_DESCRIPTOR_BYTES = 12;

  /**
   * Takes sense data apart.
   *
   * @throws AnswerException if it is in neither format
   */
  static Sense of(Answer data) throws AnswerException {
    int format = data.u8(0) & 0x7f;
    return switch (format) {
      case 0x70, 0x71 -> fixed(data);
      case 0x72, 0x73 -> descriptors(data);
      default -> throw data.unusable("its format is " + format);
    };
  }

  private static Sense fixed(Answer data) throws AnswerException {
    int key = data.u8(2) & 0xf;
    // Codes that did not come are zero (SPC-4, 4.5.3).
    int code = data.has(12, 1) ? data.u8(12) : 0;
    int qualifier = data.has(13, 1) ? data.u8(13) : 0;
    boolean hasRegisters = code == 0 && qualifier == ATA_INFORMATION;
    return new Sense(key, code, qualifier, hasRegisters ? fixedRegisters(data) : null);
  }

  /** SAT-3, 12.2.2.7. */
  private static AtaRegisters fixedRegisters(Answer data) throws AnswerException {
    boolean isCut = (data.u8(8) & 0x60) != 0;
    return new AtaRegisters(data.u8(3), data.u8(6), data.littleEndian(9, 3), data.u8(4), !isCut);
  }

  private static Sense descriptors(Answer data) throws AnswerException {
    int end = Math.min(data.length(), 8 + data.u8(7));
    AtaRegisters registers = null;
    for (int at = 8; at + 2 <= end; at += 2 + data.u8(at + 1)) {
      if (data.u8(at) == ATA_DESCRIPTOR && data.u8(at + 1) >= ATA_DESCRIPTOR_BYTES) {
        registers = registers(data, at);
      }
    }
    return new Sense(data.u8(1) & 0xf, data.u8(2), data.u8(3), registers);
  }

  private static AtaRegisters registers(Answer data, int at) throws AnswerException {
    boolean isExtended = (data.u8(at + 2) & 1) != 0;
    long low = data.u8(at + 7) | data.u8(at + 9) << 8 | (long) data.u8(at + 11) << 16;
    long high = data.u8(at + 6) | data.u8(at + 8) << 8 | (long) data.u8(at + 10) << 16;
    return new AtaRegisters(
        data.u8(at + 3),
        isExtended ? data.u16(at + 4) : data.u8(at + 5),
        isExtended ? high << 24 | low : low,
        data.u8(at + 13),
        true);
  }

  /** Whether the command was carried out all the same. */
  boolean isHarmless() {
    return key <= HIGHEST_HARMLESS_KEY && (registers == null || !registers.isFailed());
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "sense %X/%02X/%02X", key, code, qualifier);
  }
}
