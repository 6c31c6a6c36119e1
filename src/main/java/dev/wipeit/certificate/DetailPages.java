package dev.wipeit.certificate;

import dev.wipeit.units.ByteSize;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.jspecify.annotations.Nullable;

/** The pages behind the first: passes with their speed, ranges, interruptions, health, the rest. */
final class DetailPages {

  private static final float FOOT = 70;
  private static final float BAR = 250;
  private static final float CHART = 46;
  private static final float SIZE = 9;
  private static final int MOST_LINES = 40;
  private static final int MOST_PASSES = 120;
  private static final int MOST_RANGES = 400;

  private final PdfFile file;
  private final PDRectangle paper;
  private final JsonObject payload;
  private final String id;
  private @Nullable Canvas page;
  private float at;

  DetailPages(PdfFile file, PDRectangle paper, Envelope envelope) throws CertificateException {
    this.file = file;
    this.paper = paper;
    this.payload = envelope.payload();
    this.id = payload.object("certificate").text("id");
  }

  /** Draws as many as are needed. */
  void draw(Envelope envelope) throws IOException {
    passes();
    section("Sectors", "that took no write", payload.object("exceptions").objects("unwritten"));
    section(
        "Sectors",
        "that could not be read back",
        payload.object("exceptions").objects("unreadable"));
    section("Sectors", "that differ", payload.object("verification").objects("differing"));
    List<JsonObject> interruptions = payload.objects("interruptions");
    if (!interruptions.isEmpty()) {
      heading("Interruptions");
      for (JsonObject interruption : interruptions) {
        row("", Sheet.interruption(interruption));
      }
    }
    health();
    heading("All of the record");
    for (Sheet.Row row : Sheet.of(envelope)) {
      if (!row.name().startsWith("pass ") && !row.name().equals("interrupted")) {
        row(row.name(), row.value());
      }
    }
    Canvas last = page;
    if (last != null) {
      last.close();
    }
  }

  private Canvas canvas() throws IOException {
    Canvas current = page;
    if (current != null && at < current.height() - FOOT) {
      return current;
    }
    if (current != null) {
      current.close();
    }
    Canvas next = new Canvas(file, paper);
    next.text(Canvas.MARGIN, 44, 8, false, Ink.SOFT, "Certificate of Sanitization");
    next.textLeftOf(next.right(), 44, 8, false, Ink.SOFT, id);
    next.line(Canvas.MARGIN, 51, next.right(), Ink.LINE);
    page = next;
    at = 76;
    return next;
  }

  private void heading(String title) throws IOException {
    at += 10;
    canvas();
    if (at > paper.getHeight() - FOOT - 40) {
      at = paper.getHeight();
    }
    canvas().text(Canvas.MARGIN, at, 12, true, Ink.TEXT, title);
    canvas().line(Canvas.MARGIN, at + 6, canvas().right(), Ink.LINE);
    at += 23;
  }

  private void row(String name, String value) throws IOException {
    float indent = name.isEmpty() ? 0 : 96;
    canvas().text(Canvas.MARGIN, at, 8.5f, false, Ink.SOFT, name);
    float width = canvas().right() - Canvas.MARGIN - indent;
    for (String line : canvas().lines(value, width, SIZE, MOST_LINES)) {
      canvas().text(Canvas.MARGIN + indent, at, SIZE, false, Ink.TEXT, line);
      at += SIZE * 1.38f;
    }
    at += 2;
  }

  private void passes() throws IOException {
    heading("Passes");
    List<JsonObject> passes = payload.objects("passes");
    long fastest = 1;
    for (JsonObject pass : passes) {
      Long rate = pass.integerOrNull("bytes_per_second");
      fastest = Math.max(fastest, rate == null ? 1 : rate);
    }
    for (JsonObject pass : passes.subList(0, Math.min(MOST_PASSES, passes.size()))) {
      row("pass " + pass.integer("number"), Sheet.pass(pass));
      Long rate = pass.integerOrNull("bytes_per_second");
      if (rate != null) {
        bar((float) rate / fastest, new ByteSize(rate) + "/s");
      }
      chart(pass);
    }
    if (passes.size() > MOST_PASSES) {
      row("", "and " + (passes.size() - MOST_PASSES) + " more passes");
    }
  }

  /** The mean speed of a pass, as a part of that of the fastest. */
  private void bar(float share, String text) throws IOException {
    Canvas on = canvas();
    float x = Canvas.MARGIN + 96;
    on.fill(x, at - 6, BAR, 6, Ink.LINE);
    on.fill(x, at - 6, Math.max(1, BAR * share), 6, Ink.of(ResultWord.CLEARED));
    on.text(x + BAR + 8, at, 8, false, Ink.SOFT, text);
    at += 14;
  }

  /** The speed over the drive, from its first byte to its last. */
  private void chart(JsonObject pass) throws IOException {
    List<@Nullable Long> rates = pass.integersOrNull("speed");
    long most = 0;
    for (@Nullable Long rate : rates) {
      most = Math.max(most, rate == null ? 0 : rate);
    }
    if (most == 0) {
      return;
    }
    if (at > paper.getHeight() - FOOT - CHART - 20) {
      at = paper.getHeight();
    }
    Canvas on = canvas();
    float x = Canvas.MARGIN + 96;
    float wide = BAR / rates.size();
    on.line(x, at + CHART, x + BAR, Ink.SOFT);
    for (int part = 0; part < rates.size(); part++) {
      @Nullable Long rate = rates.get(part);
      float high = rate == null ? 0 : Math.max(0.5f, CHART * rate / most);
      on.fill(x + part * wide, at + CHART - high, wide - 0.6f, high, Ink.of(ResultWord.CLEARED));
    }
    on.text(x + BAR + 8, at + 6, 8, false, Ink.SOFT, new ByteSize(most) + "/s at most");
    on.text(x, at + CHART + 10, 7, false, Ink.SOFT, "speed from the first byte of the drive");
    on.textLeftOf(x + BAR, at + CHART + 10, 7, false, Ink.SOFT, "to the last");
    at += CHART + 24;
  }

  private void section(String what, String which, List<JsonObject> ranges) throws IOException {
    if (ranges.isEmpty()) {
      return;
    }
    heading(what + " " + which);
    for (JsonObject range : ranges.subList(0, Math.min(MOST_RANGES, ranges.size()))) {
      row("", Sheet.range(range));
    }
    if (ranges.size() > MOST_RANGES) {
      row("", "and " + (ranges.size() - MOST_RANGES) + " more ranges: see the record");
    }
  }

  private void health() throws IOException {
    JsonObject health = payload.object("health");
    @Nullable String before = Sheet.health(health.objectOrEmpty("before"));
    @Nullable String after = Sheet.health(health.objectOrEmpty("after"));
    if (before != null || after != null) {
      heading("Health, as the drive tells it");
      row("before", before == null ? "not told" : before);
      row("after", after == null ? "not told" : after);
    }
  }
}
