package dev.wipeit.journal;

import dev.wipeit.journal.LineText.Moment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Journals to read. */
final class Journals {

  static final String RUN = "20261121-0113-7f3a9c";
  static final String KEY = "serial-S4EWNX0R";

  private Journals() {}

  /** A first line and some more. */
  static List<String> lines(int more) {
    LineText text = new LineText(Position.START);
    List<String> lines = new ArrayList<>();
    lines.add(text.next(moment(0), JournalHeader.TYPE, header()));
    for (int i = 1; i <= more; i++) {
      lines.add(
          text.next(
              moment(i), "checkpoint_saved", JsonLine.object("written", i * 512L, "pass", 1)));
    }
    return lines;
  }

  static Map<String, Object> header() {
    return JsonLine.object(
        "run",
        RUN,
        "tool",
        "0.1.0",
        "host",
        "b\u00e4nch\u007f",
        "key",
        KEY,
        "device",
        JsonLine.object("path", "/dev/sdx"),
        "plan",
        JsonLine.object("method", "zero"));
  }

  static Moment moment(int number) {
    return new Moment(Instant.parse("2026-11-21T01:13:00Z").plusMillis(number), 1000 + number);
  }

  static byte[] bytes(List<String> lines) {
    return String.join("", lines).getBytes(StandardCharsets.US_ASCII);
  }

  static Path write(Path file, byte[] bytes) throws IOException {
    return Files.write(file, bytes);
  }

  /** What a reading gives. */
  record Read(List<JournalLine> lines, Reading reading) {

    static Read of(Path file, Position from) throws IOException {
      List<JournalLine> lines = new ArrayList<>();
      Reading reading = JournalReader.read(file, from, lines::add);
      return new Read(lines, reading);
    }

    List<String> texts() {
      return lines.stream().map(line -> line.text() + "\n").toList();
    }
  }
}
