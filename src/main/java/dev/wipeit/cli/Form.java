package dev.wipeit.cli;

/** What a value of the configuration file can be. */
enum Form {
  STRING("a string"),
  WHOLE("a whole number"),
  DECIMAL("a number"),
  SWITCH("true or false"),
  ARRAY("an array"),
  TABLE("a table"),
  DATE("a date");

  private final String words;

  Form(String words) {
    this.words = words;
  }

  /** As in a message: {@code a string}. */
  String words() {
    return words;
  }
}
