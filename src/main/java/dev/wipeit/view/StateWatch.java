package dev.wipeit.view;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits for changes in the state directory: by inotify(7), which the JDK uses on Linux and which
 * costs a writer next to nothing. Where the kernel gives no more of it ({@code
 * fs.inotify.max_user_instances}), by looking ten times a second. For one thread.
 */
final class StateWatch implements Closeable {

  private static final Duration POLL = Duration.ofMillis(90);

  private static final WatchEvent.Kind<?>[] NAMES = {ENTRY_CREATE, ENTRY_DELETE};
  private static final WatchEvent.Kind<?>[] CONTENTS = {ENTRY_CREATE, ENTRY_MODIFY};

  private final Path directory;
  private final @Nullable WatchService service;
  private final Map<Path, WatchKey> watched = new HashMap<>();

  private StateWatch(Path directory, @Nullable WatchService service) {
    this.directory = directory;
    this.service = service;
  }

  /** A watch of a directory that need not be there yet. */
  static StateWatch of(Path directory) {
    @Nullable WatchService service;
    try {
      service = directory.getFileSystem().newWatchService();
    } catch (IOException | UnsupportedOperationException noneLeft) {
      service = null;
    }
    return new StateWatch(directory, service);
  }

  /** Whether changes are told by the kernel. */
  boolean isTold() {
    return service != null;
  }

  /** Returns when something may have changed, or after {@code most} at the latest. */
  void await(Duration most) {
    if (service == null) {
      LockSupport.parkNanos(Math.min(POLL.toNanos(), most.toNanos()));
      return;
    }
    watch(service);
    try {
      @Nullable WatchKey key = service.poll(most.toNanos(), TimeUnit.NANOSECONDS);
      while (key != null) {
        key.pollEvents();
        key.reset();
        key = service.poll();
      }
    } catch (InterruptedException e) {
      // Nothing in this program interrupts a thread; see docs/architecture.md.
      throw new IllegalStateException(e);
    }
  }

  /** What is not watched yet, or was made anew. */
  private void watch(WatchService by) {
    watched.values().removeIf(key -> !key.isValid());
    List<Path> folders = new ArrayList<>(List.of(directory));
    folders.add(directory.resolve("progress"));
    folders.add(directory.resolve("journal"));
    for (Path folder : folders) {
      if (!watched.containsKey(folder) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        register(folder, by);
      }
    }
  }

  /** One that is gone again is tried anew by each wait, which returns in time all the same. */
  private void register(Path folder, WatchService by) {
    try {
      watched.put(folder, folder.register(by, folder.endsWith("journal") ? CONTENTS : NAMES));
    } catch (IOException notNow) {
      watched.remove(folder);
    }
  }

  @Override
  public void close() throws IOException {
    if (service != null) {
      service.close();
    }
  }
}
