package dev.wipeit.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results as Markdown. */
final class Table {

  private static final String HEAD =
      """
      | program | MiB | whole process s | GB/s at the drive | its own GB/s | CPU s/GB | after its start | peak MiB \
      | first request ms | last request to exit ms | ratio at the drive | ratio of the whole |
      |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
      """;

  private final Results results;
  private final Map<String, Candidate> candidates;

  Table(Results results, Map<String, Candidate> candidates) {
    this.results = results;
    this.candidates = candidates;
  }

  /** One heading and table per group. */
  String of(List<Group> groups) {
    StringBuilder text = new StringBuilder();
    for (Group group : groups) {
      text.append("\n### ").append(group.title()).append("\n\n").append(HEAD);
      for (String id : group.rows()) {
        if (results.has(id)) {
          text.append(row(group, id));
        }
      }
    }
    return text.toString();
  }

  private String row(Group group, String id) {
    Group.Part part = group.part();
    Candidate candidate = candidates.get(id);
    String label = candidate == null ? id : candidate.label();
    String mark = id.equals(group.yardstick()) ? " = 1" : "";
    double rate = results.rate(id, part);
    double whole = results.median(id, Sample::wholeRate);
    return "| "
        + String.join(
            " | ",
            label + mark,
            number(results.median(id, Sample::gigabytes) * 1e9 / (1 << 20), 0),
            number(results.median(id, Sample::seconds), 2),
            number(rate, 2),
            number(results.median(id, part::told), 2),
            number(results.median(id, Sample::cpuPerGigabyte), 3),
            number(results.median(id, Sample::cpuPerGigabyteAfterStart), 3),
            number(results.median(id, Sample::peakMebibytes), 0),
            number(results.median(id, sample -> part.span(sample).firstMillis()), 0),
            number(results.median(id, sample -> part.span(sample).tailMillis()), 0),
            number(rate / results.rate(group.yardstick(), part), 2),
            number(whole / results.median(group.yardstick(), Sample::wholeRate), 2))
        + " |\n";
  }

  /** A figure, or a dash where there is none. */
  static String number(double value, int digits) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + digits + "f", value) : "-";
  }
}
