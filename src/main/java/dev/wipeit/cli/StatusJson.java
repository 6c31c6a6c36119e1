package dev.wipeit.cli;

import dev.wipeit.view.Readings;
import dev.wipeit.view.RunState;
import dev.wipeit.view.RunView;
import dev.wipeit.view.Work;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run as it is now, in JSON: for scripts that follow, and for the page. */
final class StatusJson {

  private StatusJson() {}

  static Map<String, @Nullable Object> of(RunView run) {
    Map<String, @Nullable Object> line =
        Json.object("type", "run", "key", run.key(), "state", state(run.state()), "pid", run.pid());
    if (run.state() == RunState.UNUSABLE) {
      line.put("failure", run.note());
      return line;
    }
    line.put("condition", run.state().id());
    @Nullable Work work = run.work();
    if (work != null) {
      line.putAll(work(run, work));
    }
    line.putAll(live(run));
    line.put("note", run.note());
    return line;
  }

  /** What is measured of a run and where its drive is. */
  static Map<String, @Nullable Object> live(RunView run) {
    Readings now = run.now();
    @Nullable Work work = run.work();
    return Json.object(
        "bay", run.subject().shortBay(),
        "slot", run.subject().bay(),
        "bytes_per_second", rounded(now.bytesPerSecond()),
        "average_bytes_per_second", rounded(now.average()),
        "eta_seconds", now.remaining() == null ? null : now.remaining().toSeconds(),
        "celsius", now.celsius(),
        "bad_bytes", work == null ? null : work.badBytes(),
        "unread_bytes", work == null ? null : work.unreadBytes());
  }

  /** The words that scripts know: what a run is held up by is its condition. */
  static String state(RunState state) {
    if (state.isGoing()) {
      return "running";
    }
    return state.isOver() ? "finished" : state.id();
  }

  private static Map<String, @Nullable Object> work(RunView run, Work work) {
    return Json.object(
        "run", work.run(),
        "time", work.saved().toString(),
        "device", run.subject().path(),
        "serial", run.subject().serial(),
        "wwn", run.subject().wwn(),
        "model", run.subject().model(),
        "total_size", work.totalSize(),
        "method", work.method(),
        "pass", work.pass(),
        "passes", work.passes(),
        "pattern", work.pattern(),
        "phase", work.phase().id(),
        "written", work.written(),
        "verified", work.verified(),
        "bytes_done", work.bytesDone(),
        "bytes_total", work.bytesTotal(),
        "progress_percent", Math.floor(work.percent() * 100) / 100,
        "interruptions", work.interruptions(),
        "created", work.created().toString());
  }

  private static @Nullable Long rounded(@Nullable Double value) {
    return value == null ? null : Math.round(value);
  }
}
