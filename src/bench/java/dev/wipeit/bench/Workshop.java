package dev.wipeit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The drives, the folder for files and the program that runs: all that must be gone at the end,
 * also after Ctrl-C. Thread-safe.
 */
final class Workshop implements AutoCloseable {

  /** Drives are in RAM; everything else is on a disk, as it would be. */
  private static final Path RAM = Path.of("/dev/shm");

  private final int mebibytes;
  private final int smallMebibytes;
  private final Path drives;
  private final Path folder;
  private final Map<Fleet, List<RamDrive>> fleets = new EnumMap<>(Fleet.class);
  private @Nullable Process running;
  private boolean closed;

  Workshop(int mebibytes, int smallMebibytes) throws IOException {
    this.mebibytes = mebibytes;
    this.smallMebibytes = smallMebibytes;
    this.drives = Files.createTempDirectory(RAM, "wipeit-bench.");
    this.folder = Files.createTempDirectory(Path.of("/var/tmp"), "wipeit-bench.");
  }

  /** A folder on a disk. */
  Path folder() {
    return folder;
  }

  /** The drives of a fleet, made when they are first asked for. */
  synchronized List<RamDrive> fleet(Fleet fleet) throws IOException {
    List<RamDrive> made = fleets.computeIfAbsent(fleet, ignored -> new ArrayList<>());
    int count = fleet == Fleet.FOUR ? 4 : 1;
    while (made.size() < count && !closed) {
      Path file = drives.resolve(fleet.name().toLowerCase(Locale.ROOT) + made.size());
      made.add(RamDrive.make(file, fleet == Fleet.SMALL ? smallMebibytes : mebibytes / count));
    }
    return List.copyOf(made);
  }

  /** Starts a program on drives that were looked at again. */
  synchronized Process start(ProcessBuilder builder, List<RamDrive> on) throws IOException {
    if (closed) {
      throw new IOException("stopped");
    }
    for (RamDrive drive : on) {
      drive.check();
    }
    Process process = builder.start();
    running = process;
    return process;
  }

  /**
   * Ends what still runs, detaches and deletes. What cannot be undone is told, and the rest done.
   */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    end();
    List<AutoCloseable> parts = new ArrayList<>();
    fleets.values().forEach(parts::addAll);
    parts.add(() -> delete(drives));
    parts.add(() -> delete(folder));
    @Nullable IOException failure = null;
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        failure = failure == null ? new IOException("not all is cleaned up", e) : failure;
        failure.addSuppressed(e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** A program that is killed takes up to a moment to let go of its drive. */
  private void end() throws IOException {
    Process process = running;
    if (process == null || !process.isAlive()) {
      return;
    }
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle one : all) {
      try {
        one.onExit().get(10, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new IOException("process " + one.pid() + " does not end", e);
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(tree)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
