package dev.wipeit.cuts;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointException;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.Loaded;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.checkpoint.Stored;
import dev.wipeit.cuts.Event.Said;
import dev.wipeit.cuts.Event.WriteBegun;
import dev.wipeit.cuts.Violation.Promise;
import dev.wipeit.testing.Scratch;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.Proof;
import dev.wipeit.wipe.WipeOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One cut of a run: builds what would be found, and holds it to what is promised. */
final class Aftermath {

  private static final int SECTOR = 512;

  private final Recording run;
  private final List<Event> happened;
  private final Loss loss;
  private final PassImage passes;
  private final byte[] image;

  Aftermath(Recording run, int events, Loss loss, PassImage passes) {
    this.run = run;
    this.happened = run.events().subList(0, events);
    this.loss = loss;
    this.passes = passes;
    this.image = DeviceAfter.of(run, happened, loss);
  }

  /**
   * Looks at what is left, and goes on with the run to its end.
   *
   * @param again how many more times the power fails on the way
   * @throws Violation if a promise is broken
   */
  void check(int again) throws IOException {
    Path folder = Scratch.folder("cut");
    try {
      StateAfter.of(run, happened, loss).layOut(folder);
      check(folder, again);
    } finally {
      Scratch.delete(folder);
    }
  }

  private void check(Path folder, int again) throws IOException {
    StateDirectory directory = StateDirectory.open(folder.resolve("state"));
    CheckpointStore store = new CheckpointStore(directory);
    @Nullable Checkpoint state = loaded(store).checkpoint();
    boolean isOver = state == null ? isOver(store) : !isGoneOn(store, state);
    RecordsAfter records = RecordsAfter.of(directory, runId(), run, happened);
    // The history takes time, and each way to lose something is drawn.
    boolean asksHistory = loss.device() == Loss.Fate.DRAWN;
    if (asksHistory && loss.seed() % 2 == 0) {
      records.checkHistory();
    }
    if (state != null && !isOver) {
      goOn(folder, store, state, records, again);
    } else {
      records.recover(state == null && isOver);
    }
    if (asksHistory) {
      records.checkHistory();
    }
  }

  /** Whether the run is gone on with; else it has not begun, and an old one stands. */
  private boolean isGoneOn(CheckpointStore store, Checkpoint state) throws IOException {
    checkNothingLost(store, state);
    if (!state.run().equals(runId())) {
      require(Promise.NOTHING_LOST, !hasWritten(), "the old run stands, and writes have begun");
      return false;
    }
    checkClaim(state);
    return true;
  }

  private Loaded loaded(CheckpointStore store) {
    try {
      return store.load(Recording.KEY);
    } catch (CheckpointException unreadable) {
      throw new Violation(Promise.STATE_READABLE, "" + unreadable.getMessage());
    }
  }

  private boolean hasWritten() {
    return happened.stream().anyMatch(WriteBegun.class::isInstance);
  }

  /** Whether all has happened; else nothing has. */
  private boolean isOver(CheckpointStore store) throws IOException {
    if (!hasWritten()) {
      require(
          Promise.NOTHING_LOST, Arrays.equals(image, run.device()), "changed before it was saved");
      require(Promise.OLD_RUN_KEPT, !run.scenario().overOld(), "neither there nor in the archive");
      return false;
    }
    for (Checkpoint archived : archived(store)) {
      boolean over = archived.pass() == archived.passes();
      if (archived.run().equals(runId()) && over) {
        require(
            Promise.NOTHING_LOST,
            archived.written() == archived.totalSize(),
            "in the archive and not over: " + archived);
        checkHolds(Promise.CLAIM_HOLDS, image, archived, 0, image.length);
        return true;
      }
    }
    throw new Violation(Promise.NOTHING_LOST, "nothing is saved, and writes have begun");
  }

  private String runId() {
    return run.outcome().state().run();
  }

  private static List<Checkpoint> archived(CheckpointStore store) throws IOException {
    List<Checkpoint> archived = new ArrayList<>();
    for (Stored stored : store.archived()) {
      if (stored instanceof Stored.Usable usable && usable.loaded().checkpoint() != null) {
        archived.add(usable.loaded().checkpoint());
      }
    }
    return archived;
  }

