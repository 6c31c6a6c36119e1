package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.DeviceLock;
import dev.wipeit.checkpoint.Loaded;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.checkpoint.Stored;
import dev.wipeit.view.Figures;
import dev.wipeit.view.HostRuns;
import dev.wipeit.view.Readings;
import dev.wipeit.view.RunState;
import dev.wipeit.view.RunView;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The runs of the state directory: going on in some process, or interrupted. Reads only. */
final class StatusReport {

  private final Machine machine;
  private final PrintStream out;

  StatusReport(Machine machine) {
    this.machine = machine;
    this.out = machine.streams().out();
  }

  /** Prints every run once. */
  void print(StateOptions options, boolean json) throws IOException {
    Optional<StateDirectory> state = options.existing(machine.env());
    List<Stored> all = state.isEmpty() ? List.of() : new CheckpointStore(state.get()).all();
    if (all.isEmpty() && !json) {
      out.println("No run is going on or interrupted.");
    }
    Map<String, RunView> views = all.isEmpty() ? Map.of() : views(options);
    for (Stored stored : all) {
      @Nullable RunView view = views.get(stored.key());
      OptionalLong holder =
          DeviceLock.holder(state.orElseThrow(), stored.key(), machine.roots().proc());
      if (json) {
        out.println(Json.line(json(stored, holder, view)));
      } else {
        text(stored, holder, view);
      }
    }
  }

  /** What the journals tell beside; a run that has just ended or begun has none. */
  private Map<String, RunView> views(StateOptions options) throws IOException {
    Map<String, RunView> views = new HashMap<>();
    try (HostRuns runs =
        new HostRuns(options.path(machine.env()), machine.roots(), machine.clock())) {
      runs.look().runs().forEach(run -> views.put(run.key(), run));
    }
    return views;
  }

  private void text(Stored stored, OptionalLong holder, @Nullable RunView view) {
    if (stored instanceof Stored.Unusable unusable) {
      out.println("A saved run cannot be used: " + unusable.failure().getMessage());
      return;
    }
    Loaded loaded = ((Stored.Usable) stored).loaded();
    @Nullable Checkpoint state = loaded.checkpoint();
    if (state == null) {
      return;
    }
    String phase = ProgressText.phase(state);
    out.println(
        String.format(
            Locale.ROOT,
            "%s  %.2f %%  %s  %s%s  %s",
            state.device(),
            state.percent(),
            ProgressText.amount(state),
            state.method(),
            phase.isEmpty() ? "" : " " + phase,
            holder.isPresent() ? "going on in process " + holder.getAsLong() : "interrupted"));
    out.println("  run " + state.run() + ", saved " + state.saved());
    out.println("  " + state.identity().describe());
    if (view != null && holder.isPresent()) {
      live(view);
    }
    if (loaded instanceof Loaded.Previous previous) {
      out.println("  the checkpoint before the last one: " + previous.reason());
    }
    if (holder.isEmpty()) {
      out.println("  to go on: wipeit resume " + state.device());
    }
  }

  private void live(RunView view) {
    Readings now = view.now();
    List<String> parts = new ArrayList<>();
    parts.add(Figures.rate(now.bytesPerSecond()) + ", on average " + Figures.rate(now.average()));
    parts.add("ETA " + Figures.time(now.remaining()));
    if (now.celsius() != null) {
      parts.add(now.celsius() + " C");
    }
    if (view.state() != RunState.RUNNING && view.note() != null) {
      parts.add(view.note());
    }
    out.println("  " + String.join(", ", parts));
  }

  private static Map<String, @Nullable Object> json(
      Stored stored, OptionalLong holder, @Nullable RunView view) {
    Map<String, @Nullable Object> line =
        Json.object(
            "type",
            "run",
            "key",
            stored.key(),
            "state",
            stored instanceof Stored.Unusable
                ? "unusable"
                : holder.isPresent() ? "running" : "interrupted",
            "pid",
            holder.isPresent() ? holder.getAsLong() : null);
    if (stored instanceof Stored.Unusable unusable) {
      line.put("failure", unusable.failure().getMessage());
    } else if (stored instanceof Stored.Usable usable && usable.loaded().checkpoint() != null) {
      line.putAll(json(usable.loaded().checkpoint()));
      if (view != null) {
        line.putAll(StatusJson.live(view));
      }
    }
    return line;
  }

  private static Map<String, @Nullable Object> json(Checkpoint state) {
    return Json.object(
        "run", state.run(),
        "time", state.saved().toString(),
        "device", state.device(),
        "serial", state.identity().serial(),
        "wwn", state.identity().wwn(),
        "model", state.identity().model(),
        "total_size", state.totalSize(),
        "method", state.method(),
        "pass", state.pass(),
        "passes", state.passes(),
        "pattern", state.currentPass().toString(),
        "phase", state.phase().id(),
        "written", state.written(),
        "verified", state.verified(),
        "bytes_done", state.bytesDone(),
        "bytes_total", state.bytesTotal(),
        "progress_percent", Math.floor(state.percent() * 100) / 100,
        "interruptions", state.interruptions(),
        "created", state.created().toString());
  }
}
