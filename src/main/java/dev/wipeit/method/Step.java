package dev.wipeit.method;

/**
 * One pass as a method prescribes it, before a run has drawn what is drawn for each run anew.
 *
 * <p>A <em>character</em> is one random byte, the same all over the device. It is another thing
 * than a random pass, which is a keystream, though many descriptions call both of them random.
 */
public sealed interface Step {

  /** A pass that is the same in every run, but for the key of a keystream. */
  record Given(Pass pass) implements Step {
    /** {@code random} for a keystream, or the bytes such as {@code 0x55}. */
    @Override
    public String toString() {
      return pass.toString();
    }
  }

  /**
   * A character, drawn for the run.
   *
   * @param name what a complement refers to it by
   */
  record Drawn(String name) implements Step {
    /** Its name, such as {@code c}. */
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * The complement of a character: the byte whose every bit is the other one.
   *
   * @param name the name of the character
   */
  record Complement(String name) implements Step {
    /** Such as {@code ~c}. */
    @Override
    public String toString() {
      return "~" + name;
    }
  }
}
