package dev.wipeit.drive;

import org.jspecify.annotations.Nullable;

/** Standard INQUIRY data (SPC-4, 6.6.2). */
final class InquiryData {

  /** The vendor that a translation of ATA gives itself (SAT-3, 10.3.2). */
  private static final String ATA = "ATA";

  private static final int SPC_3 = 5;

  private final Answer answer;

  InquiryData(Answer answer) {
    this.answer = answer;
  }

  /** A unit of this type is a disk: direct access, simplified direct access, host managed zones. */
  boolean isDisk() throws AnswerException {
    int qualifier = answer.u8(0) >> 5;
    int type = answer.u8(0) & 0x1f;
    return qualifier == 0 && (type == 0x00 || type == 0x0E || type == 0x14);
  }

  boolean isRemovable() throws AnswerException {
    return (answer.u8(1) & 0x80) != 0;
  }

  /** Whether it claims SPC-3 or later. */
  boolean isModern() throws AnswerException {
    return answer.u8(2) >= SPC_3;
  }

  boolean isTranslatedAta() throws AnswerException {
    return ATA.equals(answer.text(8, 8));
  }

  DriveLabels labels() throws AnswerException {
    @Nullable String vendor = answer.text(8, 8);
    return new DriveLabels(
        null, null, ATA.equals(vendor) ? null : vendor, answer.text(16, 16), answer.text(32, 4));
  }
}
