package dev.wipeit.certificate;

import java.util.Locale;

/** What became of the drive, in one word. */
public enum ResultWord {
  /** Every addressable sector was overwritten, and nothing that was read back differs. */
  CLEARED,
  /** The same, but for what the certificate names. */
  CLEARED_WITH_EXCEPTIONS,
  /** The drive does not hold what was written, or would not take it. */
  FAILED,
  /** The run was given up before its end. */
  ABORTED;

  /** As the certificate has it: {@code cleared-with-exceptions}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static ResultWord of(String id) throws CertificateException {
    for (ResultWord word : values()) {
      if (word.id().equals(id)) {
        return word;
      }
    }
    throw new CertificateException("result is no word of a certificate");
  }
}
