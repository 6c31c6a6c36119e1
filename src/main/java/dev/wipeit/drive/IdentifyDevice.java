package dev.wipeit.drive;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The answer to IDENTIFY DEVICE (ACS-3, 7.12.7): 256 words, each little-endian. */
final class IdentifyDevice {

  private static final int BYTES = 512;

  /** Low byte of word 255 where the high byte is a checksum (ACS-3, 7.12.7.96). */
  private static final int SIGNED = 0xA5;

  /** NAA 5h: IEEE Registered, the only format that words 108 to 111 can have. */
  /** NOMINAL MEDIA ROTATION RATE (ACS-3, 7.12.7.82). */
  private static final int NON_ROTATING = 1;

  private static final int NAA_REGISTERED = 5;

  private final Answer answer;

  /**
   * @throws AnswerException if it is too short, damaged, or not of an ATA drive
   */
  IdentifyDevice(Answer answer) throws AnswerException {
    this.answer = answer;
    if (answer.length() < BYTES) {
      throw answer.unusable("it has " + answer.length() + " bytes, not " + BYTES);
    }
    if (answer.isZero(0, BYTES) || bit(0, 15)) {
      throw answer.unusable("it is not that of an ATA drive");
    }
    if (answer.u8(2 * 255) == SIGNED && sum() != 0) {
      throw answer.unusable("its checksum is wrong");
    }
  }

  private int sum() throws AnswerException {
    int sum = 0;
    for (byte b : answer.raw(0, BYTES)) {
      sum += b;
    }
    return sum & 0xff;
  }

  DriveLabels labels() throws AnswerException {
    return new DriveLabels(
        answer.swappedText(2 * 10, 20),
        wwn(),
        null,
        answer.swappedText(2 * 27, 40),
        answer.swappedText(2 * 23, 8));
  }

  /** Words 108 to 111, where words 84 or 87 say that they are there. */
  private @Nullable String wwn() throws AnswerException {
    boolean isThere = supports(87, 8) || supports(84, 8);
    if (!isThere || word(108) >> 12 != NAA_REGISTERED) {
      return null;
    }
    long high = (long) word(108) << 16 | word(109);
    long low = (long) word(110) << 16 | word(111);
    return WorldWideName.normalised(String.format(Locale.ROOT, "naa.%08x%08x", high, low));
  }

  /** Sectors that can be addressed; 0 where the drive does not say. */
  long sectors() throws AnswerException {
    // Word 69 bit 3: words 230 to 233 have what words 100 to 103 have no room for.
    if (bit(69, 3)) {
      return positive(230);
    }
    return is48Bit() ? positive(100) : answer.littleEndian(2 * 60, 4);
  }

  private long positive(int firstWord) throws AnswerException {
    return Math.max(0, answer.littleEndian(2 * firstWord, 8));
  }

  /** Bytes of a logical sector. */
  int sectorBytes() throws AnswerException {
    boolean isOther = (word(106) & 0xD000) == 0x5000;
    long words = isOther ? answer.littleEndian(2 * 117, 4) : 256;
    if (words < 256 || words > 0x8000) {
      throw answer.unusable("its sectors have " + words + " words");
    }
    return Math.toIntExact(words * 2);
  }

  boolean is48Bit() throws AnswerException {
    return supports(83, 10);
  }

  boolean hasSmart() throws AnswerException {
    return bit(82, 0) && bit(85, 0);
  }

  /** Word 217: all but what says that it does not rotate. */
  boolean mayRotate() throws AnswerException {
    return word(217) != NON_ROTATING;
  }

  boolean hasLogs() throws AnswerException {
    return supports(84, 5) || supports(87, 5);
  }

  /** DEVICE CONFIGURATION commands. */
  boolean hasConfiguration() throws AnswerException {
    return supports(83, 11);
  }

  /** Accessible Max Address Configuration. */
  boolean hasAccessibleMax() throws AnswerException {
    return supports(83, 10) && word(119) >> 14 == 1 && bit(119, 8);
  }

  /** Sectors per interrupt as they are set now, or 0. */
  int multiple() throws AnswerException {
    return bit(59, 8) ? word(59) & 0xff : 0;
  }

  /** A bit of a word whose own bits 15:14 tell whether it can be believed. */
  private boolean supports(int word, int bit) throws AnswerException {
    return word(word) >> 14 == 1 && bit(word, bit);
  }

  private boolean bit(int word, int bit) throws AnswerException {
    return (word(word) >> bit & 1) != 0;
  }

  private int word(int number) throws AnswerException {
    return (int) answer.littleEndian(2 * number, 2);
  }
}
