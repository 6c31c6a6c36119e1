package dev.wipeit.method;

import java.util.Locale;

/** Whether a method is one to choose. */
public enum Standing {
  /** As good as an overwrite gets, or what a rule in force asks for. */
  TODAY,
  /** Kept for rules and contracts that still name it; more passes reach no sector more. */
  HISTORY;

  /** As it is written in JSON. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
