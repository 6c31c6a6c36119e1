package dev.wipeit.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The runs as JSON texts, each with the version of its last change, for any number of readers. For
 * all threads; what is handed out never changes.
 */
final class Feed {

  /** The first look at the state directory takes a moment. */
  private static final long FIRST_MILLIS = 5000;

  private final String epoch;
  private final Function<RunView, String> json;
  private Moment now = new Moment(0, 0, Map.of());

  /**
   * @param epoch tells the versions of this process from those of another
   */
  Feed(String epoch, Function<RunView, String> json) {
    this.epoch = epoch;
    this.json = json;
  }

  /**
   * One run.
   *
   * @param view what it was made of
   * @param json what it is
   * @param version since when it is so
   */
  record Entry(RunView view, String json, long version) {}

  /**
   * All runs.
   *
   * @param version of the last change
   * @param removed the version in which a run was taken away last
   * @param entries by key
   */
  record Moment(long version, long removed, Map<String, Entry> entries) {

    List<Entry> since(long known) {
      return entries.values().stream().filter(entry -> entry.version() > known).toList();
    }
  }

  /** Takes all runs in. */
  synchronized void take(Snapshot snapshot) {
    long version = now.version() + 1;
    Map<String, Entry> entries = new LinkedHashMap<>();
    Map<String, Entry> before = new HashMap<>(now.entries());
    for (RunView run : snapshot.runs()) {
      @Nullable Entry old = before.remove(run.key());
      boolean same = old != null && old.view().equals(run);
      entries.put(run.key(), same ? old : new Entry(run, json.apply(run), version));
    }
    now = new Moment(version, before.isEmpty() ? now.removed() : version, entries);
    notifyAll();
  }

  /** What there is; of a feed that has just begun, as soon as there is anything. */
  Moment now() {
    return await(0, FIRST_MILLIS);
  }

  /** What there is once it is newer than {@code known}, or when the time is over. */
  synchronized Moment await(long known, long millis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      while (now.version() <= known) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          break;
        }
        wait(left);
      }
      return now;
    } catch (InterruptedException e) {
      // Nothing in this program interrupts a thread; see docs/architecture.md.
      throw new IllegalStateException(e);
    }
  }

  /** The id of an event of that version. */
  String id(long version) {
    return epoch + "-" + version;
  }

  /** The version behind an id, or -1 where a reader must be told everything. */
  long version(@Nullable String id, Moment at) {
    if (id == null || !id.matches("[a-z0-9]{1,20}-[0-9]{1,18}") || !id.startsWith(epoch + "-")) {
      return -1;
    }
    long version = Long.parseLong(id.substring(epoch.length() + 1));
    return version > at.version() || version < at.removed() ? -1 : version;
  }

  /** All runs in one JSON array. */
  static String array(Moment moment) {
    List<String> all = new ArrayList<>();
    moment.entries().values().forEach(entry -> all.add(entry.json()));
    return "[" + String.join(",", all) + "]";
  }
}
