package dev.wipeit.cli;

import java.util.OptionalLong;

/**
 * An unfinished run of a disk.
 *
 * @param run its id
 * @param method the id of its method
 * @param percent how much of it is done
 * @param holder the process that works on it, or empty where it is interrupted
 */
record PendingRun(String run, String method, double percent, OptionalLong holder) {

  boolean isGoingOn() {
    return holder.isPresent();
  }
}
