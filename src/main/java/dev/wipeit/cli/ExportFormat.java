package dev.wipeit.cli;

import dev.wipeit.history.History;
import dev.wipeit.history.Row;
import dev.wipeit.history.RunFilter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The forms in which the history is given away. */
enum ExportFormat {
  JSON {
    @Override
    void write(History history, RunFilter filter, PrintStream out) throws IOException {
      String[] before = {"["};
      history.each(
          filter,
          run -> {
            out.println(before[0]);
            out.print(object(history, run));
            before[0] = ",";
          });
      out.println(before[0].equals("[") ? "[]" : "\n]");
    }
  },
  JSONL {
    @Override
    void write(History history, RunFilter filter, PrintStream out) throws IOException {
      history.each(filter, run -> out.println(object(history, run)));
    }
  },
  CSV {
    @Override
    void write(History history, RunFilter filter, PrintStream out) throws IOException {
      boolean[] isFirst = {true};
      history.each(
          filter,
          run -> {
            Map<String, @Nullable Object> fields = HistoryJson.row(run);
            if (isFirst[0]) {
              out.print(String.join(",", fields.keySet()) + "\r\n");
              isFirst[0] = false;
            }
            out.print(
                fields.values().stream().map(ExportFormat::cell).collect(Collectors.joining(","))
                    + "\r\n");
          });
    }
  };

  /** Writes every run that the filter lets through. */
  abstract void write(History history, RunFilter filter, PrintStream out) throws IOException;

  private static String object(History history, Row run) {
    try {
      return Json.line(HistoryJson.story(history.story(String.valueOf(run.text("run"))), false));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
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
