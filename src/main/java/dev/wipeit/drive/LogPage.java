package dev.wipeit.drive;

import org.jspecify.annotations.Nullable;

/** A log page (SPC-4, 7.3): a header of four bytes, then parameters with headers of their own. */
final class LogPage {

  static final int SUPPORTED = 0x00;
  static final int WRITE_ERRORS = 0x02;
  static final int READ_ERRORS = 0x03;
  static final int TEMPERATURE = 0x0D;
  static final int SOLID_STATE = 0x11;
  static final int BACKGROUND_SCAN = 0x15;
  static final int EXCEPTIONS = 0x2F;

  private static final int HEADER_BYTES = 4;

  private final Answer answer;
  private final int end;

  /**
   * @throws AnswerException if it is another page
   */
  LogPage(Answer answer, int code) throws AnswerException {
    this.answer = answer;
    if ((answer.u8(0) & 0x3f) != code) {
      throw answer.unusable("it is page " + (answer.u8(0) & 0x3f));
    }
    this.end = Math.min(answer.length(), HEADER_BYTES + answer.u16(2));
  }

  /** Whether page 00h lists a page. */
  boolean lists(int page) throws AnswerException {
    for (int at = HEADER_BYTES; at < end; at++) {
      if ((answer.u8(at) & 0x3f) == page) {
        return true;
      }
    }
    return false;
  }

  /**
   * A big-endian number in a parameter, or null where there is none.
   *
   * @param code of the parameter
   * @param offset in its content
   * @param length of the number, up to eight bytes; 0 for all of the content
   */
  @Nullable Long number(int code, int offset, int length) throws AnswerException {
    for (int at = HEADER_BYTES; at + HEADER_BYTES <= end; at += HEADER_BYTES + answer.u8(at + 3)) {
      if (answer.u16(at) == code) {
        int bytes = length == 0 ? answer.u8(at + 3) : length;
        int content = at + HEADER_BYTES + offset;
        boolean isThere = offset + bytes <= answer.u8(at + 3) && content + bytes <= end;
        return isThere && bytes <= Long.BYTES ? answer.bigEndian(content, bytes) : null;
      }
    }
    return null;
  }
}
