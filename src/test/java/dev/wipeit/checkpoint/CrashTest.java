package dev.wipeit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.CheckpointException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stops a save or an archive at each of its steps, and looks what is left. */
final class CrashTest {

  private static final Checkpoint OLDER = Samples.at(1000);
  private static final Checkpoint OLD = Samples.at(2000);
  private static final Checkpoint NEW = Samples.at(3000);
  private static final Checkpoint FRESH = Samples.at("fresh", 1, 0);

  @TempDir Path temp;

  /** What is on disk before. */
  enum Before {
    NOTHING,
    ONE,
    TWO,
    DAMAGED_CURRENT,
    MISSING_CURRENT,
    STALE_TEMPORARY
  }

  @Test
  void savesInThisOrder() throws IOException {
    FaultyFiles files = FaultyFiles.sound();
    CheckpointStore store = new CheckpointStore(prepare(Before.ONE, 0), files);
    store.save("k", NEW);
    assertEquals(
        List.of(
            "create k.json.tmp",
            "write k.json.tmp",
            "force k.json.tmp",
            "rename k.json k.json.previous",
            "rename k.json.tmp k.json",
            "force progress"),
        files.steps);
  }

  @Test
  void archivesInThisOrder() throws IOException {
    FaultyFiles files = FaultyFiles.sound();
    new CheckpointStore(prepare(Before.TWO, 0), files).archive("k", "run");
    assertEquals(
        List.of(
            "delete k.json.tmp",
            "delete k.json.previous",
            "rename k.json run.json",
            "force archive",
            "force progress"),
        files.steps);
  }

