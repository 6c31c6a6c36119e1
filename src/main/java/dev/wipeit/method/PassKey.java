package dev.wipeit.method;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The 256-bit key of one keystream pass, drawn for that pass alone. It reveals what was written
 * over the data, not the data.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record PassKey(String hex) {

  private static final int BYTES = 32;

  public PassKey {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a pass key has 64 lower-case hexadecimal digits");
    }
  }

  /** Draws a new key. */
  public static PassKey draw(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new PassKey(HexFormat.of().formatHex(bytes));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** Without the key, so that no message shows it. */
  @Override
  public String toString() {
    return "PassKey[...]";
  }
}
