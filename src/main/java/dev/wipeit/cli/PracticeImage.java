package dev.wipeit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file whose every sector begins with the same secret. */
final class PracticeImage {

  private static final int SECTOR = 512;
  private static final int BLOCK = 1 << 20;

  private static final byte[] SECRET =
      "SECRET: account 4711, password hunter2. ".getBytes(StandardCharsets.US_ASCII);

  private final Path file;

  PracticeImage(Path file) {
    this.file = file;
  }

  /**
   * Makes it.
   *
   * @param size in bytes, a multiple of 1 MiB
   */
  void make(long size) throws IOException {
    byte[] block = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      block[i] = SECRET[i % SECTOR % SECRET.length];
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long written = 0; written < size; written += BLOCK) {
        out.write(block);
      }
    }
  }

  /** How many sectors still begin with the secret. */
  long secrets() throws IOException {
    long found = 0;
    byte[] block = new byte[BLOCK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.readNBytes(block, 0, BLOCK); n > 0; n = in.readNBytes(block, 0, BLOCK)) {
        for (int at = 0; at + SECTOR <= n; at += SECTOR) {
          boolean secret = Arrays.equals(block, at, at + SECRET.length, SECRET, 0, SECRET.length);
          found += secret ? 1 : 0;
        }
      }
    }
    return found;
  }
}
