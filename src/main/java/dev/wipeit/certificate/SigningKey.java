package dev.wipeit.certificate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;

/** An Ed25519 key (RFC 8032) that signs. It is never printed. */
public final class SigningKey {

  private static final String LABEL = "PRIVATE KEY";

  private final PrivateKey key;
  private final TrustedKey trusted;

  private SigningKey(PrivateKey key, TrustedKey trusted) {
    this.key = key;
    this.trusted = trusted;
  }

  /** Draws a new key. */
  static SigningKey draw(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(TrustedKey.ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, random);
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey(pair.getPrivate(), new TrustedKey(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
    }
  }

  /**
   * A key as {@code openssl genpkey -algorithm ed25519} writes it: PKCS#8 in PEM, not encrypted.
   *
   * @param source the file, for the message
   */
  public static SigningKey ofPem(byte[] pem, String source) throws CertificateException {
    byte[] der = Pem.decode(pem, LABEL, source);
    try {
      PrivateKey key =
          KeyFactory.getInstance(TrustedKey.ALGORITHM)
              .generatePrivate(new PKCS8EncodedKeySpec(der));
      return new SigningKey(key, publicOf((EdECPrivateKey) key));
    } catch (GeneralSecurityException e) {
      throw new CertificateException(
          source + ": is no Ed25519 key in PKCS#8 (openssl genpkey -algorithm ed25519)", e);
    }
  }

  /** The generator takes the bytes that it is given for the private key, and finds the public. */
  private static TrustedKey publicOf(EdECPrivateKey key) throws GeneralSecurityException {
    byte[] secret = key.getBytes().orElseThrow(GeneralSecurityException::new);
    return draw(new Given(secret)).trusted;
  }

  /** Not random at all: it gives the bytes that it was made of. */
  private static final class Given extends SecureRandom {

    private static final long serialVersionUID = 1;

    private final byte[] bytes;

    Given(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(bytes, 0, target, 0, target.length);
    }
  }

  /** PKCS#8 in PEM. */
  byte[] pem() {
    return Pem.encode(key.getEncoded(), LABEL).getBytes(StandardCharsets.US_ASCII);
  }

  /** What others check its signatures with. */
  public TrustedKey trusted() {
    return trusted;
  }

  /** The object {@code signature} over these bytes. */
  public JsonObject sign(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance(TrustedKey.ALGORITHM);
      signature.initSign(key);
      signature.update(bytes);
      return JsonObject.of(
          "algorithm",
          TrustedKey.ALGORITHM,
          "key_id",
          trusted.id(),
          "value",
          HexFormat.of().formatHex(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key signs anything", e);
    }
  }
}
