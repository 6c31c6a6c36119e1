package dev.wipeit.certificate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that a stranger made: refused in words, whatever is in them, and soon. */
final class StrangersTest {

  private Path folder;
  private Certified host;
  private byte[] sound;

  @BeforeEach
  void certify() throws IOException {
    folder = Scratch.folder("strangers");
    host = new Certified(folder);
    sound = host.cleared("20261121-1000-aaaaaa");
  }

  @AfterEach
  void delete() throws IOException {
    Scratch.delete(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "\u0000",
        "{\"payload\":{}}",
        "{\"payload\":[]}",
        "{\"payload\":{},\"signature\":{},\"validations\":[]}",
        "{\"payload\":{},\"payload\":{},\"signature\":{},\"validations\":[]}",
        "{\"payload\":{\"a\":1e3}}",
        "{\"payload\":{\"a\":01}}",
        "{\"payload\":{\"a\":9007199254740992}}",
        "{\"payload\":{\"a\":99999999999999999999999999999999}}",
        "{\"payload\":{\"a\":\"\\ud800\"}}",
        "{\"payload\":{\"a\":\"\\x41\"}}",
        "{\"payload\":{\"a\":\"\\u00zz\"}}",
        "{\"payload\":{}} ",
        "{\"payload\":{}}{}",
        "\ufeff{\"payload\":{}}",
      })
  void isRefusedInWords(String text) throws IOException {
    Examination examination = new Examination(List.of(host.key()));
    examination.examine("x", text.getBytes(StandardCharsets.UTF_8));
    assertFalse(examination.problems().isEmpty());
  }

  @Test
  void aDeepNestIsRefused() throws IOException {
    Examination examination = new Examination(List.of(host.key()));
    String deep = "{\"payload\":".repeat(200_000);
    examination.examine("x", deep.getBytes(StandardCharsets.UTF_8));
    assertTrue(examination.problems().toString().contains("nested too deeply"));
  }

  /** Each key of a sound one in turn is of every other kind; the exporters say so too. */
  @Test
  void everyKeyOfAnotherKindIsRefused() throws IOException {
    JsonObject json = Envelope.read(sound, "x").json();
    JsonObject payload = json.object("payload");
    for (String key : payload.map().keySet()) {
      for (@Nullable Object other :
          new @Nullable Object[] {
            null, -1L, "\u001b[31m", List.of(List.of()), JsonObject.empty()
          }) {
        if (Objects.equals(other, payload.map().get(key))) {
          continue;
        }
        Envelope forged = new Envelope(json.with("payload", payload.with(key, other)));
        Examination examination = new Examination(List.of(host.key()));
        examination.examine("x", forged.bytes());
        assertFalse(examination.problems().isEmpty(), key + " " + other);
        shownOrRefused(forged, other instanceof String);
      }
    }
  }

  private static void shownOrRefused(Envelope forged, boolean onPaper) throws IOException {
    try {
      TextExport.html(List.of(forged));
      if (onPaper) {
        PdfExport.pdf(List.of(forged), false);
      }
    } catch (CertificateException expected) {
      assertTrue(!String.valueOf(expected.getMessage()).isEmpty());
    }
  }

  @Test
  void aMomentThatNeverWasIsRefused() throws IOException {
    JsonObject payload = Envelope.read(sound, "x").payload();
    JsonObject times = payload.object("times").with("begun", "2025-02-31T10:00:00.000Z");
    JsonObject forged = payload.with("times", times);
    Examination examination = new Examination(List.of(host.key()));
    examination.examine("x", Envelope.of(forged, host.registry().key()).bytes());
    assertTrue(examination.problems().toString().contains("no such moment"));
    JsonObject ended = payload.object("times").with("ended", "2025-13-31T10:00:00.000Z");
    assertThrows(CertificateException.class, () -> Claim.of(payload.with("times", ended)));
  }

  @Test
  void aRangeThatCannotBeIsRefused() throws IOException {
    JsonObject payload = Envelope.read(sound, "x").payload();
    JsonObject range =
        JsonObject.of("lba", 0, "sectors", 1, "offset", 1L << 52, "length", (1L << 53) - 1);
    JsonObject exceptions = payload.object("exceptions").with("unwritten", List.of(range, range));
    Claim far = Claim.of(payload.with("exceptions", exceptions));
    assertEquals(List.of(), far.state().badRanges());
    JsonObject empty = range.with("offset", 512).with("length", 0);
    JsonObject none = payload.object("exceptions").with("unwritten", List.of(empty));
    assertThrows(CertificateException.class, () -> Claim.of(payload.with("exceptions", none)));
  }

  @Test
  void aTextWithoutEndIsDrawnSoon() throws IOException {
    JsonObject json = Envelope.read(sound, "x").json();
    JsonObject person =
        JsonObject.of("note", "\u4e2d".repeat(3_000_000), "operator", "a ".repeat(3_000_000));
    Envelope huge =
        new Envelope(json.with("payload", json.object("payload").with("person", person)));
    byte[] pdf =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> PdfExport.pdf(List.of(huge), false));
    assertTrue(pdf.length < 1_000_000);
  }

  @Test
  void aSerialNumberThatNoCodeHoldsIsRefused() throws IOException {
    JsonObject json = Envelope.read(sound, "x").json();
    JsonObject payload = json.object("payload");
    JsonObject drive = payload.object("drive").with("serial", "s".repeat(5000));
    Envelope forged = new Envelope(json.with("payload", payload.with("drive", drive)));
    assertThrows(CertificateException.class, () -> LabelExport.png(forged));
    assertThrows(CertificateException.class, () -> PdfExport.pdf(List.of(forged), true));
  }

  @Test
  void paperHasTheSameBytesForTheSameRecord() throws IOException {
    Envelope one = Envelope.read(sound, "x");
    assertArrayEquals(PdfExport.pdf(List.of(one), true), PdfExport.pdf(List.of(one), true));
    assertArrayEquals(LabelExport.png(one), LabelExport.png(one));
  }

  /** A file that is damaged keeps no other run from its certificate. */
  @Test
  void whatIsDamagedKeepsNoOtherFromItsCertificate() throws IOException {
    Path certificates = host.state().path().resolve("certificates");
    Files.createFile(certificates.resolve("pending/20261121-0900-000000.json"));
    Files.createFile(certificates.resolve("20261121-0900-111111.json"));
    new Dossiers(host.state())
        .save("20261121-0900-111111", Certified.dossier("20261121-0900-111111"));
    byte[] next = host.cleared("20261121-1000-bbbbbb");
    assertEquals(2, Envelope.read(next, "x").number());
  }

  @Test
  void aHeadThatIsDamagedIsToldWithWhatToDo() throws IOException {
    Files.write(host.state().path().resolve("certificates/head"), new byte[0]);
    CertificateException told =
        assertThrows(CertificateException.class, () -> host.cleared("20261121-1000-bbbbbb"));
    assertTrue(String.valueOf(told.getMessage()).contains("move it away"), told::toString);
  }

  @Test
  void aLinkInPlaceOfACertificateIsNotFollowed() throws IOException {
    Path certificates = host.state().path().resolve("certificates");
    Path secret = Files.writeString(folder.resolve("secret"), "x");
    Files.createSymbolicLink(certificates.resolve("20261121-0900-222222.json"), secret);
    assertThrows(IOException.class, () -> host.registry().bytes("20261121-0900-222222"));
  }
}
