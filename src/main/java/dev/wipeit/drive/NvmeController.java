package dev.wipeit.drive;

import org.jspecify.annotations.Nullable;

/** The answer to Identify controller (NVM Express Base 2.0, figure 275). */
final class NvmeController {

  private final Answer answer;

  /**
   * @throws AnswerException if it is too short
   */
  NvmeController(Answer answer) throws AnswerException {
    this.answer = answer.atLeast(4096);
  }

  /** PCI vendor id. */
  int vendorId() throws AnswerException {
    return (int) answer.littleEndian(0, 2);
  }

  /** Everything but a world wide name, which namespaces have. */
  DriveLabels labels() throws AnswerException {
    return new DriveLabels(answer.text(4, 20), null, null, answer.text(24, 40), answer.text(64, 8));
  }

  /** Serial and model in hexadecimal digits without what fills them up, as the kernel has them. */
  String hexadecimalName() throws AnswerException {
    return trimmed(4, 20) + "-" + trimmed(24, 40);
  }

  private String trimmed(int offset, int length) throws AnswerException {
    int end = length;
    while (end > 0 && (answer.u8(offset + end - 1) == ' ' || answer.u8(offset + end - 1) == 0)) {
      end--;
    }
    return answer.hex(offset, end);
  }

  /** CCTEMP, or where it is not told WCTEMP; null where neither is. */
  @Nullable Integer criticalCelsius() throws AnswerException {
    @Nullable Integer critical = HealthDraft.celsius((int) answer.littleEndian(268, 2));
    return critical == null ? HealthDraft.celsius((int) answer.littleEndian(266, 2)) : critical;
  }

  /** TNVMCAP: the bytes of the whole drive, or null where it does not tell. */
  @Nullable Long totalBytes() throws AnswerException {
    long bytes = answer.littleEndian(280, 8);
    return bytes <= 0 || !answer.isZero(288, 8) ? null : bytes;
  }

  /** UNVMCAP: the bytes that belong to no namespace; null where the drive does not tell. */
  @Nullable Long unallocatedBytes() throws AnswerException {
    long bytes = answer.littleEndian(296, 8);
    return totalBytes() == null || bytes < 0 || !answer.isZero(304, 8) ? null : bytes;
  }
}
