package dev.wipeit.certificate;

import dev.wipeit.units.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A certificate as rows for a person; what is not known has no row. */
public final class Sheet {

  private static final int MOST_RANGES = 20;

  private final List<Row> rows = new ArrayList<>();

  private Sheet() {}

  /**
   * One line.
   *
   * @param name of the fact
   * @param value as it is shown
   */
  public record Row(String name, String value) {}

  /** The rows; the first one says what came of it. */
  public static List<Row> of(Envelope envelope) throws CertificateException {
    Sheet sheet = new Sheet();
    JsonObject payload = envelope.payload();
    sheet.add("about", payload.text("about"));
    sheet.add("result", payload.text("result"));
    sheet.add("level", level(payload));
    sheet.add("certificate", payload.object("certificate").text("id"));
    sheet.add("number", "no. " + payload.object("chain").integer("number") + " of its host");
    sheet.add("run", payload.text("run"));
    sheet.drive(payload.object("drive"));
    sheet.work(payload);
    for (String gap : payload.texts("not_covered")) {
      sheet.add("not covered", gap);
    }
    sheet.person(payload.object("person"));
    sheet.origin(payload);
    sheet.signatures(envelope);
    return sheet.rows;
  }

  /** Asked and achieved, in the words of both standards. */
  static String level(JsonObject payload) throws CertificateException {
    JsonObject level = payload.object("level").object("nist_sp_800_88");
    return "NIST SP 800-88 and IEEE 2883: asked "
        + level.text("asked")
        + ", achieved "
        + level.text("achieved");
  }

  private void drive(JsonObject drive) throws CertificateException {
    add("manufacturer", drive.textOrNull("manufacturer"));
    add("model", drive.textOrNull("model"));
    add("serial", drive.has("serial") ? drive.text("serial") : "none");
    add("wwn", drive.textOrNull("wwn"));
    add("firmware", drive.textOrNull("firmware"));
    add("size", size(drive.integer("size")));
    add("type", drive.textOrNull("type"));
    add("transport", drive.textOrNull("transport"));
    add("device", drive.text("path"));
  }

  static String size(long bytes) {
    return new ByteSize(bytes) + " (" + bytes + " bytes)";
  }

  private void work(JsonObject payload) throws CertificateException {
    JsonObject method = payload.object("method");
    add("method", method.text("id") + ", " + method.text("title"));
    for (JsonObject pass : payload.objects("passes")) {
      add("pass " + pass.integer("number"), pass(pass));
    }
    add("verified", verified(payload.object("verification")));
    ranges("unwritten", payload.object("exceptions").objects("unwritten"));
    ranges("unreadable", payload.object("exceptions").objects("unreadable"));
    ranges("differs", payload.object("verification").objects("differing"));
    for (JsonObject interruption : payload.objects("interruptions")) {
      add("interrupted", interruption(interruption));
    }
    add("begun", payload.object("times").text("begun"));
    add("ended", payload.object("times").text("ended"));
    add("health before", health(payload.object("health").objectOrEmpty("before")));
    add("health after", health(payload.object("health").objectOrEmpty("after")));
  }

  /** One line of a pass. */
  static String pass(JsonObject pass) throws CertificateException {
    StringBuilder text = new StringBuilder();
    text.append(pattern(pass)).append(", ").append(size(pass.integer("bytes")));
    if (!pass.truth("complete")) {
      text.append(", not complete");
    }
    if (pass.has("begun")) {
      text.append(", ").append(pass.text("begun"));
    }
    if (pass.has("ended")) {
      text.append(" to ").append(pass.text("ended"));
    }
    Long rate = pass.integerOrNull("bytes_per_second");
    if (rate != null) {
      text.append(", ").append(new ByteSize(rate)).append("/s");
    }
    return text.toString();
  }

  static String pattern(JsonObject pass) throws CertificateException {
    String pattern = pass.text("pattern");
    return pattern.equals("random") ? "random (AES-256-CTR keystream)" : "0x" + pattern;
  }

