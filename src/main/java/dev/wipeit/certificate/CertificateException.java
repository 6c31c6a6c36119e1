package dev.wipeit.certificate;

import java.io.IOException;

/** A certificate, a key or a record of a run that cannot be used; the message is one line. */
public final class CertificateException extends IOException {

  public CertificateException(String message) {
    super(oneLine(message));
  }

  public CertificateException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
