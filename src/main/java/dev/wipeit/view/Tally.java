package dev.wipeit.view;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All runs in one line. */
final class Tally {

  private Tally() {}

  /** How many there are, what they are at, and what they do together. */
  static String of(List<RunView> runs) {
    List<String> parts = new ArrayList<>();
    parts.add(runs.size() + (runs.size() == 1 ? " drive" : " drives"));
    double rate = runs.stream().mapToDouble(Tally::rate).sum();
    if (rate > 0) {
      parts.add(Figures.total(rate));
    }
    Map<RunState, Integer> counts = new EnumMap<>(RunState.class);
    runs.forEach(run -> counts.merge(run.state(), 1, Integer::sum));
    counts.forEach((state, count) -> parts.add(count + " " + state.id()));
    return String.join(", ", parts);
  }

  private static double rate(RunView run) {
    @Nullable Double rate = run.now().bytesPerSecond();
    return rate == null || !run.state().isGoing() ? 0 : rate;
  }
}
