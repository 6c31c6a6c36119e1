package dev.wipeit.drive;

import org.jspecify.annotations.Nullable;

/** A page of the Device Statistics log (ACS-3, A.5): a header, then numbers of eight bytes. */
final class AtaStatistics {

  /** The log, and its pages. */
  static final int LOG = 0x04;

  static final int GENERAL = 0x01;
  static final int ROTATING = 0x03;
  static final int TEMPERATURE = 0x05;
  static final int SOLID_STATE = 0x07;

  /** Offsets in the pages. */
  static final int POWER_ON_HOURS = 16;

  static final int REALLOCATED = 32;
  static final int REALLOCATION_CANDIDATES = 56;
  static final int CURRENT_TEMPERATURE = 8;
  static final int HIGHEST_TEMPERATURE = 88;
  static final int PERCENTAGE_USED = 8;

  /** Flags in the last byte of a number: supported and valid. */
  private static final int USABLE = 0x80 | 0x40;

  private final Answer answer;

  /**
   * @throws AnswerException if it is another page
   */
  AtaStatistics(Answer answer, int page) throws AnswerException {
    this.answer = answer;
    if (answer.u8(2) != page) {
      throw answer.unusable("it is page " + answer.u8(2));
    }
  }

  /** A number of up to four bytes, or null where the drive does not keep it. */
  @Nullable Long number(int offset, int bytes) throws AnswerException {
    boolean isUsable = (answer.u8(offset + 7) & USABLE) == USABLE;
    return isUsable ? answer.littleEndian(offset, bytes) : null;
  }

  /** Degrees Celsius, a signed byte, or null. */
  @Nullable Integer celsius(int offset) throws AnswerException {
    @Nullable Long number = number(offset, 1);
    return number == null ? null : (int) number.byteValue();
  }
}
