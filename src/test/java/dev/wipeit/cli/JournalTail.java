package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.journal.JournalLine;
import dev.wipeit.journal.JournalReader;
import dev.wipeit.journal.Position;
import dev.wipeit.journal.Reading;
import dev.wipeit.testing.Await;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the only journal of a folder while it is written, as {@code tail -f} does. */
final class JournalTail {

  private static final long MILLION = 1_000_000;

  private final Path folder;
  private final List<JournalLine> lines = new ArrayList<>();
  private Position position = Position.START;
  private long worst;

  JournalTail(Path folder) {
    this.folder = folder;
  }

  /** Reads on until the program has ended. */
  void followToTheEnd(RunningProgram running) throws IOException {
    Await.until(
        InterruptedRun.SOON,
        () -> "the end of the program\n" + running.stderr(),
        () -> {
          readOn();
          return !running.isAlive();
        });
    readOn();
  }

  /** What is new, with how long it took from the event until it could be read. */
  void readOn() throws IOException {
    for (Path file : journals()) {
      Reading reading = JournalReader.read(file, position, this::seen);
      assertTrue(reading.isWhole(), reading::toString);
      position = reading.next();
    }
  }

  /** All lines of the only journal. */
  List<JournalLine> readOnly() throws IOException {
    assertEquals(1, journals().size(), journals()::toString);
    readOn();
    return lines();
  }

  private List<Path> journals() throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
    }
  }

  /** CLOCK_MONOTONIC is one clock for all processes, and what nanoTime reads on Linux. */
  private void seen(JournalLine line) {
    lines.add(line);
    worst = Math.max(worst, System.nanoTime() / MILLION - line.monotonicMillis());
  }

  List<JournalLine> lines() {
    return List.copyOf(lines);
  }

  /** The longest that it took from an event until it could be read. */
  long worstMillis() {
    return worst;
  }

  @Override
  public String toString() {
    return lines.size() + " lines, seen after " + worst + " ms at most";
  }
}
