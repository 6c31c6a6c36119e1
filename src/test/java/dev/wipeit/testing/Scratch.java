package dev.wipeit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Fresh folders for fixtures, in memory where the machine has {@code /dev/shm}. */
public final class Scratch {

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private Scratch() {}

  /** A new, empty folder with its canonical path. */
  public static Path folder(String purpose) throws IOException {
    String prefix = "wipeit-test-" + purpose + "-";
    Path folder =
        Files.isWritable(SHARED_MEMORY)
            ? Files.createTempDirectory(SHARED_MEMORY, prefix)
            : Files.createTempDirectory(prefix);
    return folder.toRealPath();
  }

  /** Deletes a folder with all that is in it; symbolic links are not followed. */
  public static void delete(Path folder) throws IOException {
    if (!folder.getFileName().toString().startsWith("wipeit-test-")) {
      throw new IllegalArgumentException("not a scratch folder: " + folder);
    }
    if (Files.notExists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
