package dev.wipeit.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The chain that each line of a journal hangs on: its hash is the SHA-256 (FIPS 180-4) of the hash
 * of the line before it, as the text that it is there, and of all of the line up to its own hash.
 */
final class Chain {

  /** What stands for the hash of the line before the first. */
  static final String ROOT = "0".repeat(64);

  /** What comes between the rest of a line and its hash. */
  static final String BEFORE_HASH = ",\"hash\":\"";

  /** What comes behind the hash. */
  static final String AFTER_HASH = "\"}";

  /** How long the last field and the end of a line are. */
  static final int TAIL_LENGTH = BEFORE_HASH.length() + 64 + AFTER_HASH.length();

  private final MessageDigest digest;

  Chain() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /**
   * The hash of a line in lower-case hexadecimal.
   *
   * @param former the hash of the line before it, or {@link #ROOT}
   * @param line the line up to and without {@link #BEFORE_HASH}
   */
  String hash(String former, String line) {
    digest.update(former.getBytes(StandardCharsets.ISO_8859_1));
    // Every line is ASCII; one that is not is of no use, but has its hash all the same.
    digest.update(line.getBytes(StandardCharsets.ISO_8859_1));
    return HexFormat.of().formatHex(digest.digest());
  }
}
