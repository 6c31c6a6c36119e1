package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.wipe.WipeEvent.CheckpointFailed;
import dev.wipeit.wipe.WipeEvent.CheckpointSaved;
import dev.wipeit.wipe.WipeEvent.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SparseCheckpointsTest {

  private static final long MILLI = 1_000_000;

  private final Checkpoint begin = new Bench("zero", 1 << 20, 4096).fresh(1, VerifyMode.NONE);
  private final List<WipeEvent> told = new ArrayList<>();
  private long now = Long.MIN_VALUE + 5;
  private final SparseCheckpoints sparse = new SparseCheckpoints(told::add, () -> now);

  private final CheckpointSaved first = saved(1);
  private final CheckpointSaved second = saved(2);
  private final CheckpointSaved third = saved(3);
  private final Progress progress = new Progress(begin, 0, null, 0);

  private CheckpointSaved saved(long written) {
    return new CheckpointSaved(Draft.of(begin).written(written).checkpoint());
  }

  private void after(long millis, WipeEvent event) {
    now += millis * MILLI;
    sparse.accept(event);
  }

  @Test
  void theFirstIsToldAtOnceAndTheNextAfterATenthOfASecond() {
    after(0, first);
    after(99, second);
    assertEquals(List.of(first), told);
    after(1, third);
    assertEquals(List.of(first, third), told);
  }

  @Test
  void theLastIsToldBeforeWhateverHappensNext() {
    WipeEvent failed = new CheckpointFailed("full");
    after(0, first);
    after(1, second);
    after(1, third);
    after(1, failed);
    after(0, failed);
    assertEquals(List.of(first, third, failed, failed), told);
  }

  @Test
  void progressTellsItWhenATenthOfASecondIsOver() {
    after(0, first);
    after(1, second);
    after(1, progress);
    after(97, progress);
    assertEquals(List.of(first, progress, progress), told);
    after(1, progress);
    after(200, progress);
    assertEquals(List.of(first, progress, progress, second, progress, progress), told);
  }

  @Test
  void slowOnesAreAllTold() {
    after(100, first);
    after(100, second);
    after(100, third);
    assertEquals(List.of(first, second, third), told);
  }
}
