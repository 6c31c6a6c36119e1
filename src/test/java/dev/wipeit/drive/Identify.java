package dev.wipeit.drive;

import java.nio.charset.StandardCharsets;

/**
 * Builds the answer of an ATA drive to IDENTIFY DEVICE, word by word: a drive of 2^21 sectors with
 * 48-bit addresses, SMART, a serial and a world wide name.
 */
public final class Identify {

  private final byte[] bytes = new byte[512];

  public Identify() {
    word(0, 0x0040);
    text(10, 20, "        Z1D5KXYZ");
    text(23, 8, "CC43");
    text(27, 40, "ST1000DM003-1CH162");
    word(59, 0x0110);
    word(82, 0x0001);
    word(83, 0x4400);
    word(84, 0x4120);
    word(85, 0x0001);
    word(87, 0x4120);
    sectors(1 << 21);
    word(108, 0x5000).word(109, 0xc500).word(110, 0xa1b2).word(111, 0xc3d4);
  }

  /** Sets a word. */
  public Identify word(int number, int value) {
    bytes[2 * number] = (byte) value;
    bytes[2 * number + 1] = (byte) (value >> 8);
    return this;
  }

  /** The number of sectors in words 100 to 103. */
  public Identify sectors(long sectors) {
    for (int i = 0; i < 4; i++) {
      word(100 + i, (int) (sectors >> (16 * i)) & 0xffff);
    }
    return this;
  }

  Identify text(int word, int length, String text) {
    byte[] raw = (text + " ".repeat(length)).getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < length; i++) {
      bytes[2 * word + (i ^ 1)] = raw[i];
    }
    return this;
  }

  /** With a checksum in word 255. */
  Identify signed() {
    bytes[510] = (byte) 0xA5;
    bytes[511] = 0;
    int sum = 0;
    for (byte b : bytes) {
      sum += b;
    }
    bytes[511] = (byte) -sum;
    return this;
  }

  public byte[] bytes() {
    return bytes.clone();
  }
}
