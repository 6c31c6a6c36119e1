package dev.wipeit.device;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is on a device itself, not on its partitions.
 *
 * @param table how it is divided, or null where that is not known
 * @param found the signatures on it
 * @param problem why it could not be read, or null
 */
public record Content(@Nullable PartitionTable table, List<Found> found, @Nullable String problem) {

  public Content {
    found = List.copyOf(found);
  }

  /** A line for each item, for a person; empty where nothing is known to be on it. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    found.forEach(item -> lines.add(item.text()));
    if (table != null && table != PartitionTable.NONE) {
      lines.add(table.label() + " partition table");
    }
    if (problem != null) {
      lines.add("could not be read (" + problem + ")");
    }
    return lines;
  }
}
