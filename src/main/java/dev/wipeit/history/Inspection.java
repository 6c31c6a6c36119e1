package dev.wipeit.history;

import java.util.List;

/**
 * What was found when everything was verified.
 *
 * @param journals how many journals there are
 * @param lines how many of their lines are as they were written
 * @param flaws what is not, a line each
 */
public record Inspection(long journals, long lines, List<String> flaws) {

  public Inspection {
    flaws = List.copyOf(flaws);
  }
}
