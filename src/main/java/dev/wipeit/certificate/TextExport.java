package dev.wipeit.certificate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Certificates for other programs and for a browser: views, of which none is signed. */
public final class TextExport {

  private TextExport() {}

  /** CSV of RFC 4180: a header, a line for each. */
  public static byte[] csv(List<Envelope> envelopes) throws CertificateException {
    List<Map<String, String>> all = columns(envelopes);
    List<String> names = Columns.names(all);
    StringBuilder out = new StringBuilder();
    line(out, names);
    for (Map<String, String> one : all) {
      line(out, names.stream().map(name -> one.getOrDefault(name, "")).toList());
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(StringBuilder out, List<String> values) {
    List<String> quoted = new ArrayList<>();
    for (String value : values) {
      // What a drive or a person says must not become a formula of a spreadsheet.
      boolean isFormula = !value.isEmpty() && "=+-@\t".indexOf(value.charAt(0)) >= 0;
      String safe = isFormula ? "'" + value : value;
      boolean needsQuotes = safe.matches("(?s).*[\",\r\n].*");
      quoted.add(needsQuotes ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe);
    }
    out.append(String.join(",", quoted)).append("\r\n");
  }

  /** One element for each certificate, one in it for each column. */
  public static byte[] xml(List<Envelope> envelopes) throws CertificateException {
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append("<certificates format=\"wipeit-certificate\" version=\"1\">\n");
    for (Map<String, String> one : columns(envelopes)) {
      out.append("  <certificate>\n");
      one.forEach(
          (name, value) ->
              out.append(
                  name.startsWith("field_")
                      ? "    <field name=\""
                          + escaped(name.substring(6))
                          + "\">"
                          + escaped(value)
                          + "</field>\n"
                      : "    <" + name + ">" + escaped(value) + "</" + name + ">\n"));
      out.append("  </certificate>\n");
    }
    return out.append("</certificates>\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A page that needs nothing from anywhere else. */
  public static byte[] html(List<Envelope> envelopes) throws CertificateException {
    StringBuilder out = new StringBuilder();
    out.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    out.append("<title>Certificate of sanitization</title><style>");
    out.append("body{font:15px/1.45 sans-serif;margin:2em auto;max-width:52em;color:#1c2733}");
    out.append("h1{font-size:1.5em}h2{font-size:1.15em;padding:.6em .8em;background:#eef2f6}");
    out.append("h2.bad{background:#fbeaea;color:#8c1d18}table{border-collapse:collapse}");
    out.append("th{text-align:left;vertical-align:top;padding:.2em 1.5em .2em 0;color:#5b6b7b;");
    out.append("font-weight:normal;white-space:nowrap}td{padding:.2em 0;overflow-wrap:anywhere}");
    out.append("article{page-break-after:always}</style></head><body>\n");
    for (Envelope envelope : envelopes) {
      html(out, envelope);
    }
    return out.append("</body></html>\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void html(StringBuilder out, Envelope envelope) throws CertificateException {
    List<Sheet.Row> rows = Sheet.of(envelope);
    boolean good = envelope.payload().text("result").equals(ResultWord.CLEARED.id());
    out.append("<article><h1>Certificate of sanitization</h1><h2");
    out.append(good ? ">" : " class=\"bad\">").append(escaped(rows.get(0).value()));
    out.append("</h2><table>\n");
    for (Sheet.Row row : rows.subList(1, rows.size())) {
      out.append("<tr><th>").append(escaped(row.name())).append("</th><td>");
      out.append(escaped(row.value())).append("</td></tr>\n");
    }
    out.append("</table></article>\n");
  }

  private static List<Map<String, String>> columns(List<Envelope> envelopes)
      throws CertificateException {
    List<Map<String, String>> all = new ArrayList<>();
    for (Envelope envelope : envelopes) {
      all.add(Columns.of(envelope));
    }
    return all;
  }

  /** For XML 1.0 and HTML, which have no way to say most control characters. */
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.appendCodePoint(c < ' ' || c == 0xFFFE || c == 0xFFFF ? '?' : c);
              }
            });
    return out.toString();
  }
}
