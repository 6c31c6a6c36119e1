package dev.wipeit.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.Verification;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which end of a run comes to which word. */
final class VerdictTest {

  private static final String RUN = "20261121-1000-abcdef";
  private static final long ALL = Certified.SIZE;

  /** Columns: end, bytes written, mode, sectors that differ (-1: not read), bad; word, level. */
  @ParameterizedTest
  @CsvSource({
    "wiped,    1073741824, sample,  0, 0, , cleared,                 clear",
    "wiped,    1073741824, none,   -1, 0, , cleared,                 clear-unverified",
    "wiped,    1073741824, sample,  0, 1, , cleared-with-exceptions, none",
    "wiped,    1073741824, sample, -1, 0, , aborted,                 none",
    "wiped,    1073741823, sample,  0, 0, , aborted,                 none",
    "differs,  1073741824, sample,  2, 0, , failed,                  none",
    "wiped,    1073741824, sample,  2, 0, , failed,                  none",
    "given-up, 1073741824, none,   -1, 0, , aborted,                 none",
    "given-up, 500000000,  sample, -1, 0, stopped, aborted,          none",
    "given-up, 500000000,  sample, -1, 0, killed,  aborted,          none",
    "given-up, 500000000,  sample, -1, 0, gone,    failed,           none",
    "given-up, 500000000,  sample, -1, 0, failed,  failed,           none",
    "given-up, 500000000,  sample, -1, 0, stalled, failed,           none",
  })
  void isDecidedByTheFactsAlone(
      String end,
      long written,
      String mode,
      long differing,
      int bad,
      @Nullable String lastProcess,
      String word,
      String level)
      throws CertificateException {
    JsonObject facts = facts(end, written, mode, differing, bad, lastProcess);
    assertEquals(word, facts.text("result"));
    assertEquals(level, facts.object("level").object("ieee_2883").text("achieved"));
    boolean unverified = mode.equals("none") && differing < 0;
    assertEquals(unverified, facts.text("about").startsWith("NOT VERIFIED"), facts.text("about"));
    assertTrue(
        word.startsWith("cleared") || facts.text("about").contains("not cleared"),
        facts.text("about"));
  }

  private static JsonObject facts(
      String end, long written, String mode, long differing, int bad, @Nullable String last)
      throws CertificateException {
    List<ByteRange> ranges = bad == 0 ? List.of() : List.of(new ByteRange(512, 512));
    Checkpoint state =
        Certified.run(RUN, written, ranges, VerifyMode.valueOf(mode.toUpperCase(Locale.ROOT)));
    @Nullable Verification read = differing < 0 ? null : Certified.read(ALL / 10, differing);
    Dossier dossier = Certified.dossier(RUN);
    if (last != null) {
      dossier.begun(Certified.BEGUN, state, 0, null);
      dossier.left(Certified.ENDED, last);
    }
    return Facts.of(dossier, state, new Ending(end, null, read, null, Certified.ENDED));
  }

  @Test
  void aHiddenAreaIsAnException() throws CertificateException {
    Dossier dossier = Certified.dossier(RUN);
    dossier.add(JsonObject.of("hidden_areas", JsonObject.of("hpa", 4096, "dco", null)));
    JsonObject facts =
        Facts.of(dossier, Certified.run(RUN, ALL, List.of()), Certified.wiped(ALL / 10));
    assertEquals("cleared-with-exceptions", facts.text("result"));
    assertTrue(facts.text("about").contains("4096 bytes lie in a host protected area"));
  }

  @Test
  void aFlashDriveIsToldWhatNoOverwriteReaches() throws CertificateException {
    Dossier dossier = Certified.dossier(RUN);
    JsonObject drive = DriveSection.of(Certified.run(RUN, ALL, List.of())).with("type", "SSD");
    dossier.add(JsonObject.of("drive", drive));
    JsonObject facts =
        Facts.of(dossier, Certified.run(RUN, ALL, List.of()), Certified.wiped(ALL / 10));
    assertEquals("cleared", facts.text("result"));
    assertTrue(facts.texts("not_covered").get(0).contains("spare, retired and remapped blocks"));
  }
}
