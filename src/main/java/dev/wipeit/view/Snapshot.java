package dev.wipeit.view;

import java.util.List;

/**
 * All runs of the host at one moment.
 *
 * @param version counts the changes; two snapshots of one source with the same version are equal
 * @param runs in the order of their keys
 */
public record Snapshot(long version, List<RunView> runs) {

  public Snapshot {
    runs = List.copyOf(runs);
  }

  /** Before anything is known. */
  public static final Snapshot EMPTY = new Snapshot(0, List.of());
}
