package dev.wipeit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
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
  public static List<Long> pids(long root) {
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

  /**
   * The folders in /proc of the threads of that name.
   *
   * @param name at most 15 characters, which is what the kernel keeps
   */
  static List<Path> threads(long pid, String name) {
    return tasks(pid).stream().filter(task -> text(task.resolve("comm")).equals(name)).toList();
  }

  private static List<Long> children(long pid) {
    return tasks(pid).stream()
        .flatMap(task -> Stream.of(text(task.resolve("children")).split(" ")))
        .filter(text -> !text.isEmpty())
        .map(Long::valueOf)
        .toList();
  }

  /** None where the process has ended. */
  private static List<Path> tasks(long pid) {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return tasks.toList();
    } catch (IOException | UncheckedIOException ended) {
      return List.of();
    }
  }

  /** Empty where the thread has ended: ENOENT, or ESRCH between open(2) and read(2). */
  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException ended) {
      return "";
    }
  }
}