  static String verified(JsonObject verification) throws CertificateException {
    if (!verification.truth("complete") && verification.integer("bytes_read") == 0) {
      return verification.text("mode").equals("none") ? "no (verify none)" : "no, it never began";
    }
    String how =
        switch (verification.text("mode")) {
          case "sample" -> "samples of the last pass";
          case "last" -> "all of the last pass";
          default -> "all of every pass";
        };
    long differing = verification.integer("sectors_differing");
    return String.format(
        Locale.ROOT,
        "%s: %s read back (%s), %s",
        how,
        new ByteSize(verification.integer("bytes_read")),
        Verdict.percent(verification.integer("share_basis_points")),
        differing == 0
            ? "no difference"
            : differing
                + " sectors DIFFER, the first is LBA "
                + verification.integerOrNull("first_differing_lba"));
  }

  private void ranges(String name, List<JsonObject> ranges) throws CertificateException {
    for (JsonObject range : ranges.subList(0, Math.min(MOST_RANGES, ranges.size()))) {
      add(name, range(range));
    }
    if (ranges.size() > MOST_RANGES) {
      add(name, "and " + (ranges.size() - MOST_RANGES) + " more ranges");
    }
  }

  static String range(JsonObject range) throws CertificateException {
    long first = range.integer("lba");
    long sectors = range.integer("sectors");
    String lba = sectors <= 1 ? "LBA " + first : "LBA " + first + " to " + (first + sectors - 1);
    return lba
        + " ("
        + range.integer("length")
        + " bytes from byte "
        + range.integer("offset")
        + ")";
  }

  static String interruption(JsonObject interruption) throws CertificateException {
    if (!interruption.has("resumed")) {
      return "once, before anything was noted of it";
    }
    JsonObject proof = interruption.objectOrEmpty("proof");
    boolean compared = Boolean.TRUE.equals(proof.map().get("content_compared"));
    return String.format(
        Locale.ROOT,
        "%s in pass %d at byte %d; resumed %s from byte %d, proven by %s",
        interruption.has("end") ? interruption.text("end") : "ended",
        interruption.integer("pass"),
        interruption.integer("written"),
        interruption.text("resumed"),
        interruption.integer("resumed_from"),
        (proof.has("identity") ? proof.text("identity") + " and size" : "its size")
            + (compared ? " and its content" : ""));
  }

  /** One line of what a drive says of itself, or null where it says nothing. */
  static @Nullable String health(JsonObject health) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, @Nullable Object> entry : health.map().entrySet()) {
      if (entry.getValue() != null && !entry.getValue().equals(List.of())) {
        parts.add(entry.getKey().replace('_', ' ') + " " + entry.getValue());
      }
    }
    return parts.isEmpty() ? null : String.join(", ", parts);
  }

  private void person(JsonObject person) throws CertificateException {
    for (String key :
        List.of("operator", "organization", "asset_tag", "location", "ticket", "note")) {
      add(key.replace('_', ' '), person.textOrNull(key));
    }
    for (String key : person.objectOrEmpty("fields").map().keySet()) {
      add(key, person.object("fields").text(key));
    }
  }

  private void origin(JsonObject payload) throws CertificateException {
    JsonObject host = payload.object("host");
    if (host.has("name") && host.has("kernel")) {
      add("host", host.text("name") + ", Linux " + host.text("kernel"));
    }
    JsonObject tool = payload.object("tool");
    if (tool.has("version")) {
      add("tool", "wipeit " + tool.text("version"));
    }
    add("tool sha256", tool.textOrNull("sha256"));
    JsonObject journal = payload.objectOrEmpty("journal");
    if (journal.has("lines")) {
      add("journal", journal.integer("lines") + " lines, the last " + journal.text("sha256"));
    }
  }

  private void signatures(Envelope envelope) throws CertificateException {
    add("issued", envelope.payload().object("certificate").text("issued"));
    add("sha256", envelope.hash());
    add("signed by", "key " + envelope.keyId());
    for (JsonObject validation : envelope.json().objects("validations")) {
      JsonObject statement = validation.object("statement");
      add(
          "validated",
          statement.text("verdict")
              + " by "
              + statement.text("name")
              + " at "
              + statement.text("time")
              + ", key "
              + validation.object("signature").text("key_id"));
    }
  }

  private void add(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      rows.add(new Row(name, value));
    }
  }
}
