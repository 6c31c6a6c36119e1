package dev.wipeit.history;

import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.journal.JsonLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A journal as docs/state-format.md has it, written by nothing of the program's. */
final class WrittenJournal {

  static final Instant BEGIN = Instant.parse("2026-11-21T01:13:00Z");
  static final long MIB = 1 << 20;
  static final long SIZE = 64 * MIB;

  private final String run;
  private final List<byte[]> lines = new ArrayList<>();
  private String former = "0".repeat(64);
  private long millis;

  private WrittenJournal(String run) {
    this.run = run;
  }

  /** With its first line, for a device with that serial number. */
  static WrittenJournal begin(String run, String serial) {
    WrittenJournal journal = new WrittenJournal(run);
    Map<String, Object> device =
        JsonLine.object(
            "path", "/dev/acme0", "model", "ACME 64", "serial", serial, "total_size", SIZE);
    Map<String, Object> plan =
        JsonLine.object("method", "random", "rounds", 1, "passes", 1, "verify", "last");
    journal.add(
        "journal_begun",
        "run",
        run,
        "tool",
        "0.1.0",
        "host",
        "bench",
        "key",
        "serial-" + serial,
        "device",
        device,
        "plan",
        plan);
    return journal;
  }

  /** A run that was killed at half, gone on with, and finished with a bad sector. */
  static WrittenJournal usual(String run) {
    return usual(run, "SN-1");
  }

  static WrittenJournal usual(String run, String serial) {
    WrittenJournal journal = begin(run, serial);
    journal.process(101).add("run_started", started(0));
    journal.add("phase_started", "pass", 1, "passes", 1, "pattern", "random", "phase", "write");
    for (int i = 1; i <= 4; i++) {
      journal.pass(1000).at("progress", "write", i * 8 * MIB, 0, i * 8 * MIB);
      journal.pass(5).at("checkpoint_saved", "write", i * 8 * MIB - MIB, 0, i * 8 * MIB - MIB);
    }
    journal.add("stall", "kind", "slow", "seconds", 61.5);
    journal.pass(60_000).add("run_interrupted", "reason", "no end", "pid", 101);
    journal.process(202).add("run_resumed", started(30 * MIB));
    journal.add("phase_started", "pass", 1, "passes", 1, "pattern", "random", "phase", "write");
    journal.pass(1000).at("progress", "write", 50 * MIB, 0, 50 * MIB);
    journal.pass(40).add("paused", "celsius", 60, "limit", 60, "goes_on_at", 55);
    journal.pass(90_000).add("resumed", "celsius", 54);
    journal.pass(700).at("checkpoint_saved", "write", SIZE, 0, SIZE);
    journal.add("phase_started", "pass", 1, "passes", 1, "pattern", "random", "phase", "verify");
    journal.pass(500).at("progress", "verify", SIZE, 32 * MIB, SIZE + 32 * MIB);
    journal.pass(500).finished("wiped", List.of(JsonLine.object("offset", 512, "length", 512)));
    journal.add("health", "when", "end", "health", JsonLine.object("celsius", 41));
    return journal.add("device_result", "result", "wiped-with-exceptions", "exit_code", 4);
  }

  private static Object[] started(long from) {
    return new Object[] {
      "method", "random", "passes", 1, "verify", "last", "from", from, "total_size", SIZE
    };
  }

  WrittenJournal process(long pid) {
    return add(
        "process_begun",
        "pid",
        pid,
        "tool",
        "0.1.0",
        "host",
        "bench",
        "boot_id",
        "b",
        "user",
        "root");
  }

  WrittenJournal finished(String result, List<?> bad) {
    return add(
        "run_finished",
        "result",
        result,
        "saved",
        true,
        "pass",
        1,
        "phase",
        "verify",
        "written",
        SIZE,
        "verified",
        SIZE,
        "bytes_done",
        2 * SIZE,
        "bytes_total",
        2 * SIZE,
        "verify",
        "last",
        "verified_bytes",
        SIZE,
        "cached_bytes",
        0,
        "sectors_differing",
        0,
        "differing",
        List.of(),
        "unreadable",
        List.of(),
        "failure",
        null,
        "bad_ranges",
        bad,
        "deferred_ranges",
        List.of(),
        "unread_ranges",
        List.of());
  }

  /** Time passes. */
  WrittenJournal pass(long milliseconds) {
    millis += milliseconds;
    return this;
  }

  private WrittenJournal at(String type, String phase, long written, long verified, long done) {
    return add(
        type,
        "pass",
        1,
        "phase",
        phase,
        "written",
        written,
        "verified",
        verified,
        "bytes_done",
        done,
        "bytes_total",
        2 * SIZE);
  }

  WrittenJournal add(String type, Object... pairs) {
    Map<String, Object> line = new LinkedHashMap<>();
    if (lines.isEmpty()) {
      line.put("format", "wipeit-journal");
      line.put("version", 1);
    }
    line.put("seq", (long) lines.size());
    line.put("type", type);
    line.put("time", BEGIN.plusMillis(millis).toString());
    line.put("monotonic_ms", 5_000_000 + millis);
    line.putAll(JsonLine.object(pairs));
    String text = JsonLine.of(line);
    String body = text.substring(0, text.length() - 1);
    former = sha256(former + body);
    lines.add((body + ",\"hash\":\"" + former + "\"}\n").getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  String run() {
    return run;
  }

  int size() {
    return lines.size();
  }

  /** The first lines. */
  byte[] bytes(int count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    lines.subList(0, count).forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  /** Puts all of it into a state directory, and marks it. */
  WrittenJournal into(StateDirectory state) throws IOException {
    return into(state, bytes(lines.size()));
  }

  /** Puts these bytes into a state directory as this journal, and marks it. */
  WrittenJournal into(StateDirectory state, byte[] bytes) throws IOException {
    Path folder = state.path().resolve("journal");
    for (Path made : List.of(folder, folder.resolve("pending"), folder.resolve("open"))) {
      if (Files.notExists(made)) {
        Files.createDirectory(
            made,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    }
    Files.write(folder.resolve(run + ".jsonl"), bytes);
    Files.write(folder.resolve("pending").resolve(run), new byte[0]);
    return this;
  }
}
