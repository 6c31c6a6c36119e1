package dev.wipeit.cli;

import dev.wipeit.history.History;
import dev.wipeit.history.Row;
import dev.wipeit.history.RunFilter;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The forms in which the history is given away. */
enum ExportFormat {
  JSON {
    @Override
    void write(History history, RunFilter filter, PrintStream out) throws IOException {
      List<Row> runs = history.runs(filter);
      out.println("[");
      for (int i = 0; i < runs.size(); i++) {
        out.println(object(history, runs.get(i)) + (i + 1 < runs.size() ? "," : ""));
      }
      out.println("]");
    }
  },
  JSONL {
    @Override
    void write(History history, RunFilter filter, PrintStream out) throws IOException {
      for (Row run : history.runs(filter)) {
        out.println(object(history, run));
      }
    }
  },
  CSV {
    @Override
    void write(History history, RunFilter filter, PrintStream out) throws IOException {
      boolean first = true;
      for (Row run : history.runs(filter)) {
        Map<String, @Nullable Object> fields = HistoryJson.row(run);
        if (first) {
          out.print(String.join(",", fields.keySet()) + "\r\n");
          first = false;
        }
        out.print(
            fields.values().stream().map(ExportFormat::cell).collect(Collectors.joining(","))
                + "\r\n");
      }
    }
  };

  /** Writes every run that the filter lets through. */
  abstract void write(History history, RunFilter filter, PrintStream out) throws IOException;

  private static String object(History history, Row run) throws IOException {
    return Json.line(HistoryJson.story(history.story(String.valueOf(run.text("run"))), false));
  }

  /** RFC 4180. What a spreadsheet would take for a formula gets an apostrophe before it. */
  private static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (!(value instanceof String)) {
      return value.toString();
    }
    String text = value.toString().isEmpty() ? "" : HistoryTable.shown(value.toString());
    String safe = text.matches("[=+@-].*") ? "'" + text : text;
    return safe.matches("[A-Za-z0-9 ._:/-]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
