package dev.wipeit.history;

import java.sql.SQLException;
import java.util.Objects;

/** Carries a failure out of a consumer. */
final class UncheckedSqlException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UncheckedSqlException(SQLException cause) {
    super(cause);
  }

  SQLException cause() {
    return (SQLException) Objects.requireNonNull(getCause());
  }
}
