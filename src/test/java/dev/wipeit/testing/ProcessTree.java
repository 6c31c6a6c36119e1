package dev.wipeit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A process and those below it, as /proc has them. */
public final class ProcessTree {

  private ProcessTree() {}

  /** The process itself first, then its children and theirs. */
  public static List<Long> pids(long root) throws IOException {
    List<Long> pids = new ArrayList<>(List.of(root));
    for (int i = 0; i < pids.size(); i++) {
      pids.addAll(children(pids.get(i)));
    }
    return pids;
  }

  /** Whether the process runs a Java machine. */
  static boolean isJava(long pid) throws IOException {
    try {
      return Path.of("/proc/" + pid + "/exe").toRealPath().endsWith("java");
    } catch (NoSuchFileException ended) {
      return false;
    }
  }

  private static List<Long> children(long pid) throws IOException {
    List<Long> pids = new ArrayList<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks.toList()) {
        String line = Files.readString(task.resolve("children")).strip();
        Stream.of(line.split(" "))
            .filter(text -> !text.isEmpty())
            .map(Long::valueOf)
            .forEach(pids::add);
      }
    } catch (IOException ended) {
      // A thread or process that has ended meanwhile (ENOENT, ESRCH) has no children.
      return pids;
    }
    return pids;
  }
}
