package dev.wipeit.certificate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** The public half of an Ed25519 key: whoever has it can check, and cannot sign. */
public final class TrustedKey {

  static final String ALGORITHM = "Ed25519";

  private static final String LABEL = "PUBLIC KEY";

  private final PublicKey key;

  TrustedKey(PublicKey key) {
    this.key = key;
  }

  /**
   * A key as {@code openssl pkey -pubout} writes it: SubjectPublicKeyInfo in PEM.
   *
   * @param source the file, for the message
   */
  public static TrustedKey ofPem(byte[] pem, String source) throws CertificateException {
    byte[] der = Pem.decode(pem, LABEL, source);
    try {
      return new TrustedKey(
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException e) {
      throw new CertificateException(source + ": is no Ed25519 public key", e);
    }
  }

  /** SubjectPublicKeyInfo in PEM. */
  public String pem() {
    return Pem.encode(key.getEncoded(), LABEL);
  }

  /** SHA-256 of the SubjectPublicKeyInfo in DER. */
  public String id() {
    return Sha256.of(key.getEncoded());
  }

  /**
   * Whether this key has signed these bytes.
   *
   * @param hex the signature, 128 lower-case hexadecimal digits
   */
  boolean hasSigned(byte[] bytes, String hex) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(bytes);
      return signature.verify(HexFormat.of().parseHex(hex));
    } catch (SignatureException | IllegalArgumentException notASignature) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
    }
  }

  byte[] pemBytes() {
    return pem().getBytes(StandardCharsets.US_ASCII);
  }
}
