package dev.wipeit.drive;

import org.jspecify.annotations.Nullable;

/**
 * The list of the names of a namespace (NVM Express Base 2.0, figure 277: Namespace Identification
 * Descriptor): type, length, two reserved bytes, name.
 */
final class NvmeNames {

  static final int EUI64 = 1;
  static final int NGUID = 2;
  static final int UUID = 3;

  private static final int HEADER_BYTES = 4;

  private final Answer answer;

  NvmeNames(Answer answer) {
    this.answer = answer;
  }

  /** A name in hexadecimal digits, or null where it is not there or not set. */
  @Nullable String name(int type) throws AnswerException {
    int bytes = type == EUI64 ? 8 : 16;
    int at = 0;
    // A length of 0 ends the list.
    while (answer.has(at, HEADER_BYTES) && answer.u8(at + 1) != 0) {
      int length = answer.u8(at + 1);
      int content = at + HEADER_BYTES;
      boolean isIt = answer.u8(at) == type && length == bytes && answer.has(content, bytes);
      if (isIt && !answer.isZero(content, bytes)) {
        return answer.hex(content, bytes);
      }
      at = content + length;
    }
    return null;
  }
}
