package dev.wipeit.checkpoint;

import java.util.Locale;

/**
 * How large the chunks of a pass are, as the predecessor named the choices. A strategy never
 * decides what is durable when.
 */
public enum ChunkStrategy {
  /** The buffer size, all the way. */
  STANDARD,
  /** The buffer size, at most 10 MiB. */
  SMALL_CHUNK,
  /** A multiple of the buffer size by position and recent speed. */
  ADAPTIVE_CHUNK,
  /** Exactly the buffer size that the user gave. */
  BUFFER_OVERRIDE;

  /** As it is written in the checkpoint. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
