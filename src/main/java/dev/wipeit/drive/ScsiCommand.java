package dev.wipeit.drive;

import java.util.Locale;

/** A SCSI command that brings data, or none; none carries data to a drive. */
final class ScsiCommand {

  /** The longest answer that is ever asked for. */
  static final int LONGEST_ANSWER = 4096;

  private final String name;
  private final byte[] bytes;
  private final int answerBytes;

  /**
   * @param name what it is called, for messages
   * @param bytes the command descriptor block
   * @param answerBytes how many bytes it may bring, 0 for a command without data
   */
  ScsiCommand(String name, byte[] bytes, int answerBytes) {
    if (answerBytes < 0 || answerBytes > LONGEST_ANSWER) {
      throw new IllegalArgumentException(name + " with " + answerBytes + " bytes");
    }
    this.name = name;
    this.bytes = bytes.clone();
    this.answerBytes = answerBytes;
  }

  String name() {
    return name;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  int answerBytes() {
    return answerBytes;
  }

  /** INQUIRY (SPC-4, 6.6): standard data. */
  static ScsiCommand inquiry() {
    // 36 bytes: some bridges hang where they are asked for more.
    return new ScsiCommand("INQUIRY", bytes(0x12, 0, 0, 0, 36, 0), 36);
  }

  /** INQUIRY (SPC-4, 6.6) for a page of vital product data. */
  static ScsiCommand productData(int page) {
    return new ScsiCommand(
        String.format(Locale.ROOT, "INQUIRY page %02Xh", page),
        bytes(0x12, 1, page, 0, 252, 0),
        252);
  }

  /** READ CAPACITY(16) (SBC-3, 5.16): SERVICE ACTION IN(16), action 10h. */
  static ScsiCommand readCapacity() {
    return new ScsiCommand(
        "READ CAPACITY(16)", bytes(0x9E, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 32, 0, 0), 32);
  }

  /** LOG SENSE (SPC-4, 6.8) for the cumulative values (PC 01b) of a page. */
  static ScsiCommand logSense(int page) {
    return new ScsiCommand(
        String.format(Locale.ROOT, "LOG SENSE page %02Xh", page),
        bytes(0x4D, 0, 0x40 | page, 0, 0, 0, 0, 4, 0, 0),
        1024);
  }

  /**
   * READ DEFECT DATA(12) (SBC-3, 5.18) for the length of the grown list (REQ_GLIST) in the format
   * of bytes from index (100b).
   */
  static ScsiCommand grownDefects() {
    return new ScsiCommand(
        "READ DEFECT DATA(12)", bytes(0xB7, 0x08 | 0x04, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0), 8);
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
