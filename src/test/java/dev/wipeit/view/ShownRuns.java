package dev.wipeit.view;

import dev.wipeit.checkpoint.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs to be shown, each somewhat different. */
final class ShownRuns {

  private static final long MIB = 1 << 20;
  private static final Instant BEGUN = Instant.parse("2026-11-21T08:00:00Z");

  private ShownRuns() {}

  /** So many, of every state there is. */
  static List<RunView> of(int count) {
    return IntStream.range(0, count).mapToObj(ShownRuns::run).toList();
  }

  static RunView run(int i) {
    RunState[] states = RunState.values();
    return run(i, states[i % (states.length - 1)], "Model " + "M".repeat(i % 20));
  }

  static RunView run(int i, RunState state, String model) {
    return run("sd" + (char) ('a' + i % 26) + (i / 26), i, state, model, i * 2.5 % 100, 100.0 + i);
  }

  static RunView run(
      String name,
      int i,
      RunState state,
      String model,
      double percent,
      @Nullable Double mibPerSecond) {
    Subject subject =
        new Subject("/dev/" + name, name, model, "SER" + (1000 + i), null, "bay " + (i + 1));
    Readings readings =
        new Readings(
            mibPerSecond == null ? null : mibPerSecond * MIB,
            90.5 * MIB,
            Duration.ofSeconds(1000 + i),
            30 + i % 20);
    Work work = work(percent, i % 3 == 2 ? Phase.VERIFY : Phase.WRITE, i % 7 == 3 ? 4096 : 0);
    return new RunView(
        "key-" + name, subject, state, 4711L, work, readings, null, List.of("10:00  begun"));
  }

  static Work work(double percent, Phase phase, long badBytes) {
    long total = 1000 * MIB;
    long done = Math.round(total * percent / 100);
    return new Work(
        "20261121-0800-7f3a9c",
        "dod-5220.22-m",
        2,
        3,
        "random",
        phase,
        done,
        0,
        total,
        done,
        total,
        badBytes,
        badBytes == 0 ? 0 : 1,
        0,
        Duration.ofSeconds(5000),
        1,
        BEGUN,
        BEGUN);
  }

  static Snapshot snapshot(int count) {
    return new Snapshot(1, of(count));
  }
}
