package dev.wipeit.method;

import java.util.Locale;

/** How much of what was written is read back and compared. */
public enum VerifyMode {
  /** Nothing. */
  NONE,
  /** The last pass, in the quick sampling of NIST SP 800-88r1 section 4.7.3. */
  SAMPLE,
  /** All of the last pass. */
  LAST,
  /** All of every pass. */
  ALL;

  /** As it is written on the command line and in the checkpoint. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** This mode, or the other where that reads back more. */
  public VerifyMode atLeast(VerifyMode least) {
    return compareTo(least) < 0 ? least : this;
  }
}
