package dev.wipeit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The open file descriptors of this JVM: proc_pid_fd(5). */
public final class OpenDescriptors {

  private OpenDescriptors() {}

  /** How many lead to such a file. */
  public static long count(Predicate<Path> files) throws IOException {
    long count = 0;
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        if (leadsTo(files, descriptor)) {
          count++;
        }
      }
    }
    return count;
  }

  /** The JVM opens and closes its own meanwhile. */
  private static boolean leadsTo(Predicate<Path> files, Path descriptor) throws IOException {
    try {
      return files.test(Files.readSymbolicLink(descriptor));
    } catch (NoSuchFileException closed) {
      return false;
    }
  }
}
