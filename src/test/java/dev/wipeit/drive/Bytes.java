package dev.wipeit.drive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Answers of drives, built by hand. */
final class Bytes {

  private Bytes() {}

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  static Answer answer(String digits) {
    return new Answer("TEST", hex(digits));
  }

  /** One attribute of SMART data, with its raw value in the lowest of six bytes. */
  static byte[] attribute(int id, long raw) {
    ByteBuffer entry = ByteBuffer.allocate(13).order(ByteOrder.LITTLE_ENDIAN);
    entry.put(0, (byte) id).putLong(5, raw);
    byte[] bytes = new byte[12];
    entry.get(0, bytes);
    bytes[11] = 0;
    return bytes;
  }

  /** SMART data with these attributes, and its checksum. */
  static byte[] smart(byte[]... attributes) {
    byte[] bytes = new byte[512];
    int at = 2;
    for (byte[] attribute : attributes) {
      System.arraycopy(attribute, 0, bytes, at, attribute.length);
      at += attribute.length;
    }
    int sum = 0;
    for (byte b : bytes) {
      sum += b;
    }
    bytes[511] = (byte) -sum;
    return bytes;
  }

  /** A page of the statistics log: pairs of offset and number, each supported and valid. */
  static byte[] statistics(int page, int... pairs) {
    ByteBuffer bytes = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(0, (byte) 1).put(2, (byte) page);
    for (int i = 0; i < pairs.length; i += 2) {
      bytes.putInt(pairs[i], pairs[i + 1]).put(pairs[i] + 7, (byte) 0xC0);
    }
    return bytes.array();
  }
}
