package dev.wipeit.media;

import java.io.IOException;

/** A device that did not do what it was asked. */
public final class MediaException extends IOException {

  /** What went wrong. */
  public enum Kind {
    /** The medium refused a write; a smaller one beside it may succeed. */
    WRITE,
    /** The medium refused a read; a smaller one beside it may succeed. */
    READ,
    /** Making writes durable failed; everything since the last success is unknown. */
    FORCE,
    /** The device is read-only: no write will succeed. */
    PROTECTED,
    /** The device is not there any more. */
    GONE,
    /** Anything else; another sector would not do better. */
    OTHER
  }

  private final Kind kind;
  private final long offset;

  /**
   * @param offset the first byte of the request that failed, or -1 where there is none
   */
  public MediaException(Kind kind, long offset, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.offset = offset;
  }

  public Kind kind() {
    return kind;
  }

  /** The first byte of the request that failed, or -1 where there is none. */
  public long offset() {
    return offset;
  }
}
