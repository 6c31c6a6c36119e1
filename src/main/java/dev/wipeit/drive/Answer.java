package dev.wipeit.drive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What a drive sent back: bytes of which nothing is believed. Reading behind their end fails. */
final class Answer {

  private final String command;
  private final byte[] bytes;

  /**
   * @param command what was asked, for messages
   * @param bytes what came, no more than that
   */
  Answer(String command, byte[] bytes) {
    this.command = command;
    this.bytes = bytes.clone();
  }

  int length() {
    return bytes.length;
  }

  /** Whether so many bytes are there. */
  boolean has(int offset, int length) {
    return offset >= 0 && length >= 0 && offset <= bytes.length - length;
  }

  int u8(int offset) throws AnswerException {
    return (int) bigEndian(offset, 1);
  }

  int u16(int offset) throws AnswerException {
    return (int) bigEndian(offset, 2);
  }

  long u32(int offset) throws AnswerException {
    return bigEndian(offset, 4);
  }

  /** Eight bytes, big-endian; a number above {@link Long#MAX_VALUE} is negative. */
  long u64(int offset) throws AnswerException {
    return bigEndian(offset, 8);
  }

  /** A big-endian number of up to eight bytes. */
  long bigEndian(int offset, int length) throws AnswerException {
    require(offset, length);
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = (value << 8) | (bytes[offset + i] & 0xff);
    }
    return value;
  }

  /** A little-endian number of up to eight bytes. */
  long littleEndian(int offset, int length) throws AnswerException {
    require(offset, length);
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = (value << 8) | (bytes[offset + i] & 0xff);
    }
    return value;
  }

  /** Text made fit to be shown, or null where there is none. */
  @Nullable String text(int offset, int length) throws AnswerException {
    return DeviceText.normalised(new String(raw(offset, length), StandardCharsets.ISO_8859_1));
  }

  /** Text of which each pair of bytes is swapped, as ATA has it. */
  @Nullable String swappedText(int offset, int length) throws AnswerException {
    byte[] swapped = raw(offset, length);
    for (int i = 0; i + 1 < swapped.length; i += 2) {
      byte first = swapped[i];
      swapped[i] = swapped[i + 1];
      swapped[i + 1] = first;
    }
    return DeviceText.normalised(new String(swapped, StandardCharsets.ISO_8859_1));
  }

  /** The bytes in hexadecimal digits. */
  String hex(int offset, int length) throws AnswerException {
    return HexFormat.of().formatHex(raw(offset, length));
  }

  boolean isZero(int offset, int length) throws AnswerException {
    for (byte b : raw(offset, length)) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** The bytes of a range, a copy. */
  byte[] raw(int offset, int length) throws AnswerException {
    require(offset, length);
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  /** This, where it has at least so many bytes. */
  Answer atLeast(int length) throws AnswerException {
    require(0, length);
    return this;
  }

  /** A failure that names the command. */
  AnswerException unusable(String why) {
    return new AnswerException(command, why);
  }

  private void require(int offset, int length) throws AnswerException {
    if (!has(offset, length)) {
      throw unusable("it has " + bytes.length + " bytes, not " + ((long) offset + length));
    }
  }
}
