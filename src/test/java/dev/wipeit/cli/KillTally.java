package dev.wipeit.cli;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** How many kills there are to be, and what those until now have hit. For all threads. */
final class KillTally {

  private static final int PROGRESS = 25;

  private final long begin = System.nanoTime();
  private final int wanted;
  private final Map<String, Integer> counts = new TreeMap<>();
  private int left;
  private int kills;

  KillTally(int wanted) {
    this.wanted = wanted;
    this.left = wanted;
  }

  /** Whether there is a kill left; if so it is the caller's, to be done or given back. */
  synchronized boolean take() {
    if (left <= 0) {
      return false;
    }
    left--;
    return true;
  }

  /** The run was over before it was killed. */
  synchronized void giveBack() {
    left++;
  }

  /** No more kills, for anybody. */
  synchronized void giveUp() {
    left = Integer.MIN_VALUE / 2;
  }

  /** A kill with all that it hit; returns its number, from 1. */
  synchronized int killed(Iterable<String> what) {
    what.forEach(this::hit);
    kills++;
    if (kills % PROGRESS == 0) {
      System.out.println("KillIT: " + kills + " of " + wanted + " kills, " + seconds() + " s");
    }
    return kills;
  }

  synchronized void hit(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  synchronized boolean hasHit(Iterable<String> what) {
    for (String one : what) {
      if (!counts.containsKey(one)) {
        return false;
      }
    }
    return true;
  }

  synchronized int kills() {
    return kills;
  }

  @Override
  public synchronized String toString() {
    return kills + " kills in " + seconds() + " s " + counts;
  }

  private long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
  }
}
