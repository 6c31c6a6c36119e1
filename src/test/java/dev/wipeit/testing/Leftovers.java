package dev.wipeit.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is attached, mounted or running, so that the end of the JVM ends it; newest first. */
public final class Leftovers {

  private static final Set<AutoCloseable> OPEN = new LinkedHashSet<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::closeAll, "leftovers of tests"));
  }

  private Leftovers() {}

  /** Closes it at the end of the JVM, unless it is removed before. */
  public static void add(AutoCloseable fixture) {
    synchronized (OPEN) {
      OPEN.add(fixture);
    }
  }

  /** It has been closed. */
  public static void remove(AutoCloseable fixture) {
    synchronized (OPEN) {
      OPEN.remove(fixture);
    }
  }

  static <T> List<T> open(Class<T> type) {
    synchronized (OPEN) {
      List<T> newestFirst =
          new ArrayList<>(OPEN.stream().filter(type::isInstance).map(type::cast).toList());
      Collections.reverse(newestFirst);
      return newestFirst;
    }
  }

  private static void closeAll() {
    for (AutoCloseable fixture : open(AutoCloseable.class)) {
      try {
        fixture.close();
      } catch (Exception e) {
        // The last place where it can be told: the test framework has gone.
        System.err.println("left behind: " + fixture + ": " + e);
      }
    }
  }
}
