package dev.wipeit.cli;

import dev.wipeit.testing.Tool;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The I/O priority of each thread of a process, from outside. */
final class ThreadPriorities {

  private ThreadPriorities() {}

  /** As ionice(1) tells them, by the name of the thread and its id. */
  static Map<String, String> of(long pid) throws IOException {
    Map<String, String> classes = new HashMap<>();
    Tool threads = Tool.run("ps", "-L", "-o", "tid=,comm=", "-p", Long.toString(pid));
    for (String line : threads.succeeded().output().lines().toList()) {
      String[] parts = line.strip().split("\\s+", 2);
      Tool ionice = Tool.run("ionice", "-p", parts[0]);
      classes.put(parts[1] + " " + parts[0], ionice.output().strip());
    }
    return classes;
  }
}
