package dev.wipeit.history;

import java.util.List;

/**
 * All that is known of a run.
 *
 * @param run the run as it is listed, and what its journal's first line says
 * @param processes the processes that worked on it, in order
 * @param passes what each pass wrote and read back, in order
 * @param sectors what would not be written or read, or differed
 * @param verifications what reading back showed, in order
 * @param health what the drive said of itself, in order
 * @param events what happened besides progress, in order
 * @param speeds how long each part of the device took, by pass, phase and part
 */
public record RunStory(
    Row run,
    List<Row> processes,
    List<Row> passes,
    List<Row> sectors,
    List<Row> verifications,
    List<Row> health,
    List<Row> events,
    List<Row> speeds) {

  /** Into how many parts the device is divided for its speeds. */
  public static final int PARTS = SpeedSums.BUCKETS;
}
