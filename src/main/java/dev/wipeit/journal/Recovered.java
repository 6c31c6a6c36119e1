package dev.wipeit.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * What a recovery did.
 *
 * @param events the events of the processes that could not end their journals themselves
 * @param runs the runs they worked on
 * @param troubles what could not be recovered and why, a line each
 */
public record Recovered(long events, List<String> runs, List<String> troubles) {

  public Recovered {
    runs = List.copyOf(runs);
    troubles = List.copyOf(troubles);
  }

  /** Whether there is nothing to tell. */
  public boolean isNothing() {
    return runs.isEmpty() && troubles.isEmpty();
  }

  /** What an operator is told, a line each; none where there is nothing to tell. */
  public List<String> lines() {
    if (runs.isEmpty()) {
      return troubles;
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "Recovered "
            + events
            + (events == 1 ? " event of " : " events of ")
            + runs.size()
            + (runs.size() == 1 ? " interrupted run." : " interrupted runs."));
    lines.addAll(troubles);
    return lines;
  }
}
