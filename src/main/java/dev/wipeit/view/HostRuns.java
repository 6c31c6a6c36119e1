package dev.wipeit.view;

import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.DeviceLock;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.checkpoint.Stored;
import dev.wipeit.device.Surroundings;
import dev.wipeit.device.SystemRoots;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The runs of every process on the host, from the state directory alone: checkpoints, who holds
 * their locks, and the ends of their journals. Each look reads only what has changed since the
 * last. A run that ends while it is looked at stays, as over. For one thread.
 */
public final class HostRuns implements Closeable {

  /** A process that is killed tells nobody; so the locks are looked at again. */
  private static final Duration HOLDERS_EVERY = Duration.ofMillis(500);

  private final Path directory;
  private final SystemRoots roots;
  private final Clock clock;
  private final Surroundings surroundings;
  private final Map<String, Tracked> tracked = new TreeMap<>();
  private final Map<String, Object> stamps = new HashMap<>();
  private Instant holdersAt = Instant.MIN;
  private Snapshot last = Snapshot.EMPTY;

  /**
   * @param directory the state directory, which need not be there yet
   */
  public HostRuns(Path directory, SystemRoots roots, Clock clock) {
    this.directory = directory;
    this.roots = roots;
    this.clock = clock;
    this.surroundings = new Surroundings(roots);
  }

  /**
   * Looks again.
   *
   * @return the snapshot of the last look where nothing has changed
   * @throws IOException if the state directory is there, but cannot be trusted or read
   */
  public Snapshot look() throws IOException {
    Optional<StateDirectory> state = StateDirectory.existing(directory);
    if (state.isPresent()) {
      checkpoints(state.get());
      holders(state.get());
    } else {
      tracked.values().forEach(Tracked::vanished);
    }
    Instant now = clock.instant();
    for (Tracked run : tracked.values()) {
      run.readOn();
      run.look(now);
    }
    List<RunView> views = tracked.values().stream().map(run -> run.view(now)).toList();
    if (!views.equals(last.runs())) {
      last = new Snapshot(last.version() + 1, views);
    }
    return last;
  }

  Path directory() {
    return directory;
  }

  private void checkpoints(StateDirectory state) throws IOException {
    CheckpointStore store = new CheckpointStore(state);
    List<String> keys = store.keys();
    for (String key : keys) {
      Object stamp = store.stamp(key);
      Tracked known = tracked.get(key);
      if (known == null || known.isGone() || !stamp.equals(stamps.get(key))) {
        take(store, key);
        stamps.put(key, stamp);
      }
    }
    tracked.entrySet().removeIf(run -> !keys.contains(run.getKey()) && !run.getValue().isKnown());
    tracked.forEach((key, run) -> leaveIfGone(keys, key, run));
  }

  private void take(CheckpointStore store, String key) throws IOException {
    Optional<Stored> stored = store.one(key);
    if (stored.isPresent()) {
      tracked
          .computeIfAbsent(
              key, each -> new Tracked(each, directory.resolve("journal"), surroundings))
          .saved(stored.get());
      holdersAt = Instant.MIN;
    }
  }

  private static void leaveIfGone(List<String> keys, String key, Tracked run) {
    if (!keys.contains(key)) {
      run.vanished();
    }
  }

  private void holders(StateDirectory state) throws IOException {
    Instant now = clock.instant();
    if (now.isBefore(holdersAt.plus(HOLDERS_EVERY)) && !now.isBefore(holdersAt)) {
      return;
    }
    Map<String, OptionalLong> holders = DeviceLock.holders(state, tracked.keySet(), roots.proc());
    tracked.forEach((key, run) -> run.heldBy(holders.getOrDefault(key, OptionalLong.empty())));
    holdersAt = now;
  }

  @Override
  public void close() throws IOException {
    for (Tracked run : tracked.values()) {
      run.close();
    }
  }
}
