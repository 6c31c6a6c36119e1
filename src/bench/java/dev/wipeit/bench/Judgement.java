package dev.wipeit.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Holds the results against what the program is meant to reach. */
final class Judgement {

  private static final double MEBIBYTES_OF_THE_WHOLE = 4096;

  private final Results results;
  private final List<String> lines = new ArrayList<>();

  Judgement(Results results) {
    this.results = results;
  }

  /** A line for each target that can be told from this run. */
  List<String> lines() {
    rates();
    comparisons();
    times();
    return lines;
  }

  private void rates() {
    double fio = writes("fio-write");
    atLeast("zero pass, of fio's write of zeros", 1.0, writes("wipeit-zero") / fio);
    atLeast("random pass, of fio's write of zeros", 1.0, writes("wipeit-random") / fio);
    double beginning = figure("wipeit-random", Trace.Span::beginning);
    atLeast("first 256 MB of a random pass, of the rate of the rest", 0.5, beginning);
    double read = results.rate("fio-read", Group.Part.READS);
    double verify = results.rate("wipeit-verified", Group.Part.READS);
    atLeast("verification of a random pass, of fio's read", 0.85, verify / read);
    cost("cost of checkpoints every 100 MiB", "wipeit-random", "wipeit-seldom");
    cost("the same, eight passes", "wipeit-long", "wipeit-long-seldom");
    cost("the same, at no more than 2 GB/s", "wipeit-limited", "wipeit-limited-seldom");
  }

  private void cost(String what, String often, String seldom) {
    atMost(what, 0.05, 1 - writes(often) / writes(seldom));
  }

  private void comparisons() {
    double random = writes("wipeit-random");
    atLeast("random pass, times shred -n1", 6, random / writes("shred-random"));
    atLeast("random pass, times nwipe isaac64", 4, random / writes("nwipe-random"));
    atLeast("4 drives, times 4 shreds", 3, writes("wipeit-random-4") / writes("shred-4"));
    double cpu = results.median("wipeit-random", Sample::cpuPerGigabyte);
    atMost("CPU seconds per GB of a random pass, whole process", 0.10, cpu);
    double running = results.median("wipeit-random", Sample::cpuPerGigabyteAfterStart);
    atMost("the same, from the first write on", 0.10, running);
    double eight = results.median("wipeit-long", Sample::cpuPerGigabyte);
    atMost("CPU seconds per GB of eight passes, whole process", 0.10, eight);
    double size = results.median("wipeit-verified", Sample::gigabytes) * 1e9 / (1 << 20);
    if (size == MEBIBYTES_OF_THE_WHOLE) {
      double whole = results.median("wipeit-verified", Sample::seconds);
      atMost("random with verification, 4 GiB, whole process, s", 1.6, whole);
    }
    double fio = results.median("fio-write", Sample::seconds);
    double whole = results.median("wipeit-verified", Sample::seconds);
    atMost("the same, times the whole process of fio's write", 1.6 / 0.6, whole / fio);
  }

  private void times() {
    for (String id : List.of("wipeit-zero", "wipeit-random", "wipeit-random-4")) {
      atMost(id + ": first write, ms", 600, figure(id, Trace.Span::firstMillis));
      atMost(id + ": last write to exit, ms", 100, figure(id, Trace.Span::tailMillis));
    }
    double tail = results.median("wipeit-verified", sample -> sample.reads().tailMillis());
    atMost("wipeit-verified: last read to exit, ms", 100, tail);
    double peak = results.median("wipeit-random-4", Sample::peakMebibytes);
    atMost("4 drives: peak MiB (the bound is for 8)", 200, peak);
  }

  private double writes(String id) {
    return results.rate(id, Group.Part.WRITES);
  }

  private double figure(String id, ToDoubleFunction<Trace.Span> of) {
    return results.median(id, sample -> of.applyAsDouble(sample.writes()));
  }

  private void atLeast(String what, double target, double figure) {
    add(what, ">=", target, figure, figure >= target);
  }

  private void atMost(String what, double target, double figure) {
    add(what, "<=", target, figure, figure <= target);
  }

  private void add(String what, String relation, double target, double figure, boolean met) {
    if (Double.isFinite(figure)) {
      String verdict = met ? "met" : "NOT MET";
      lines.add(
          String.format(
              Locale.ROOT, "%-8s %9.3f %s %-7.3f %s", verdict, figure, relation, target, what));
    }
  }
}
