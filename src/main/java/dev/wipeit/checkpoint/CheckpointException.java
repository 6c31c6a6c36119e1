package dev.wipeit.checkpoint;

import java.io.IOException;

/**
 * A checkpoint that cannot be used or could not be saved. The message is one line that names the
 * file, and holds nothing of the keystream key.
 */
public final class CheckpointException extends IOException {

  /** What kind of trouble it is; the command line makes an exit code of it. */
  public enum Kind {
    /** Truncated, altered or unreadable; the previous generation may be used instead. */
    DAMAGED,
    /** Another format or another version; nothing may be used instead. */
    FOREIGN,
    /** A symbolic link, no regular file, or another owner's; nothing may be used instead. */
    UNTRUSTED,
    /** It was not saved, or not archived; the former state stands. */
    UNSAVED
  }

  private final Kind kind;

  CheckpointException(Kind kind, String message) {
    super(Printable.oneLine(message));
    this.kind = kind;
  }

  CheckpointException(Kind kind, String message, Throwable cause) {
    super(Printable.oneLine(message), cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
