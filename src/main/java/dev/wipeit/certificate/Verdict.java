package dev.wipeit.certificate;

import java.util.List;
import java.util.Locale;

/**
 * What the facts of a run come to. Whoever has a certificate can decide it once more from the same
 * facts; one that says anything else is not consistent.
 *
 * @param word the result
 * @param about the first line of everything that is shown
 * @param achieved the level of NIST SP 800-88 and IEEE 2883 that was reached: {@code clear}, {@code
 *     clear-unverified} or {@code none}
 * @param gaps what was not covered
 */
record Verdict(ResultWord word, String about, String achieved, Gaps gaps) {

  static final String UNVERIFIED = "NOT VERIFIED: nothing was read back. ";

  private static final List<String> OF_THE_DRIVE = List.of("failed", "gone", "stalled");

  /** The verdict on the facts of a certificate. */
  static Verdict of(JsonObject facts) throws CertificateException {
    Gaps gaps = Gaps.of(facts);
    ResultWord word = word(facts, gaps);
    boolean verified = facts.object("verification").truth("complete");
    String mode = facts.object("verification").text("mode");
    String first = mode.equals("none") && !verified ? UNVERIFIED : "";
    String achieved = word != ResultWord.CLEARED ? "none" : verified ? "clear" : "clear-unverified";
    return new Verdict(word, first + sentence(word, facts, gaps), achieved, gaps);
  }

  private static ResultWord word(JsonObject facts, Gaps gaps) throws CertificateException {
    JsonObject end = facts.object("end");
    JsonObject verification = facts.object("verification");
    if (verification.integer("sectors_differing") > 0 || end.text("word").equals("differs")) {
      return ResultWord.FAILED;
    }
    boolean verifiedAsAsked =
        verification.text("mode").equals("none") || verification.truth("complete");
    boolean done = isWritten(facts) && verifiedAsAsked;
    if (end.text("word").equals(Ending.WIPED) && done) {
      return gaps.exceptions().isEmpty() ? ResultWord.CLEARED : ResultWord.CLEARED_WITH_EXCEPTIONS;
    }
    String last = end.has("last_process") ? end.text("last_process") : "";
    return OF_THE_DRIVE.contains(last) ? ResultWord.FAILED : ResultWord.ABORTED;
  }

  private static boolean isWritten(JsonObject facts) throws CertificateException {
    List<JsonObject> passes = facts.objects("passes");
    if (passes.size() != facts.object("method").integer("passes")) {
      return false;
    }
    for (JsonObject pass : passes) {
      if (!pass.truth("complete")) {
        return false;
      }
    }
    return true;
  }

  private static String sentence(ResultWord word, JsonObject facts, Gaps gaps)
      throws CertificateException {
    JsonObject verification = facts.object("verification");
    return switch (word) {
      case CLEARED -> "Cleared: every addressable sector was overwritten" + readBack(verification);
      case CLEARED_WITH_EXCEPTIONS ->
          "Cleared with exceptions: " + String.join("; ", gaps.exceptions()) + ".";
      case FAILED ->
          verification.integer("sectors_differing") > 0
              ? String.format(
                  Locale.ROOT,
                  "FAILED, not cleared: %d sectors do not hold what was written.",
                  verification.integer("sectors_differing"))
              : "FAILED, not cleared: the drive did not take the run to its end"
                  + share(facts)
                  + ".";
      case ABORTED -> "ABORTED, not cleared: the run was given up" + share(facts) + ".";
    };
  }

  private static String readBack(JsonObject verification) throws CertificateException {
    return switch (verification.text("mode")) {
      case "none" -> ".";
      case "sample" ->
          String.format(
              Locale.ROOT,
              "; %s of the last pass was read back in samples without a difference.",
              percent(verification.integer("share_basis_points")));
      case "last" -> "; all of the last pass was read back without a difference.";
      default -> "; all of every pass was read back without a difference.";
    };
  }

  private static String share(JsonObject facts) throws CertificateException {
    long total = facts.integer("work_total");
    return total == 0
        ? ""
        : " at " + percent((long) Math.floor(10_000.0 * facts.integer("work_done") / total));
  }

  /** Of basis points. */
  static String percent(long basisPoints) {
    return String.format(Locale.ROOT, "%d.%02d %%", basisPoints / 100, basisPoints % 100);
  }
}
