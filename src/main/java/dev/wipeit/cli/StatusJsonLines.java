package dev.wipeit.cli;

import dev.wipeit.view.RunView;
import dev.wipeit.view.Snapshot;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** One JSON object for each run, and again for each run that has changed. For one thread. */
final class StatusJsonLines implements Consumer<Snapshot> {

  private final PrintStream out;
  private Map<String, RunView> told = Map.of();

  StatusJsonLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void accept(Snapshot snapshot) {
    Map<String, RunView> now = new HashMap<>();
    for (RunView run : snapshot.runs()) {
      now.put(run.key(), run);
      if (!run.equals(told.get(run.key()))) {
        out.println(Json.line(StatusJson.of(run)));
      }
    }
    told = now;
  }
}
