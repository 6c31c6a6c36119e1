package dev.wipeit.drive;

import org.jspecify.annotations.Nullable;

/** The SMART / Health Information log page (NVM Express Base 2.0, figure 207). */
final class NvmeHealthLog {

  /** CRITICAL WARNING: a bit for each. */
  private static final String[] WARNINGS = {
    "its spare blocks are nearly used up",
    "its temperature is out of bounds",
    "its reliability is degraded",
    "it takes no more writes",
    "its volatile memory backup failed",
    "its persistent memory is read-only"
  };

  /** The bit that tells of heat, which passes; the others tell of the end. */
  private static final int TEMPERATURE_BIT = 1;

  private final Answer answer;

  /**
   * @throws AnswerException if it is too short
   */
  NvmeHealthLog(Answer answer) throws AnswerException {
    this.answer = answer.atLeast(512);
  }

  void tell(HealthDraft health) throws AnswerException {
    int warning = answer.u8(0);
    for (int bit = 0; bit < WARNINGS.length; bit++) {
      boolean isSet = (warning >> bit & 1) != 0;
      if (isSet && bit == TEMPERATURE_BIT) {
        health.warn(WARNINGS[bit]);
      } else if (isSet) {
        health.fails(WARNINGS[bit]);
      }
    }
    health.passes();
    health.temperature(celsius());
    health.percentageUsed = answer.u8(5);
    health.powerOnHours = count(128);
    health.mediaErrors = count(160);
  }

  /** The composite temperature, or null. */
  @Nullable Integer celsius() throws AnswerException {
    return HealthDraft.celsius((int) answer.littleEndian(1, 2));
  }

  /** Sixteen bytes, as far as a long holds them. */
  private long count(int offset) throws AnswerException {
    long low = answer.littleEndian(offset, 8);
    return low < 0 || !answer.isZero(offset + 8, 8) ? Long.MAX_VALUE : low;
  }
}
