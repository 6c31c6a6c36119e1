package dev.wipeit.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Statements on one connection; each text is prepared once. For one thread. */
final class Sql implements AutoCloseable {

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Sql(Connection connection) {
    this.connection = connection;
  }

  /**
   * What is done in one transaction.
   *
   * @param <T> what comes of it
   * @param <E> what it may fail with besides
   */
  @FunctionalInterface
  interface Work<T, E extends Exception> {
    T run() throws SQLException, E;
  }

  /**
   * Does all of it or nothing. The right to write is taken first, so that what the work reads is
   * what it changes; on return it is on stable storage.
   */
  <T, E extends Exception> T transaction(Work<T, E> work) throws SQLException, E {
    execute("BEGIN IMMEDIATE");
    boolean done = false;
    try {
      T result = work.run();
      execute("COMMIT");
      done = true;
      return result;
    } finally {
      if (!done) {
        rollBack();
      }
    }
  }

  private void rollBack() {
    try {
      execute("ROLLBACK");
    } catch (SQLException alreadyRolledBack) {
      // SQLite has done it itself; what made it do so is on its way up.
      return;
    }
  }

  /** Runs a statement that is not worth keeping. */
  void execute(String statement) throws SQLException {
    try (Statement once = connection.createStatement()) {
      once.execute(statement);
    }
  }

  /** Runs a statement that changes rows, and says how many. */
  int update(String statement, @Nullable Object... arguments) throws SQLException {
    return bound(statement, arguments).executeUpdate();
  }

  /** The first column of the first row as a number; 0 where there is no row. */
  long number(String query, @Nullable Object... arguments) throws SQLException {
    try (ResultSet result = bound(query, arguments).executeQuery()) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  /** The first column of the first row as text, or null where there is no row. */
  @Nullable String text(String query, @Nullable Object... arguments) throws SQLException {
    try (ResultSet result = bound(query, arguments).executeQuery()) {
      return result.next() ? result.getString(1) : null;
    }
  }

  /** All rows, by the names of the columns. */
  List<Row> rows(String query, @Nullable Object... arguments) throws SQLException {
    List<Row> rows = new ArrayList<>();
    each(query, rows::add, arguments);
    return rows;
  }

  /** Every row as it is read, by the names of the columns. */
  void each(String query, Consumer<Row> taker, @Nullable Object... arguments) throws SQLException {
    try (ResultSet result = bound(query, arguments).executeQuery()) {
      ResultSetMetaData columns = result.getMetaData();
      int count = columns.getColumnCount();
      List<String> names = new ArrayList<>(count);
      for (int i = 1; i <= count; i++) {
        names.add(columns.getColumnLabel(i));
      }
      while (result.next()) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 1; i <= count; i++) {
          fields.put(names.get(i - 1), value(result, i));
        }
        taker.accept(new Row(fields));
      }
    }
  }

  private static @Nullable Object value(ResultSet result, int column) throws SQLException {
    Object value = result.getObject(column);
    if (value instanceof Integer number) {
      return Long.valueOf(number);
    }
    // No statement of ours writes anything else: a damaged page does.
    return value instanceof Long || value instanceof String ? value : null;
  }

  private PreparedStatement bound(String text, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = prepared.get(text);
    if (statement == null) {
      statement = connection.prepareStatement(text);
      prepared.put(text, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    prepared.clear();
    // Closes its statements too.
    connection.close();
  }
}
