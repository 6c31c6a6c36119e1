package dev.wipeit.cuts;

import dev.wipeit.cuts.Event.Content;
import dev.wipeit.cuts.Event.ContentForced;
import dev.wipeit.cuts.Event.FolderForced;
import dev.wipeit.cuts.Event.Naming;
import dev.wipeit.cuts.Event.Shortened;
import dev.wipeit.cuts.Event.Written;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of the state directory as they are found after a cut.
 *
 * <p>Names: those that a sync of their folder covers are there. Of the later changes any may be
 * lost, but then so are all after it in the same folder; a change is there as a whole, also where
 * it concerns two folders. Contents: see {@link FileThen}.
 */
final class StateAfter {

  private final List<Event> happened;
  private final Loss loss;
  private final Random random;

  private StateAfter(List<Event> happened, Loss loss) {
    this.happened = happened;
    this.loss = loss;
    this.random = loss.random();
  }

  /**
   * The files that are left.
   *
   * @param happened the events before the cut
   */
  static StateFilesThen of(Recording run, List<Event> happened, Loss loss) {
    StateAfter after = new StateAfter(happened, loss);
    Map<String, Integer> names = new TreeMap<>(run.files().names());
    after.surviving().forEach(change -> change.apply(names));
    Map<Integer, byte[]> contents = after.contents(run.files().contents());
    names.values().forEach(file -> contents.putIfAbsent(file, new byte[0]));
    return new StateFilesThen(names, contents);
  }

  private List<Naming> surviving() {
    Set<Naming> durable = durable();
    Set<String> lost = new HashSet<>();
    List<Naming> surviving = new ArrayList<>();
    for (Naming change : changes(happened.size())) {
      boolean mayBe = Collections.disjoint(lost, change.folders());
      if (durable.contains(change) || (mayBe && isKept(loss.names()))) {
        surviving.add(change);
      } else {
        lost.addAll(change.folders());
      }
    }
    return surviving;
  }

  /** What a sync of a folder covers, and what was before that in the same folders. */
  private Set<Naming> durable() {
    Map<String, Integer> forced = new HashMap<>();
    Set<Naming> durable = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = happened.size() - 1; i >= 0; i--) {
      if (happened.get(i) instanceof FolderForced force) {
        forced.putIfAbsent(force.folder(), i);
      } else if (happened.get(i) instanceof Naming change
          && change.folders().stream().anyMatch(forced::containsKey)) {
        durable.add(change);
        change.folders().forEach(folder -> forced.putIfAbsent(folder, Integer.MAX_VALUE));
      }
    }
    return durable;
  }

  private List<Naming> changes(int before) {
    return happened.subList(0, before).stream()
        .filter(Naming.class::isInstance)
        .map(Naming.class::cast)
        .toList();
  }

  private Map<Integer, byte[]> contents(Map<Integer, byte[]> before) {
    Map<Integer, FileThen> files = new TreeMap<>();
    before.forEach((file, bytes) -> files.put(file, new FileThen(bytes)));
    for (Event event : happened) {
      if (event instanceof Content content) {
        at(files, content.file()).replace(content.bytes());
      } else if (event instanceof Written written) {
        at(files, written.file()).write(written);
      } else if (event instanceof Shortened shortened) {
        at(files, shortened.file()).shorten(shortened);
      } else if (event instanceof ContentForced force) {
        at(files, force.file()).force();
      }
    }
    Map<Integer, byte[]> contents = new HashMap<>();
    files.forEach((file, then) -> contents.put(file, then.left(loss.contents(), random)));
    return contents;
  }

  private static FileThen at(Map<Integer, FileThen> files, int file) {
    return files.computeIfAbsent(file, created -> new FileThen(new byte[0]));
  }

  private boolean isKept(Loss.Fate fate) {
    return fate == Loss.Fate.DRAWN ? random.nextInt(3) > 0 : fate == Loss.Fate.KEPT;
  }
}
