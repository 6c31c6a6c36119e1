package dev.wipeit.certificate;

import dev.wipeit.units.ByteSize;
import io.nayuki.qrcodegen.QrCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The page that is held in the hand: what, how, with what result, and who answers for it. */
final class FrontPage {

  private static final float LABEL = 82;
  private static final float QR = 118;
  private static final int LONGEST = 3;

  private final Canvas page;
  private final Envelope envelope;
  private final JsonObject payload;

  private FrontPage(Canvas page, Envelope envelope) throws CertificateException {
    this.page = page;
    this.envelope = envelope;
    this.payload = envelope.payload();
  }

  /** Draws it. */
  static void draw(Canvas page, Envelope envelope) throws IOException {
    FrontPage front = new FrontPage(page, envelope);
    float below = front.result(front.title());
    float left = front.rows(Canvas.MARGIN, below, "Drive", front.drive());
    float middle = page.width() / 2 + 8;
    float right = front.rows(middle, below, "Sanitization", front.work());
    front.gaps(Math.max(left, right) + 4);
    front.signatures();
  }

  private float title() throws IOException {
    ResultWord word = ResultWord.of(payload.text("result"));
    page.fill(0, 0, page.width(), 9, Ink.of(word));
    page.text(Canvas.MARGIN, 58, 23, true, Ink.TEXT, "Certificate of Sanitization");
    page.text(
        Canvas.MARGIN,
        76,
        9.5f,
        false,
        Ink.SOFT,
        "by NIST SP 800-88 and IEEE 2883, technique: overwrite");
    String number = "No. " + payload.object("chain").integer("number");
    page.textLeftOf(page.right(), 58, 11, true, Ink.TEXT, number);
    page.textLeftOf(
        page.right(), 76, 9.5f, false, Ink.SOFT, day(payload.object("certificate").text("issued")));
    return 96;
  }

  private static String day(String moment) {
    return moment.substring(0, 10) + " " + moment.substring(11, 16) + " UTC";
  }

  private float result(float y) throws IOException {
    ResultWord word = ResultWord.of(payload.text("result"));
    Ink ink = Ink.of(word);
    float width = page.right() - Canvas.MARGIN;
    List<String> about = page.lines(payload.text("about"), width - 36, 10.5f, 4);
    float high = 46 + about.size() * 14.5f;
    page.fill(Canvas.MARGIN, y, width, high, ink.pale());
    page.fill(Canvas.MARGIN, y, 5, high, ink);
    String shown = payload.text("result").replace('-', ' ').toUpperCase(Locale.ROOT);
    page.text(Canvas.MARGIN + 20, y + 30, 21, true, ink, shown);
    page.paragraph(
        Canvas.MARGIN + 20, y + 50, width - 36, 10.5f, false, Ink.TEXT, 4, payload.text("about"));
    return y + high + 26;
  }

  private float rows(float x, float y, String title, List<Sheet.Row> rows) throws IOException {
    float width = page.width() / 2 - Canvas.MARGIN - 14;
    page.text(x, y, 11.5f, true, Ink.TEXT, title);
    page.line(x, y + 6, x + width, Ink.LINE);
    float at = y + 22;
    for (Sheet.Row row : rows) {
      page.text(x, at, 8.5f, false, Ink.SOFT, row.name());
      at =
          page.paragraph(x + LABEL, at, width - LABEL, 9.5f, false, Ink.TEXT, LONGEST, row.value())
              + 2.5f;
    }
    return at;
  }

  private List<Sheet.Row> drive() throws CertificateException {
    JsonObject drive = payload.object("drive");
    List<Sheet.Row> rows = new ArrayList<>();
    add(rows, "Serial number", drive.has("serial") ? drive.text("serial") : "none");
    add(rows, "Model", drive.textOrNull("model"));
    add(rows, "Manufacturer", drive.textOrNull("manufacturer"));
    add(rows, "Size", Sheet.size(drive.integer("size")));
    add(rows, "Kind", join(drive.textOrNull("type"), drive.textOrNull("transport")));
    add(rows, "WWN", drive.textOrNull("wwn"));
    add(rows, "Firmware", drive.textOrNull("firmware"));
    add(rows, "Device", drive.text("path"));
    add(rows, "Asset tag", payload.object("person").textOrNull("asset_tag"));
    add(rows, "Hidden areas", hidden());
    return rows;
  }

  private @Nullable String hidden() throws CertificateException {
    if (payload.has("hidden_areas_reset")) {
      return payload.text("hidden_areas_reset");
    }
    JsonObject areas = payload.objectOrEmpty("hidden_areas");
    if (!areas.has("hpa") && !areas.has("dco") && !areas.has("no_namespace")) {
      return null;
    }
    long bytes = 0;
    for (String key : List.of("hpa", "dco", "ama", "no_namespace")) {
      Long area = areas.integerOrNull(key);
      bytes += area == null ? 0 : area;
    }
    return bytes == 0 ? "none" : new ByteSize(bytes) + " NOT overwritten";
  }

