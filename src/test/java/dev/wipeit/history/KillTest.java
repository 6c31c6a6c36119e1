package dev.wipeit.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed while they take journals in, and several at once. */
final class KillTest {

  private static final int KILLS = Integer.getInteger("wipeit.kills", 12);
  private static final int JOURNALS = 30;

  @TempDir private Path folder;
  private StateDirectory state;
  private List<String> expected;
  private long seed;
  private Random random;

  @BeforeEach
  void writeJournals() throws Exception {
    seed = Long.getLong("wipeit.seed", System.nanoTime());
    random = new Random(seed);
    StateDirectory whole = StateDirectory.open(folder.resolve("whole"));
    state = StateDirectory.open(folder.resolve("state"));
    for (int i = 0; i < JOURNALS; i++) {
      WrittenJournal journal = WrittenJournal.usual("20261121-01" + (10 + i) + "-7f3a9c");
      journal.into(whole);
      journal.into(state);
    }
    expected = Records.takenIn(whole);
  }

  private void kill(String what) throws IOException, InterruptedException {
    Process child = ChildHistory.start(what, state.path());
    assertEquals('b', child.getInputStream().read());
    boolean ended = child.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
    child.destroyForcibly().waitFor();
    assertTrue(!ended || child.exitValue() == 0, "seed " + seed);
  }

  @Test
  void killedWhileItTakesInWhatIsNew() throws Exception {
    for (int i = 0; i < KILLS; i++) {
      kill("take");
    }
    assertEquals(expected, Records.takenIn(state), "seed " + seed);
  }

  @Test
  void killedWhileItRebuilds() throws Exception {
    Records.takenIn(state);
    for (int i = 0; i < KILLS; i++) {
      kill("rebuild");
    }
    assertEquals(expected, Records.takenIn(state), "seed " + seed);
  }

  @Test
  void killedWhileItCompresses() throws Exception {
    Records.takenIn(state);
    for (int i = 0; i < KILLS / 2; i++) {
      kill("compact");
      try (History history = Records.open(state, new ArrayList<>())) {
        Inspection found = history.inspect();
        assertEquals(List.of(), found.flaws(), "seed " + seed);
        assertEquals(JOURNALS, found.journals(), "seed " + seed);
      }
    }
    Files.delete(History.file(state));
    assertEquals(expected, Records.takenIn(state), "seed " + seed);
  }

  @Test
  void severalAtOnceTakeEachLineInOnce() throws Exception {
    List<Process> children = new ArrayList<>();
    for (String what : List.of("take", "take", "rebuild", "take")) {
      children.add(ChildHistory.start(what, state.path()));
    }
    for (Process child : children) {
      assertTrue(child.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, child.exitValue());
    }
    assertEquals(expected, Records.takenIn(state));
  }
}
