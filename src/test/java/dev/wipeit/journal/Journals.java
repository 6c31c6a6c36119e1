package dev.wipeit.journal;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.journal.LineText.Moment;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.Delays;
import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        JsonLine.object("path", "drive-x"),
        "plan",
        JsonLine.object("method", "zero"));
  }

  /** A pass key that must never be seen again. */
  static final String PASS_KEY = "5ec7e7".repeat(10) + "abcd";

  /** The state of a run with so many bytes written. */
  static Checkpoint state(long written, ByteRange... bad) {
    long total = 1 << 30;
    return new Checkpoint(
        RUN,
        "drive-x",
        new DeviceIdentity("S4EWNX0R", null, "Model", total, null),
        "random",
        List.of(Pass.random()),
        1,
        1,
        1,
        Phase.WRITE,
        PASS_KEY,
        written,
        0,
        total,
        0,
        VerifyMode.NONE,
        Checkpoint.QUICK_SAMPLING,
        ChunkStrategy.STANDARD,
        1 << 20,
        null,
        List.of(bad),
        List.of(),
        List.of(),
        written,
        total,
        Duration.ZERO,
        0,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  static WipeEvent progress(long written) {
    return new WipeEvent.Progress(state(written), 1e6, null, 1 << 20);
  }

  static WipeEvent finished(long written) {
    return new WipeEvent.Finished(
        new WipeOutcome(
            WipeOutcome.Result.STOPPED,
            state(written),
            true,
            null,
            null,
            Duration.ofSeconds(1),
            written,
            Delays.NONE));
  }

  static HostFacts host() {
    return new HostFacts("0.1.0", "bench", "6.1", "boot", 4711, "root", null);
  }

  static RunFacts facts() {
    return new RunFacts(KEY, () -> JsonLine.object("path", "drive-x"), List.of());
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
