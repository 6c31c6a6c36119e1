package dev.wipeit.certificate;

/** A colour of a printed certificate, each part from 0 to 1. */
record Ink(float red, float green, float blue) {

  static final Ink TEXT = new Ink(0.11f, 0.15f, 0.20f);
  static final Ink SOFT = new Ink(0.38f, 0.44f, 0.50f);
  static final Ink LINE = new Ink(0.80f, 0.84f, 0.88f);
  static final Ink WHITE = new Ink(1, 1, 1);

  private static final Ink GREEN = new Ink(0.05f, 0.42f, 0.28f);
  private static final Ink AMBER = new Ink(0.66f, 0.38f, 0.00f);
  private static final Ink RED = new Ink(0.66f, 0.10f, 0.10f);
  private static final Ink GREY = new Ink(0.34f, 0.37f, 0.42f);

  /** Of a result. */
  static Ink of(ResultWord word) {
    return switch (word) {
      case CLEARED -> GREEN;
      case CLEARED_WITH_EXCEPTIONS -> AMBER;
      case FAILED -> RED;
      case ABORTED -> GREY;
    };
  }

  /** Almost white. */
  Ink pale() {
    return new Ink(0.92f + red * 0.08f, 0.92f + green * 0.08f, 0.92f + blue * 0.08f);
  }
}
