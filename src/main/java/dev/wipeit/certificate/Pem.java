package dev.wipeit.certificate;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of a key, RFC 7468. */
final class Pem {

  private static final int LINE = 64;

  private Pem() {}

  static String encode(byte[] der, String label) {
    String base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  /**
   * What is in the first block of that label.
   *
   * @param source the file, for the message, which never shows what is in it
   */
  static byte[] decode(byte[] pem, String label, String source) throws CertificateException {
    Pattern block =
        Pattern.compile(
            "-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]*)-----END " + label + "-----");
    Matcher match = block.matcher(new String(pem, StandardCharsets.ISO_8859_1));
    if (!match.find()) {
      throw new CertificateException(source + ": holds no PEM block '" + label + "'");
    }
    try {
      return Base64.getMimeDecoder().decode(match.group(1));
    } catch (IllegalArgumentException e) {
      throw new CertificateException(source + ": is not valid PEM", e);
    }
  }
}
