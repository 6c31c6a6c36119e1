package dev.wipeit.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Debian's kernel, as src/test/lab/kernel fetches it: files only, it is installed nowhere. */
public final class DebianKernel {

  private DebianKernel() {}

  /** Where it is looked for: a folder with boot and lib/modules, not necessarily there. */
  public static Path folder() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path caches =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return caches.resolve("wipeit/lab/kernel");
  }

  /** Whether it has been fetched. */
  public static boolean isThere() throws IOException {
    Path boot = folder().resolve("boot");
    if (!Files.isDirectory(boot)) {
      return false;
    }
    try (Stream<Path> files = Files.list(boot)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("vmlinuz-"));
    }
  }
}
