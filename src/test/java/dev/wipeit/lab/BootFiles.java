package dev.wipeit.lab;

import dev.wipeit.testing.Leftovers;
import dev.wipeit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the emulated machine boots from, built by src/test/lab/build once per JVM and deleted with
 * it: this machine's own programs, the JDK that runs the tests made small, Debian's kernel.
 */
final class BootFiles implements AutoCloseable {

  /** It takes ten seconds of a processor. */
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  private static @Nullable BootFiles built;

  private final Path folder;

  private BootFiles(Path folder) {
    this.folder = folder;
  }

  static synchronized BootFiles built() throws IOException {
    if (built == null) {
      Path base = Path.of(System.getProperty("wipeit.basedir", "")).toAbsolutePath();
      Path target = Files.createDirectories(base.resolve("target"));
      BootFiles files = new BootFiles(Files.createTempDirectory(target, "lab-"));
      Leftovers.add(files);
      String script = base.resolve("src/test/lab/build").toString();
      String java = System.getProperty("java.home");
      String program = System.getProperty("wipeit.program");
      Objects.requireNonNull(program, "the system property wipeit.program is set by failsafe");
      String kernel = DebianKernel.folder().toString();
      Tool.run(DEADLINE, script, kernel, java, program, files.folder.toString()).succeeded();
      built = files;
    }
    return built;
  }

  Path kernel() {
    return folder.resolve("vmlinux");
  }

  Path initramfs() {
    return folder.resolve("initramfs");
  }

  /** The root file system, a squashfs. */
  Path root() {
    return folder.resolve("root.squashfs");
  }

  @Override
  public void close() throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
    Leftovers.remove(this);
  }
}
