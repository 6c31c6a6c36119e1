package dev.wipeit.checkpoint;

import java.io.IOException;

/** A state directory, or a file in it, that will not be used; the message is one line. */
public final class StateDirectoryException extends IOException {

  /** Why, as far as the exit code depends on it. */
  public enum Kind {
    /** Not to be trusted: a symbolic link, a foreign owner, open to others. */
    REFUSED,
    /** Read-only, full, or failing. */
    UNUSABLE
  }

  private final Kind kind;

  StateDirectoryException(Kind kind, String message) {
    super(Printable.oneLine(message));
    this.kind = kind;
  }

  StateDirectoryException(Kind kind, String message, Throwable cause) {
    super(Printable.oneLine(message), cause);
    this.kind = kind;
  }

  static StateDirectoryException refused(String message) {
    return new StateDirectoryException(Kind.REFUSED, message);
  }

  static StateDirectoryException unusable(String message, Throwable cause) {
    return new StateDirectoryException(Kind.UNUSABLE, message, cause);
  }

  public Kind kind() {
    return kind;
  }
}