  private void checkNothingLost(CheckpointStore store, Checkpoint state) throws IOException {
    @Nullable Checkpoint said = null;
    for (Event event : happened) {
      said = event instanceof Said saying ? saying.saved() : said;
    }
    if (said != null) {
      require(
          Promise.NOTHING_LOST,
          state.run().equals(said.run()) && state.bytesDone() >= said.bytesDone(),
          "said " + said + ", but saved is " + state);
    }
    if (run.scenario().overOld() && state.run().equals(runId())) {
      require(
          Promise.OLD_RUN_KEPT,
          archived(store).stream().anyMatch(old -> !old.run().equals(runId())),
          "not in the archive");
    }
  }

  private void checkClaim(Checkpoint state) throws IOException {
    checkHolds(Promise.CLAIM_HOLDS, image, state, (int) state.unproven(), (int) state.written());
    for (Proof.Basis basis : List.of(Proof.Basis.IDENTITY, Proof.Basis.FILE)) {
      @Nullable String disproof =
          new Proof(state, basis).disproof(Recording.holding(image), new Random(loss.seed()));
      require(Promise.DEVICE_PROVEN, disproof == null, disproof + " by " + basis);
    }
  }

  private void goOn(
      Path folder, CheckpointStore store, Checkpoint state, RecordsAfter records, int again)
      throws IOException {
    Recording resumed = Recording.resumed(run.scenario(), state, image, folder);
    WipeOutcome outcome = resumed.outcome();
    require(
        Promise.RUN_ENDS,
        outcome.result() == WipeOutcome.Result.WIPED && outcome.saved(),
        "" + outcome);
    List<Event> all = resumed.events();
    byte[] left =
        DeviceAfter.of(resumed, all, new Loss(Loss.Fate.LOST, Loss.Fate.LOST, Loss.Fate.LOST, 0));
    checkHolds(Promise.RUN_ENDS, left, outcome.state(), 0, left.length);
    checkBadRanges(outcome.state());
    require(
        Promise.RUN_ENDS,
        store.load(Recording.KEY) instanceof Loaded.None,
        "something is left of the run");
    require(Promise.NOTHING_ELSE, resumed.violations().isEmpty(), "" + resumed.violations());
    records.checkGoneOn(state);
    if (again > 0) {
      Random random = loss.random();
      new Aftermath(resumed, random.nextInt(all.size() + 1), Loss.drawn(random.nextLong()), passes)
          .check(again - 1);
    }
  }

  /** Of the last pass no sector is named that takes writes, and no other is left out. */
  private void checkBadRanges(Checkpoint state) {
    TreeSet<Long> named = new TreeSet<>();
    for (ByteRange range : state.badRanges()) {
      for (long at = range.offset(); at < range.end(); at += SECTOR) {
        named.add(at / SECTOR);
      }
    }
    require(
        Promise.RUN_ENDS,
        named.equals(new TreeSet<>(run.scenario().bad())),
        "named as bad: " + named);
  }

  private void checkHolds(Promise promise, byte[] actual, Checkpoint state, int from, int to) {
    byte[] expected = passes.of(state);
    List<ByteRange> left = new ArrayList<>(state.badRanges());
    left.addAll(state.deferredRanges());
    left.sort(Comparator.comparingLong(ByteRange::offset));
    int at = from;
    for (ByteRange range : left) {
      int end = (int) Math.min(to, range.offset());
      checkEqual(promise, actual, expected, at, end, state);
      at = (int) Math.max(at, range.end());
    }
    checkEqual(promise, actual, expected, at, to, state);
  }

  private static void checkEqual(
      Promise promise, byte[] actual, byte[] expected, int from, int to, Checkpoint state) {
    if (from < to) {
      int mismatch = Arrays.mismatch(actual, from, to, expected, from, to);
      require(promise, mismatch < 0, "byte " + (from + mismatch) + " of " + state);
    }
  }

  private static void require(Promise promise, boolean holds, String otherwise) {
    if (!holds) {
      throw new Violation(promise, otherwise);
    }
  }
}
