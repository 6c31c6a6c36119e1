package dev.wipeit.history;

import java.io.IOException;

/** The history cannot answer; the message is one line that says why and what to do. */
public final class HistoryException extends IOException {

  /** Why, as far as what is done next depends on it. */
  public enum Kind {
    /** Another process keeps the database to itself. */
    LOCKED,
    /** What is in the file is no database, or not a whole one. */
    DAMAGED,
    /** A later version of wipeit made it. */
    NEWER,
    /** The file cannot be read or written: read-only, full, failing. */
    UNUSABLE,
    /** The file is not ours alone: a symbolic link, a foreign owner, open to others. */
    UNTRUSTED,
    /** No run, or more than one, is what was asked for. */
    NO_SUCH_RUN
  }

  private final Kind kind;

  HistoryException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  HistoryException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
