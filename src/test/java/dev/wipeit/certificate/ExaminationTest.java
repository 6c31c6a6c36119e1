package dev.wipeit.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is wrong with a certificate is noticed, whatever it is. */
final class ExaminationTest {

  private Path folder;
  private Certified host;
  private byte[] first;
  private byte[] second;
  private byte[] third;

  @BeforeEach
  void certify() throws IOException {
    folder = Scratch.folder("certificates");
    host = new Certified(folder);
    first = host.cleared("20261121-1000-aaaaaa");
    second = host.cleared("20261121-1000-bbbbbb");
    third = host.cleared("20261121-1000-cccccc");
  }

  @AfterEach
  void delete() throws IOException {
    Scratch.delete(folder);
  }

  @Test
  void aChainThatIsWholeIsGenuine() throws IOException {
    Examination examination = examined(first, second, third);
    examination.requireWhole(host.registry().head());
    assertEquals(List.of(), examination.problems());
  }

  @Test
  void everyByteThatIsFlippedIsNoticed() throws IOException {
    Examination sound = examined(third);
    assertEquals(List.of(), sound.problems());
    for (int at = 0; at < third.length; at++) {
      byte[] flipped = third.clone();
      flipped[at] ^= (byte) (1 << (at % 8));
      List<String> problems = examined(flipped).problems();
      assertTrue(
          !problems.isEmpty(), "byte " + at + " of " + new String(third, StandardCharsets.UTF_8));
    }
  }

  @Test
  void aBlankThatChangesNothingIsNoticed() throws IOException {
    String text = new String(first, StandardCharsets.UTF_8);
    byte[] spaced = text.replaceFirst("\\{", "{ ").getBytes(StandardCharsets.UTF_8);
    assertTrue(examined(spaced).problems().toString().contains("canonical"));
  }

  @Test
  void oneThatIsMissingIsNoticed() throws IOException {
    Examination examination = examined(first, third);
    examination.requireUnbroken();
    assertTrue(examination.problems().toString().contains("number 2 is missing"));
    Examination beheaded = examined(first, second);
    beheaded.requireWhole(host.registry().head());
    assertTrue(beheaded.problems().toString().contains("last certificate of the chain is missing"));
    Examination behind = examined(second, third);
    behind.requireWhole(host.registry().head());
    assertTrue(behind.problems().toString().contains("number 1 is missing"));
  }

  @Test
  void oneThatIsReplayedIsNoticed() throws IOException {
    Examination examination = examined(first, second, second, third);
    examination.requireUnbroken();
    assertTrue(examination.problems().toString().contains("is the same certificate as"));
  }

  /** By who has the key: each is signed, but they do not follow each other. */
  @Test
  void onesInAnotherOrderAreNoticed() throws IOException {
    byte[] swappedSecond = renumbered(third, 2);
    byte[] swappedThird = renumbered(second, 3);
    Examination examination = examined(first, swappedSecond, swappedThird);
    examination.requireUnbroken();
    assertTrue(examination.problems().toString().contains("does not follow"));
  }

  private byte[] renumbered(byte[] bytes, int number) throws IOException {
    JsonObject payload = Envelope.read(bytes, "x").payload();
    JsonObject chain = payload.object("chain").with("number", number);
    return Envelope.of(payload.with("chain", chain), host.registry().key()).bytes();
  }

  @Test
  void anotherKeyIsNoticed() throws IOException {
    SigningKey other = SigningKey.draw(new SecureRandom());
    JsonObject payload = Envelope.read(first, "x").payload();
    byte[] swapped = Envelope.of(payload, other).bytes();
    assertTrue(examined(swapped).problems().toString().contains("not trusted"));
    JsonObject named = Envelope.of(payload, other).json();
    JsonObject lying =
        named.with("signature", named.object("signature").with("key_id", host.key().id()));
    assertTrue(examined(lying.bytes()).problems().toString().contains("the signature is wrong"));
  }

