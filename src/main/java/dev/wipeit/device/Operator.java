package dev.wipeit.device;

/** How a term of a selection compares. */
enum Operator {
  // Those of two characters first: they are looked for in this order.
  NOT_EQUAL("!="),
  AT_MOST("<="),
  AT_LEAST(">="),
  EQUAL("="),
  LESS("<"),
  MORE(">"),
  LIKE("~");

  private final String sign;

  Operator(String sign) {
    this.sign = sign;
  }

  String sign() {
    return sign;
  }

  /** Whether it asks for an order. */
  boolean isOrder() {
    return this == AT_MOST || this == AT_LEAST || this == LESS || this == MORE;
  }

  /**
   * Whether two values in that order satisfy it.
   *
   * @param order negative, zero or positive, as of a comparator
   */
  boolean holds(int order) {
    return switch (this) {
      case NOT_EQUAL -> order != 0;
      case AT_MOST -> order <= 0;
      case AT_LEAST -> order >= 0;
      case EQUAL, LIKE -> order == 0;
      case LESS -> order < 0;
      case MORE -> order > 0;
    };
  }
}
