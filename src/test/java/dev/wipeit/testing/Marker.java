package dev.wipeit.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that tests put into every sector and look for after a wipe. */
final class Marker {

  static final int SECTOR_BYTES = 512;

  /** Long enough that random data does not hold it by chance. */
  private static final int LEAST_BYTES = 8;

  private final byte[] bytes;

  Marker(byte[] bytes) {
    if (bytes.length < LEAST_BYTES || bytes.length > SECTOR_BYTES / 2) {
      throw new IllegalArgumentException("marker of " + bytes.length + " bytes");
    }
    this.bytes = bytes.clone();
  }

  static Marker usual() {
    return new Marker("WIPEIT-TEST-DATA-TO-BE-WIPED/".getBytes(StandardCharsets.US_ASCII));
  }

  /** One sector: the marker again and again, cut at the end. */
  byte[] sector() {
    byte[] sector = new byte[SECTOR_BYTES];
    for (int i = 0; i < sector.length; i++) {
      sector[i] = bytes[i % bytes.length];
    }
    return sector;
  }

  /** How many sectors hold the whole marker anywhere. */
  long sectorsIn(InputStream stream) throws IOException {
    long found = 0;
    byte[] chunk = stream.readNBytes(SECTOR_BYTES * 2048);
    while (chunk.length > 0) {
      for (int start = 0; start < chunk.length; start += SECTOR_BYTES) {
        if (isIn(chunk, start, Math.min(chunk.length, start + SECTOR_BYTES))) {
          found++;
        }
      }
      chunk = stream.readNBytes(SECTOR_BYTES * 2048);
    }
    return found;
  }

  private boolean isIn(byte[] chunk, int start, int end) {
    for (int i = start; i <= end - bytes.length; i++) {
      if (chunk[i] == bytes[0]
          && Arrays.equals(chunk, i, i + bytes.length, bytes, 0, bytes.length)) {
        return true;
      }
    }
    return false;
  }
}
