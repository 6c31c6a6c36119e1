package dev.wipeit.history;

import dev.wipeit.history.HistoryException.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What the history answers. Every question is answered by an index. */
final class Questions {

  private static final String RUN =
      "SELECT run, source, result, exit_code, finished, began_ms, last_ms, state_key, device, model, serial,"
          + " wwn, total_size, method, passes, interruptions, checkpoints, unsaved_checkpoints,"
          + " stalls, pauses, events, bytes_done, bytes_total, active_ms, bad_bytes,"
          + " unreadable_bytes, failure, damage FROM run";

  private final Sql sql;

  Questions(Sql sql) {
    this.sql = sql;
  }

  /** The runs, the latest first. */
  void runs(RunFilter filter, Consumer<Row> taker) throws SQLException {
    sql.each(RUN + filter.condition(), taker, filter.arguments());
  }

  /** The ids of the runs that ended before then, the oldest first. */
  List<String> older(long beforeMs) throws SQLException {
    List<String> ids = new ArrayList<>();
    sql.each(
        "SELECT run FROM run WHERE began_ms < ? AND last_ms < ? ORDER BY began_ms, number",
        row -> ids.add(String.valueOf(row.text("run"))),
        beforeMs,
        beforeMs);
    return ids;
  }

  /** The run with this id. */
  Row run(String id) throws SQLException, HistoryException {
    List<Row> found = sql.rows(RUN + " WHERE run = ?", id);
    if (found.isEmpty()) {
      throw new HistoryException(Kind.NO_SUCH_RUN, "there is no run " + id);
    }
    return found.get(0);
  }

  /**
   * The one run whose id begins so.
   *
   * @throws HistoryException ({@link Kind#NO_SUCH_RUN}) if that is none, or several
   */
  String find(String prefix) throws SQLException, HistoryException {
    List<String> found =
        sql
            .rows(
                "SELECT run FROM run WHERE run >= ? AND run < ? ORDER BY run LIMIT 4",
                prefix,
                prefix + "\uffff")
            .stream()
            .map(row -> String.valueOf(row.text("run")))
            .toList();
    if (found.contains(prefix)) {
      return prefix;
    }
    if (found.isEmpty()) {
      throw new HistoryException(
          Kind.NO_SUCH_RUN, "no run begins with '" + prefix + "': 'wipeit history' lists them");
    }
    if (found.size() > 1) {
      throw new HistoryException(
          Kind.NO_SUCH_RUN,
          "several runs begin with '"
              + prefix
              + "': "
              + found.stream().limit(3).collect(Collectors.joining(", "))
              + (found.size() > 3 ? ", ..." : ""));
    }
    return found.get(0);
  }

  /** All of a run that is there. */
  RunStory story(String run) throws SQLException {
    long number = sql.number("SELECT number FROM run WHERE run = ?", run);
    return new RunStory(
        sql.rows(
                RUN.replace(" FROM run", ", header, ending FROM run") + " WHERE number = ?", number)
            .get(0),
        rows(
            "process, host, user, sudo_user, pid, boot_id, tool, began_ms, ended_ms, result, failure"
                + " FROM process WHERE run = ? ORDER BY process",
            number),
        rows(
            "pass, phase, pattern, began_ms, last_ms, work_ms, bytes"
                + " FROM pass WHERE run = ? ORDER BY pass, phase DESC",
            number),
        rows("kind, offset, length FROM sectors WHERE run = ? ORDER BY kind, offset", number),
        rows("seq, passed, facts FROM verification WHERE run = ? ORDER BY seq", number),
        rows("seq, moment, facts FROM health WHERE run = ? ORDER BY seq, moment DESC", number),
        rows(
            "seq, type, time_ms, fields FROM event WHERE run = ? AND fields IS NOT NULL"
                + " ORDER BY seq LIMIT 1000",
            number),
        rows(
            "pass, phase, bucket, bytes, micros FROM speed WHERE run = ?"
                + " ORDER BY pass, phase DESC, bucket",
            number));
  }

  private List<Row> rows(String query, long number) throws SQLException {
    return sql.rows("SELECT " + query, number);
  }
}
