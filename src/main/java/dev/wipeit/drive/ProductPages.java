package dev.wipeit.drive;

import org.jspecify.annotations.Nullable;

/** Pages of vital product data (SPC-4, 7.8): four bytes, the last two of which are a length. */
final class ProductPages {

  static final int SUPPORTED = 0x00;
  static final int SERIAL = 0x80;
  static final int IDENTIFICATION = 0x83;
  static final int ATA_INFORMATION = 0x89;
  static final int CHARACTERISTICS = 0xB1;

  static final int HEADER_BYTES = 4;

  private ProductPages() {}

  /**
   * The bytes behind the header of a page, as many as came.
   *
   * @throws AnswerException if it is another page
   */
  private static int end(Answer page, int code) throws AnswerException {
    if (page.u8(1) != code) {
      throw page.unusable("it is page " + page.u8(1));
    }
    return Math.min(page.length(), HEADER_BYTES + page.u16(2));
  }

  /** Whether page 00h lists a page. */
  static boolean lists(Answer page, int code) throws AnswerException {
    int end = end(page, SUPPORTED);
    for (int at = HEADER_BYTES; at < end; at++) {
      if (page.u8(at) == code) {
        return true;
      }
    }
    return false;
  }

  /** Page 80h: the serial number of the unit, or null. */
  static @Nullable String serial(Answer page) throws AnswerException {
    int end = end(page, SERIAL);
    return page.text(HEADER_BYTES, end - HEADER_BYTES);
  }

  /** Page 83h: the best of its designators, or null. */
  static @Nullable String wwn(Answer page) throws AnswerException {
    int end = end(page, IDENTIFICATION);
    @Nullable Designator best = null;
    int at = HEADER_BYTES;
    while (at + Designator.HEADER_BYTES <= end) {
      int length = Math.min(page.u8(at + 3), end - at - Designator.HEADER_BYTES);
      Designator next = new Designator(page, at, length);
      if (best == null || next.rank() > best.rank()) {
        best = next;
      }
      at += Designator.HEADER_BYTES + page.u8(at + 3);
    }
    return best == null || best.rank() == 0 ? null : best.name();
  }

  /**
   * Page B1h (SBC-3, 6.5.2): revolutions a minute, 0 for a medium that does not rotate, or null.
   */
  static @Nullable Integer rotationRate(Answer page) throws AnswerException {
    end(page, CHARACTERISTICS);
    int rate = page.u16(4);
    if (rate == 1) {
      return 0;
    }
    return rate >= 0x401 && rate < 0xFFFF ? rate : null;
  }
}
