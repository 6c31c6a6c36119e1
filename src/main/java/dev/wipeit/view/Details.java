package dev.wipeit.view;

import dev.wipeit.units.ByteSize;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is known of one run, a line each. */
final class Details {

  private static final int LABEL = 14;

  private final List<String> lines = new ArrayList<>();
  private final Script script;

  private Details(Script script) {
    this.script = script;
  }

  static List<String> of(RunView run, Script script) {
    Details details = new Details(script);
    details.drive(run.subject());
    details.line("state", run.state().id() + (run.note() == null ? "" : ": " + run.note()));
    details.line("process", run.pid() == null ? null : run.pid().toString());
    if (run.work() != null) {
      details.work(run.work(), run);
    }
    if (!run.events().isEmpty()) {
      details.lines.add("");
      details.lines.add("What happened last");
      run.events().forEach(event -> details.lines.add("  " + event));
    }
    return details.lines;
  }

  private void drive(Subject drive) {
    line("device", drive.path());
    line("bay", drive.bay());
    line("model", drive.model());
    line("serial", drive.serial());
    line("WWN", drive.wwn());
  }

  private void work(Work work, RunView run) {
    line("run", work.run());
    line("method", work.method());
    line(
        "pass",
        work.pass() + " of " + work.passes() + ", " + work.phase().id() + ", " + work.pattern());
    line("done", Figures.percent(work.bytesDone(), work.bytesTotal()).strip() + " of the run");
    line("", Figures.amount(work.bytesDone(), work.bytesTotal()) + " written and read back");
    line("pass done", Figures.amount(work.written(), work.totalSize()) + " written");
    if (work.verified() > 0) {
      line("", Figures.amount(work.verified(), work.totalSize()) + " read back");
    }
    line("speed", Figures.rate(run.now().bytesPerSecond()));
    line("average", Figures.rate(run.now().average()));
    line("time left", Figures.time(run.now().remaining()));
    @Nullable Integer celsius = run.now().celsius();
    line("temperature", celsius == null ? null : celsius + " " + script.degree);
    line("errors", errors(work));
    line("worked for", Figures.time(work.active()));
    line("interrupted", work.interruptions() + (work.interruptions() == 1 ? " time" : " times"));
    line("begun", work.created().toString());
    line("saved", work.saved().toString());
  }

  private static String errors(Work work) {
    if (work.badBytes() + work.unreadBytes() == 0) {
      return "none";
    }
    String places = work.badRanges() == 1 ? " place" : " places";
    return new ByteSize(work.badBytes())
        + " in "
        + work.badRanges()
        + places
        + " took no write; "
        + new ByteSize(work.unreadBytes())
        + " could not be read back";
  }

  private void line(String label, @Nullable String text) {
    if (text != null) {
      lines.add(Cells.left(label, LABEL, script) + text);
    }
  }
}
