package dev.wipeit.method;

import org.jspecify.annotations.Nullable;

/**
 * One pass of a method: a keystream, or fixed bytes.
 *
 * @param fixed the fixed bytes in hexadecimal, or null for a keystream
 */
public record Pass(@Nullable String fixed) {

  private static final String RANDOM = "random";

  /** A pass of the keystream, under a key drawn for it. */
  public static Pass random() {
    return new Pass(null);
  }

  /** A pass of the given bytes, in hexadecimal. */
  public static Pass of(String hex) {
    return new Pass(hex);
  }

  /**
   * The pass that {@link #id} names.
   *
   * @throws IllegalArgumentException if it is neither {@code random} nor 1 to 16 bytes in
   *     lower-case hexadecimal
   */
  public static Pass parse(String id) {
    return id.equals(RANDOM) ? random() : of(new FixedPattern(id).hex());
  }

  /** As a checkpoint keeps it: {@code random}, or the bytes such as {@code 924924}. */
  public String id() {
    return fixed == null ? RANDOM : fixed;
  }

  public boolean isRandom() {
    return fixed == null;
  }

  /**
   * The pattern that this pass writes.
   *
   * @param key the key of the pass; null exactly where the pass is not random
   */
  public FillPattern pattern(@Nullable PassKey key) {
    if (fixed != null && key == null) {
      return new FixedPattern(fixed);
    }
    if (fixed == null && key != null) {
      return new Keystream(key);
    }
    throw new IllegalArgumentException("a random pass has a key, and only a random one");
  }

  /** For a person: {@code random} or {@code 0x00}. */
  @Override
  public String toString() {
    return fixed == null ? RANDOM : "0x" + fixed;
  }
}
