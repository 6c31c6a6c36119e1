package dev.wipeit.drive;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes in SMART data (SFF-8035i): thirty entries of twelve bytes behind a version. What
 * each is has never been a standard; only those are used on which makers agree.
 */
final class SmartAttributes {

  static final int REALLOCATED = 5;
  static final int POWER_ON_HOURS = 9;
  static final int AIRFLOW_TEMPERATURE = 190;
  static final int TEMPERATURE = 194;
  static final int PENDING = 197;
  static final int UNCORRECTABLE = 198;

  private static final int BYTES = 512;
  private static final int FIRST = 2;
  private static final int ENTRIES = 30;
  private static final int ENTRY_BYTES = 12;

  /** Offset in an entry: the raw value, six bytes, little-endian. */
  private static final int RAW = 5;

  private final Answer answer;
  private final Map<Integer, Integer> offsets = new HashMap<>();

  /**
   * @throws AnswerException if it is too short or damaged
   */
  SmartAttributes(Answer answer) throws AnswerException {
    this.answer = answer;
    int sum = 0;
    for (byte b : answer.raw(0, BYTES)) {
      sum += b;
    }
    if ((sum & 0xff) != 0) {
      throw answer.unusable("its checksum is wrong");
    }
    for (int i = 0; i < ENTRIES; i++) {
      int at = FIRST + i * ENTRY_BYTES;
      if (answer.u8(at) != 0) {
        offsets.putIfAbsent(answer.u8(at), at);
      }
    }
  }

  /** The lowest bytes of a raw value, or null. Some makers keep other things in the higher ones. */
  @Nullable Long raw(int attribute, int bytes) throws AnswerException {
    @Nullable Integer at = offsets.get(attribute);
    return at == null ? null : answer.littleEndian(at + RAW, bytes);
  }
}