  @ParameterizedTest
  @EnumSource
  void aCutAnywhereInASaveLeavesTheOldOrTheNewState(Before before) throws IOException {
    boolean complete = false;
    for (int step = 0; !complete; step++) {
      StateDirectory directory = prepare(before, step);
      Checkpoint old = new CheckpointStore(directory).load("k").checkpoint();
      complete = save(directory, FaultyFiles.cutAt(step));
      Checkpoint left = new CheckpointStore(directory).load("k").checkpoint();
      assertTrue(NEW.equals(left) || java.util.Objects.equals(old, left), "step " + step);
      assertTrue(!complete || NEW.equals(left));
      // The next process goes on from there.
      new CheckpointStore(directory).save("k", NEW);
      assertEquals(new Loaded.Current(NEW), new CheckpointStore(directory).load("k"));
      assertFalse(Files.exists(StateFiles.of(directory, "k").temporary()));
      assertTrue(step < 10);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFailureAnywhereInASaveIsSaidAndTheNextSaveWorks(Before before) throws IOException {
    boolean complete = false;
    for (int step = 0; !complete; step++) {
      StateDirectory directory = prepare(before, 100 + step);
      Checkpoint old = new CheckpointStore(directory).load("k").checkpoint();
      CheckpointStore store = new CheckpointStore(directory, FaultyFiles.failingAt(step));
      complete = save(store, directory);
      Checkpoint left = store.load("k").checkpoint();
      assertTrue(NEW.equals(left) || java.util.Objects.equals(old, left), "step " + step);
      if (complete) {
        continue;
      }
      Checkpoint next = Samples.at(4000);
      store.save("k", next);
      assertEquals(new Loaded.Current(next), store.load("k"));
      Files.delete(StateFiles.of(directory, "k").current());
      boolean first = old == null && !NEW.equals(left);
      Checkpoint behind = first ? null : left;
      assertEquals(behind, store.load("k").checkpoint(), "step " + step);
      assertTrue(step < 10);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCutAnywhereInAnArchiveLeavesTheOldStateOrNone(Before before) throws IOException {
    boolean complete = false;
    for (int step = 0; !complete; step++) {
      StateDirectory directory = prepare(before, step);
      Checkpoint old = new CheckpointStore(directory).load("k").checkpoint();
      complete = archive(directory, FaultyFiles.cutAt(step));
      Checkpoint left = new CheckpointStore(directory).load("k").checkpoint();
      assertTrue(left == null || left.equals(old), "step " + step);
      if (left == null && old != null) {
        assertTrue(archived(directory).contains(old), "step " + step);
      }
      new CheckpointStore(directory).archive("k", "run");
      assertEquals(new Loaded.None(), new CheckpointStore(directory).load("k"));
      assertEquals(old == null, archived(directory).isEmpty());
      assertTrue(step < 10);
    }
  }

  @Test
  void beginsInThisOrder() throws IOException {
    FaultyFiles files = FaultyFiles.sound();
    new CheckpointStore(prepare(Before.TWO, 0), files).begin("k", FRESH, "run");
    assertEquals(
        List.of(
            "link run.json k.json",
            "force archive",
            "delete k.json.previous",
            "create k.json.tmp",
            "write k.json.tmp",
            "force k.json.tmp",
            "rename k.json.tmp k.json",
            "force progress",
            "delete k.json.previous"),
        files.steps);
  }

  @ParameterizedTest
  @EnumSource
  void aCutAnywhereInABeginningLeavesTheOldRunOrTheNewOneAndTheOldOneInTheArchive(Before before)
      throws IOException {
    boolean complete = false;
    for (int step = 0; !complete; step++) {
      StateDirectory directory = prepare(before, 200 + step);
      Checkpoint old = new CheckpointStore(directory).load("k").checkpoint();
      complete = begin(directory, FaultyFiles.cutAt(step));
      Checkpoint left = new CheckpointStore(directory).load("k").checkpoint();
      assertTrue(FRESH.equals(left) || java.util.Objects.equals(old, left), "step " + step);
      assertTrue(!complete || FRESH.equals(left));
      if (FRESH.equals(left) && old != null) {
        assertTrue(archived(directory).contains(old), "step " + step);
      }
      assertTrue(step < 15);
    }
  }

  private static boolean begin(StateDirectory directory, FaultyFiles files) {
    try {
      new CheckpointStore(directory, files).begin("k", FRESH, "run");
      return true;
    } catch (CheckpointException failed) {
      assertEquals(Kind.UNSAVED, failed.kind());
      return false;
    }
  }

  private static boolean save(StateDirectory directory, FaultyFiles files) {
    return save(new CheckpointStore(directory, files), directory);
  }

  private static boolean save(CheckpointStore store, StateDirectory directory) {
    try {
      store.save("k", NEW);
      return true;
    } catch (CheckpointException failed) {
      assertEquals(Kind.UNSAVED, failed.kind());
      Path current = StateFiles.of(directory, "k").current();
      assertEquals(
          current + ": progress could not be saved: No space left on device", failed.getMessage());
      return false;
    }
  }

  private static boolean archive(StateDirectory directory, FaultyFiles files) {
    try {
      new CheckpointStore(directory, files).archive("k", "run");
      return true;
    } catch (CheckpointException failed) {
      assertEquals(Kind.UNSAVED, failed.kind());
      assertTrue(failed.getMessage().contains(": could not be archived: "));
      return false;
    }
  }

  private StateDirectory prepare(Before before, int number) throws IOException {
    StateDirectory directory = StateDirectory.open(temp.resolve(before + "-" + number));
    CheckpointStore store = new CheckpointStore(directory);
    StateFiles files = StateFiles.of(directory, "k");
    if (Set.of(Before.TWO, Before.DAMAGED_CURRENT, Before.MISSING_CURRENT).contains(before)) {
      store.save("k", OLDER);
    }
    if (before != Before.NOTHING) {
      store.save("k", OLD);
    }
    switch (before) {
      case DAMAGED_CURRENT -> Files.writeString(files.current(), "{\"format\":");
      case MISSING_CURRENT -> Files.delete(files.current());
      case STALE_TEMPORARY -> Files.writeString(files.temporary(), "half");
      default -> assertFalse(Files.exists(files.temporary()));
    }
    return directory;
  }

  private static List<Checkpoint> archived(StateDirectory directory) throws IOException {
    try (var files = Files.list(directory.archive())) {
      return files.map(CrashTest::decoded).filter(c -> c != null).toList();
    }
  }

  private static Checkpoint decoded(Path file) {
    try {
      return CheckpointCodec.decode(Files.readAllBytes(file), file.toString());
    } catch (IOException damaged) {
      return null;
    }
  }
}
