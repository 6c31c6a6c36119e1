package dev.wipeit.drive;

import org.jspecify.annotations.Nullable;

/** The answer to Identify namespace (NVM Express NVM Command Set 1.0, figure 97). */
final class NvmeNamespace {

  private final Answer answer;

  /**
   * @throws AnswerException if it is too short
   */
  NvmeNamespace(Answer answer) throws AnswerException {
    this.answer = answer.atLeast(4096);
  }

  /** NSZE in bytes of the format in use. */
  long bytes() throws AnswerException {
    long blocks = answer.littleEndian(0, 8);
    int format = (answer.u8(26) & 0xf) | ((answer.u8(26) >> 1) & 0x30);
    int shift = answer.u8(128 + 4 * format + 2);
    if (shift < 9 || shift > 16 || blocks < 0 || blocks > Long.MAX_VALUE >> shift) {
      throw answer.unusable("it is " + blocks + " blocks of 2^" + shift + " bytes");
    }
    return blocks << shift;
  }

  /** NGUID in hexadecimal digits, or null where it is not set. */
  @Nullable String nguid() throws AnswerException {
    return answer.isZero(104, 16) ? null : answer.hex(104, 16);
  }

  /** EUI64 in hexadecimal digits, or null where it is not set. */
  @Nullable String eui64() throws AnswerException {
    return answer.isZero(120, 8) ? null : answer.hex(120, 8);
  }
}
