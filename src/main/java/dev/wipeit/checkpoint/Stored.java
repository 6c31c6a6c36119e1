package dev.wipeit.checkpoint;

/** One device's entry in the state directory. */
public sealed interface Stored {

  /** The device's key: the file name without its ending. */
  String key();

  /**
   * One that can be gone on with.
   *
   * @param loaded a current or previous checkpoint
   */
  record Usable(String key, Loaded loaded) implements Stored {}

  /**
   * One that cannot.
   *
   * @param failure says why in one line
   */
  record Unusable(String key, CheckpointException failure) implements Stored {}
}
