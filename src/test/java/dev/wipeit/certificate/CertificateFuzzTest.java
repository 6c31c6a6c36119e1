package dev.wipeit.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;

/**
 * Whatever a stranger hands over, it is examined to its end, and what is wrong with it is told in
 * lines that can be shown. With {@code JAZZER_FUZZ=1} one of these looks for bytes that are not
 * (docs/testing.md).
 */
final class CertificateFuzzTest {

  private static final TrustedKey OTHER = SigningKey.draw(new SecureRandom()).trusted();

  @FuzzTest(maxDuration = "60s")
  void certificateFile(byte[] bytes) throws IOException {
    Examination examination = new Examination(List.of(OTHER));
    examination.examine("fuzz", bytes);
    examination.requireUnbroken();
    assertTrue(!examination.problems().isEmpty(), "nobody has signed it");
    for (String problem : examination.problems()) {
      assertTrue(problem.chars().noneMatch(Character::isISOControl), "not showable");
    }
  }

  /** What is read is written again as it was, or is no JSON of this kind. */
  @FuzzTest(maxDuration = "60s")
  void json(byte[] bytes) throws IOException {
    JsonObject read;
    try {
      read = JsonReader.read(bytes, "fuzz");
    } catch (CertificateException refused) {
      return;
    }
    assertEquals(read.map(), JsonReader.read(read.bytes(), "again").map());
  }

  /** A public key that somebody gives. */
  @FuzzTest(maxDuration = "60s")
  void publicKey(byte[] bytes) {
    try {
      TrustedKey key = TrustedKey.ofPem(bytes, "fuzz");
      assertEquals(64, key.id().length());
      key.hasSigned("text".getBytes(StandardCharsets.UTF_8), "00".repeat(64));
    } catch (CertificateException refused) {
      assertTrue(String.valueOf(refused.getMessage()).startsWith("fuzz"), "names its source");
    }
  }
}
