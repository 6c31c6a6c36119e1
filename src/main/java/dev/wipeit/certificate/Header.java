package dev.wipeit.certificate;

import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;

/**
 * What of a certificate goes onto paper as a QR code, signed on its own: who has the public key can
 * tell by it whether the paper is genuine, and by the hash whether paper and record agree.
 */
final class Header {

  private Header() {}

  /** What is signed. */
  static JsonObject of(JsonObject payload) throws CertificateException {
    return JsonObject.of(
        "id", payload.object("certificate").text("id"),
        "result", payload.text("result"),
        "serial", payload.object("drive").textOrNull("serial"),
        "sha256", payload.sha256());
  }

  /** The QR code; it says: the signed bytes as they are, and the signature. */
  static QrCode qr(Envelope envelope, QrCode.Ecc level) throws CertificateException {
    JsonObject signature = envelope.json().object("signature");
    String text =
        JsonObject.of(
                "header", of(envelope.payload()),
                "key_id", signature.text("key_id"),
                "signature", signature.text("header_value"))
            .toString();
    try {
      return QrCode.encodeText(text, level);
    } catch (DataTooLongException e) {
      throw new CertificateException("its header is too long for a QR code", e);
    }
  }
}
