package dev.wipeit.cli;

import dev.wipeit.history.Nested;
import dev.wipeit.history.Row;
import dev.wipeit.history.RunStory;
import dev.wipeit.units.ByteSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The story of a run for a person. */
final class StorySheet {

  private static final int MOST_RANGES = 20;

  private final RunStory story;
  private final int columns;
  private final boolean unicode;
  private final List<String> lines = new ArrayList<>();

  StorySheet(RunStory story, int columns, boolean unicode) {
    this.story = story;
    this.columns = columns;
    this.unicode = unicode;
  }

  List<String> lines() {
    Row run = story.run();
    lines.add("Run " + text(run, "run") + ": " + text(run, "result"));
    whatAndWho(run);
    how(run);
    processes();
    passes();
    sectors();
    verifications();
    health();
    lines.addAll(SpeedChart.lines(story, columns, unicode));
    return lines;
  }

  private void row(String name, @Nullable String value) {
    if (value != null && !value.equals("-")) {
      lines.add(DeviceSheet.row(name, value));
    }
  }

  private static String text(Row row, String name) {
    return HistoryTable.shown(row.text(name));
  }

  private void whatAndWho(Row run) {
    row("device", text(run, "device"));
    row("model", text(run, "model"));
    row("serial", run.text("serial") == null ? "none" : text(run, "serial"));
    row("WWN", text(run, "wwn"));
    Long size = run.number("total_size");
    row("size", size == null ? null : DeviceSheet.size(Math.max(0, size)));
    Map<String, @Nullable Object> header = Nested.of(run.text("header"));
    row("host", shown(header.get("host")));
    row("kernel", shown(header.get("kernel")));
    if (run.text("source") != null && run.text("source").equals("checkpoint")) {
      row("source", "its archived checkpoint alone; there is no journal of it");
    }
  }

  private void how(Row run) {
    row("method", text(run, "method") + passes(run));
    row("began", HistoryTable.time(run.number("began_ms")));
    row("last", HistoryTable.time(run.number("last_ms")));
    row("worked", duration(run.count("active_ms")));
    row("done", done(run));
    row(
        "saved",
        run.count("checkpoints")
            + " checkpoints"
            + (run.count("unsaved_checkpoints") == 0
                ? ""
                : ", " + run.count("unsaved_checkpoints") + " could not be saved"));
    row("held up", heldUp(run));
    row("reason", text(run, "failure"));
    row("journal", run.text("damage") == null ? null : "damaged: " + text(run, "damage"));
  }

  private static String passes(Row run) {
    Long passes = run.number("passes");
    return passes == null ? "" : ", " + passes + (passes == 1 ? " pass" : " passes");
  }

  private static @Nullable String done(Row run) {
    Long done = run.number("bytes_done");
    Long total = run.number("bytes_total");
    return done == null || total == null
        ? null
        : new ByteSize(Math.max(0, done)) + " of " + new ByteSize(Math.max(0, total));
  }

  private static @Nullable String heldUp(Row run) {
    long stalls = run.count("stalls");
    long pauses = run.count("pauses");
    return stalls + pauses == 0 ? null : stalls + " stalls, " + pauses + " pauses to cool";
  }

  private void processes() {
    for (Row process : story.processes()) {
      String end =
          process.text("result") == null
              ? ""
              : ", "
                  + text(process, "result")
                  + " "
                  + HistoryTable.time(process.number("ended_ms"));
      row(
          "process",
          process.count("process")
              + ": "
              + HistoryTable.time(process.number("began_ms"))
              + (process.number("pid") == null ? "" : ", pid " + process.number("pid"))
              + by(process)
              + end);
    }
  }

  private static String by(Row process) {
    String user = process.text("user") == null ? "" : " by " + text(process, "user");
    return process.text("sudo_user") == null
        ? user
        : user + " (sudo of " + text(process, "sudo_user") + ")";
  }

  private void passes() {
    for (Row pass : story.passes()) {
      long millis = pass.count("work_ms");
      long bytes = pass.count("bytes");
      row(
          "pass " + pass.count("pass"),
          text(pass, "phase")
              + " "
              + text(pass, "pattern")
              + ": "
              + new ByteSize(Math.max(0, bytes))
              + " in "
              + duration(millis)
              + (millis <= 0 ? "" : ", " + ProgressText.rate(bytes * 1000.0 / millis)));
    }
  }

  private void sectors() {
    int shown = 0;
    for (Row range : story.sectors()) {
      if (shown++ == MOST_RANGES) {
        row("...", (story.sectors().size() - MOST_RANGES) + " ranges more: --json has them all");
        return;
      }
      row(text(range, "kind"), range.count("length") + " bytes at byte " + range.count("offset"));
    }
  }

  private void verifications() {
    for (Row verification : story.verifications()) {
      Map<String, @Nullable Object> facts = Nested.of(verification.text("facts"));
      row(
          "verified",
          shown(facts.get("verify"))
              + ", "
              + shown(facts.get("verified_bytes"))
              + " bytes read back, "
              + (verification.count("passed") == 1
                  ? "no difference"
                  : shown(facts.get("sectors_differing")) + " sectors DIFFER"));
    }
  }

  private void health() {
    for (Row reading : story.health()) {
      StringBuilder facts = new StringBuilder();
      if (Nested.of(reading.text("facts")).get("health") instanceof Map<?, ?> health) {
        health.forEach(
            (name, value) -> {
              if (value != null && !(value instanceof List) && !(value instanceof Map)) {
                facts.append(facts.isEmpty() ? "" : ", ").append(name).append(' ').append(value);
              }
            });
      }
      row("health", text(reading, "moment") + ": " + HistoryTable.shown(facts.toString()));
    }
  }

  private static String shown(@Nullable Object value) {
    return value == null ? "-" : HistoryTable.shown(value.toString());
  }

  private static String duration(long millis) {
    return String.format(
        Locale.ROOT,
        "%s (%.1f s)",
        ProgressText.clockTime(Duration.ofMillis(Math.max(0, millis))),
        millis / 1000.0);
  }
}
