package dev.wipeit.cli;

import dev.wipeit.view.Figures;
import dev.wipeit.view.RunView;
import dev.wipeit.view.Script;
import dev.wipeit.view.Snapshot;
import dev.wipeit.view.Work;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A line for each run, and again when it comes to something else, every five percent, and every
 * thirty seconds. No control codes. For one thread.
 */
final class StatusPlainLines implements Consumer<Snapshot> {

  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final int STEP = 5;

  private final Machine machine;
  private final PrintStream out;
  private final Map<String, Told> told = new HashMap<>();
  private boolean begun;

  /** What was told of a run last. */
  private record Told(String what, int step, Instant at) {}

  StatusPlainLines(Machine machine) {
    this.machine = machine;
    this.out = machine.streams().out();
  }

  @Override
  public void accept(Snapshot snapshot) {
    if (!begun && snapshot.runs().isEmpty()) {
      out.println("No run is going on or interrupted.");
    }
    begun = true;
    snapshot.runs().forEach(this::run);
  }

  private void run(RunView run) {
    Told now = new Told(what(run), (int) (run.percent() / STEP), machine.clock().instant());
    @Nullable Told last = told.get(run.key());
    boolean due =
        last == null
            || !last.what().equals(now.what())
            || last.step() != now.step()
            || (run.state().isGoing() && last.at().plus(EVERY).isBefore(now.at()));
    if (due) {
      told.put(run.key(), now);
      out.println(line(run));
    }
  }

  private static String what(RunView run) {
    @Nullable Work work = run.work();
    String place = work == null ? "" : " " + work.run() + work.pass() + work.phase().id();
    return run.state() + place + run.note();
  }

  private String line(RunView run) {
    @Nullable Work work = run.work();
    if (work == null) {
      return "A saved run cannot be used: " + run.note();
    }
    String line =
        run.subject().path()
            + ": "
            + Figures.percent(work.bytesDone(), work.bytesTotal()).strip()
            + " "
            + Figures.amount(work.bytesDone(), work.bytesTotal())
            + " "
            + work.method()
            + " pass "
            + work.pass()
            + "/"
            + work.passes()
            + " "
            + run.state().id();
    if (run.state().isGoing()) {
      line += ", " + Figures.rate(run.now().bytesPerSecond());
      line += ", ETA " + Figures.time(run.now().remaining());
    }
    return shown(
        run.note() == null ? line : line + " (" + Objects.requireNonNull(run.note()) + ")");
  }

  private String shown(String line) {
    return Script.of(machine.streams().charset()).shown(line);
  }
}