  private List<Sheet.Row> work() throws CertificateException {
    List<Sheet.Row> rows = new ArrayList<>();
    JsonObject method = payload.object("method");
    JsonObject level = payload.object("level").object("nist_sp_800_88");
    add(rows, "Level", "asked " + level.text("asked") + ", achieved " + level.text("achieved"));
    long passes = method.integer("passes");
    add(rows, "Method", method.text("id") + (passes == 1 ? ", 1 pass" : ", " + passes + " passes"));
    List<JsonObject> done = payload.objects("passes");
    if (!done.isEmpty()) {
      add(rows, "Last pattern", Sheet.pattern(done.get(done.size() - 1)));
    }
    add(rows, "Begun", day(payload.object("times").text("begun")));
    add(rows, "Ended", day(payload.object("times").text("ended")));
    add(rows, "Interruptions", interruptions());
    add(rows, "Verification", Sheet.verified(payload.object("verification")));
    add(rows, "Tool", tool());
    add(rows, "Ticket", payload.object("person").textOrNull("ticket"));
    return rows;
  }

  private String interruptions() throws CertificateException {
    List<JsonObject> all = payload.objects("interruptions");
    boolean proven = all.stream().allMatch(one -> one.has("proof"));
    return all.isEmpty() ? "none" : all.size() + (proven ? ", resumed with proof" : "");
  }

  private @Nullable String tool() throws CertificateException {
    JsonObject tool = payload.object("tool");
    JsonObject host = payload.object("host");
    return tool.has("version")
        ? "wipeit " + tool.text("version") + (host.has("name") ? " on " + host.text("name") : "")
        : null;
  }

  private void gaps(float y) throws IOException {
    float at = y + 14;
    page.text(Canvas.MARGIN, at, 11.5f, true, Ink.TEXT, "Not covered");
    page.line(Canvas.MARGIN, at + 6, page.right(), Ink.LINE);
    at += 22;
    List<String> gaps = payload.texts("not_covered");
    float end = page.height() - 268;
    for (String gap : gaps.isEmpty() ? List.of("nothing that is known") : gaps) {
      if (at < end) {
        at =
            page.paragraph(
                    Canvas.MARGIN, at, page.right() - Canvas.MARGIN, 9.5f, false, Ink.TEXT, 2, gap)
                + 2;
      }
    }
  }

  private void signatures() throws IOException {
    float y = page.height() - 246;
    float width = page.right() - Canvas.MARGIN - QR - 26;
    JsonObject person = payload.object("person");
    hand(
        y, width, "Sanitized by", person.textOrNull("operator"), person.textOrNull("organization"));
    hand(y + 84, width, "Validated by", validator("name"), validator("organization"));
    page.qr(page.right() - QR, y - 2, QR, Header.qr(envelope, QrCode.Ecc.MEDIUM));
    page.text(
        page.right() - QR,
        y + QR + 9,
        7,
        false,
        Ink.SOFT,
        "id, serial, result and SHA-256, signed");
    float at = page.height() - 66;
    page.line(Canvas.MARGIN, at - 12, page.right(), Ink.LINE);
    page.text(
        Canvas.MARGIN,
        at,
        7,
        false,
        Ink.SOFT,
        "certificate  "
            + payload.object("certificate").text("id")
            + "   run  "
            + payload.text("run"));
    page.text(Canvas.MARGIN, at + 10, 7, false, Ink.SOFT, "SHA-256  " + envelope.hash());
    page.text(Canvas.MARGIN, at + 20, 7, false, Ink.SOFT, "Ed25519 key  " + envelope.keyId());
    page.text(
        Canvas.MARGIN,
        at + 30,
        7,
        false,
        Ink.SOFT,
        "The signed record is the JSON file of the run; this page is a view of it. To check it: wipeit certificate verify FILE");
  }

  private @Nullable String validator(String key) throws CertificateException {
    List<JsonObject> validations = envelope.json().objects("validations");
    return validations.isEmpty()
        ? null
        : validations.get(validations.size() - 1).object("statement").textOrNull(key);
  }

  private void hand(
      float y, float width, String title, @Nullable String name, @Nullable String organization)
      throws IOException {
    page.text(Canvas.MARGIN, y + 6, 10, true, Ink.TEXT, title);
    String[] labels = {"Name and position", "Signature", "Place and date"};
    String who = join(name, organization);
    float each = (width - 24) / 3;
    for (int i = 0; i < labels.length; i++) {
      float x = Canvas.MARGIN + i * (each + 12);
      page.line(x, y + 48, x + each, Ink.SOFT);
      page.text(x, y + 58, 7, false, Ink.SOFT, labels[i]);
    }
    if (!who.isEmpty()) {
      List<String> lines = page.lines(who, each, 9, 2);
      page.paragraph(
          Canvas.MARGIN, y + 44 - (lines.size() - 1) * 12.4f, each, 9, false, Ink.TEXT, 2, who);
    }
  }

  private static String join(@Nullable String first, @Nullable String second) {
    if (first == null || second == null) {
      return first == null ? second == null ? "" : second : first;
    }
    return first + ", " + second;
  }

  private static void add(List<Sheet.Row> rows, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      rows.add(new Sheet.Row(name, value));
    }
  }
}