  /** By who has the key: a result that the facts in it do not give. */
  @Test
  void aResultThatDoesNotFollowFromTheFactsIsNoticed() throws IOException {
    JsonObject payload = Envelope.read(first, "x").payload();
    JsonObject bad =
        payload.with(
            "exceptions",
            payload
                .object("exceptions")
                .with(
                    "unwritten",
                    List.of(JsonObject.of("lba", 1, "sectors", 1, "offset", 512, "length", 512))));
    byte[] signed = Envelope.of(bad, host.registry().key()).bytes();
    assertTrue(examined(signed).problems().toString().contains("result does not follow"));
  }

  @Test
  void whatTheSchemaDoesNotKnowIsNoticed() throws IOException {
    JsonObject payload = Envelope.read(first, "x").payload();
    for (JsonObject wrong :
        List.of(
            payload.with("more", 1),
            payload.with("result", "fine"),
            payload.with("version", 2),
            payload.without("tool"),
            payload.with("times", payload.object("times").with("begun", "yesterday")))) {
      byte[] signed = Envelope.of(wrong, host.registry().key()).bytes();
      assertTrue(examined(signed).problems().toString().contains("schema: "), wrong.toString());
    }
  }

  @Test
  void aStatementOfValidationIsCheckedToo() throws IOException {
    SigningKey person = SigningKey.draw(new SecureRandom());
    Envelope signed = Envelope.read(first, "x").countersigned(statement(), person);
    assertTrue(examined(signed.bytes()).problems().toString().contains("not trusted"));
    Examination both = new Examination(List.of(host.key(), person.trusted()));
    both.examine("x", signed.bytes());
    assertEquals(List.of(), both.problems());
    JsonObject moved =
        Envelope.read(second, "x").json().with("validations", signed.json().objects("validations"));
    both.examine("y", moved.bytes());
    assertTrue(both.problems().toString().contains("validation is of another certificate"));
  }

  private static JsonObject statement() {
    return JsonObject.of(
        "time", Times.text(Instant.EPOCH),
        "verdict", "accepted",
        "name", "N",
        "title", null,
        "organization", null,
        "location", null,
        "note", null);
  }

  @Test
  void theKeyIsReadAgainFromItsPem() throws IOException {
    SigningKey key = SigningKey.draw(new SecureRandom());
    SigningKey again = SigningKey.ofPem(key.pem(), "test");
    assertEquals(key.trusted().id(), again.trusted().id());
    byte[] bytes = {1, 2, 3};
    assertTrue(key.trusted().hasSigned(bytes, again.sign(bytes).text("value")));
  }

  /** A process that ends between the certificate and the head leaves the dossier behind. */
  @Test
  void theChainDoesNotForkWhereTheHeadWasNotReached() throws IOException {
    Path certificates = host.state().path().resolve("certificates");
    byte[] headBefore = Files.readAllBytes(certificates.resolve("head"));
    Dossier dossier = Certified.dossier("20261121-1000-dddddd");
    dossier.close(
        Facts.of(
            dossier,
            Certified.run("20261121-1000-dddddd", Certified.SIZE, List.of()),
            Certified.wiped(1)));
    new Dossiers(host.state()).save("20261121-1000-dddddd", dossier);
    host.registry().certify("20261121-1000-dddddd");
    Files.write(certificates.resolve("head"), headBefore);
    new Dossiers(host.state()).save("20261121-1000-dddddd", dossier);
    byte[] fifth = host.cleared("20261121-1000-eeeeee");
    byte[] fourth = host.registry().bytes("20261121-1000-dddddd");
    assertNotNull(fourth);
    Examination examination = examined(first, second, third, fourth, fifth);
    examination.requireWhole(host.registry().head());
    assertEquals(List.of(), examination.problems());
  }

  @Test
  void theChainGoesOnWhereTheHeadWasLost() throws IOException {
    Files.delete(host.state().path().resolve("certificates/head"));
    byte[] fourth = host.cleared("20261121-1000-dddddd");
    Examination examination = examined(first, second, third, fourth);
    examination.requireWhole(host.registry().head());
    assertEquals(List.of(), examination.problems());
  }

  private Examination examined(byte[]... certificates) throws IOException {
    Examination examination = new Examination(List.of(host.key()));
    for (int i = 0; i < certificates.length; i++) {
      examination.examine("number " + (i + 1), certificates[i]);
    }
    return examination;
  }
}
