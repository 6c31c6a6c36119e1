package dev.wipeit.bench;

import java.util.List;

/** A question that the benchmark answers, and the programs that it takes. */
enum Group {
  ZERO(
      "Zeros, one drive",
      Part.WRITES,
      "fio-write",
      "wipeit-zero fio-write dd-zero shred-zero scrub-zero nwipe-zero"),
  RANDOM(
      "Random, one drive",
      Part.WRITES,
      "fio-write",
      "wipeit-random fio-write fio-random shred-random scrub-random nwipe-random"),
  VERIFIED(
      "With full verification, one drive: the whole process",
      Part.WRITES,
      "fio-write",
      "wipeit-verified wipeit-zero-verified fio-write scrub-verified nwipe-verified"),
  VERIFY(
      "Verification alone: the reading of the processes above",
      Part.READS,
      "fio-read",
      "wipeit-verified wipeit-zero-verified fio-read scrub-verified"),
  CHECKPOINTS(
      "Checkpoints every 100 MiB and without",
      Part.WRITES,
      "wipeit-seldom",
      "wipeit-random wipeit-seldom"),
  LONG(
      "Eight passes in one process, with checkpoints and without",
      Part.WRITES,
      "wipeit-long-seldom",
      "wipeit-long wipeit-long-seldom"),
  LIMITED(
      "At no more than 2 GB/s, with checkpoints and without",
      Part.WRITES,
      "wipeit-limited-seldom",
      "wipeit-limited wipeit-limited-seldom"),
  FOUR(
      "Four drives at once, together",
      Part.WRITES,
      "fio-write-4",
      "wipeit-zero-4 wipeit-random-4 fio-write-4 shred-4"),
  BUFFERED(
      "Buffered",
      Part.WRITES,
      "fio-write",
      "wipeit-zero-buffered wipeit-random-buffered fio-write");

  /** Which part of a process a group is about. */
  enum Part {
    WRITES,
    READS;

    Trace.Span span(Sample sample) {
      return this == WRITES ? sample.writes() : sample.reads();
    }

    double told(Sample sample) {
      return this == WRITES ? sample.toldWriting() : sample.toldReading();
    }
  }

  private final String title;
  private final Part part;
  private final String yardstick;
  private final String rows;

  Group(String title, Part part, String yardstick, String rows) {
    this.title = title;
    this.part = part;
    this.yardstick = yardstick;
    this.rows = rows;
  }

  String title() {
    return title;
  }

  Part part() {
    return part;
  }

  /** The candidate whose rate is 1. */
  String yardstick() {
    return yardstick;
  }

  /** The candidates in the order of the table. */
  List<String> rows() {
    return List.of(rows.split(" ", -1));
  }
}
