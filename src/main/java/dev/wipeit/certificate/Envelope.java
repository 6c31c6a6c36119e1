package dev.wipeit.certificate;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate as it is kept: the signed payload, untouched; the signature over its canonical
 * bytes; and the signed statements of those who have validated it.
 *
 * @param json all of it
 */
public record Envelope(JsonObject json) {

  /** More than ten thousand bad ranges need. */
  static final int MOST_BYTES = 16 << 20;

  /** Signs a payload. */
  static Envelope of(JsonObject payload, SigningKey key) throws CertificateException {
    String header = key.sign(Header.of(payload).bytes()).text("value");
    return new Envelope(
        JsonObject.of(
            "payload", payload,
            "signature", key.sign(payload.bytes()).with("header_value", header),
            "validations", List.of()));
  }

  /**
   * Reads one; whether it is true is another question ({@link Examination}).
   *
   * @param source the file, for the message
   * @throws CertificateException if it is no JSON object with a payload
   */
  public static Envelope read(byte[] bytes, String source) throws CertificateException {
    JsonObject json = JsonReader.read(bytes, source);
    if (!(json.map().get("payload") instanceof JsonObject)) {
      throw new CertificateException(source + ": is no certificate of wipeit");
    }
    return new Envelope(json);
  }

  /**
   * Reads one whose every key is as the schema has it: it can be shown.
   *
   * @throws CertificateException with the first deviation
   */
  public static Envelope readShaped(byte[] bytes, String source) throws IOException {
    Envelope envelope = read(bytes, source);
    List<String> deviations = Schema.problems(envelope.json());
    if (!deviations.isEmpty()) {
      throw new CertificateException(
          source + ": is no certificate of wipeit: " + deviations.get(0));
    }
    return envelope;
  }

  public byte[] bytes() {
    return json.bytes();
  }

  public JsonObject payload() throws CertificateException {
    return json.object("payload");
  }

  /** What the next one in the chain names, and a statement of validation. */
  public String hash() throws CertificateException {
    return payload().sha256();
  }

  public String keyId() throws CertificateException {
    return json.object("signature").text("key_id");
  }

  public String run() throws CertificateException {
    return payload().text("run");
  }

  long number() throws CertificateException {
    return payload().object("chain").integer("number");
  }

  /** A moment as certificates have it. */
  public static String moment(Instant moment) {
    return Times.text(moment);
  }

  /** This with one more statement of a person who has validated it. */
  public Envelope countersigned(JsonObject statement, SigningKey key) throws CertificateException {
    JsonObject signed = statement.with("certificate_sha256", hash());
    List<JsonObject> validations = new ArrayList<>(json.objects("validations"));
    validations.add(JsonObject.of("statement", signed, "signature", key.sign(signed.bytes())));
    return new Envelope(json.with("validations", validations));
  }
}
