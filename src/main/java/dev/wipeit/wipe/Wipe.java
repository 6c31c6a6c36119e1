package dev.wipeit.wipe;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.media.MediaException;
import dev.wipeit.method.FillPattern;
import dev.wipeit.method.PassKey;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.WipeEvent.Finished;
import dev.wipeit.wipe.WipeEvent.PhaseStarted;
import dev.wipeit.wipe.WipeEvent.Started;
import dev.wipeit.wipe.WipeOutcome.Result;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a wipe on an opened device from a state on: pass after pass, each written, made durable and
 * read back as asked, with a checkpoint whenever one falls due.
 *
 * <p>The order is always: write, make the device durable, replace the checkpoint. A key is saved
 * before the first byte of its pass is written.
 */
public final class Wipe {

  /**
   * How far a resumed pass goes back, in bytes: the caches of drives that confirm before they have
   * written are smaller than this.
   */
  public static final long REWIND_BYTES = 64L << 20;

  private final WatchedMedia media;
  private final Gate gate;
  private final Pace pace;
  private final Tolerance tolerance;
  private final Care care;
  private final StopRequest stop;
  private final Consumer<WipeEvent> listener;
  private final Ledger ledger;
  private final CheckpointSink sink;
  private final StallMeter meter;
  private final LongSupplier nanoTime;
  private final Buffers buffers;
  private final SecureRandom random;
  private final Checkpoint begin;
  private final boolean resumed;
  private @Nullable Verification verification;
  private boolean readAll;
  private long sessionBytes;

  /** The outcome is known: what a thread that the device held does now is not part of the run. */
  private volatile boolean isOver;

  /**
   * @param begin the state to begin at: of {@link WipePlan#begin}, or a checkpoint that was proven
   * @param resumed whether it is a checkpoint
   * @param pace how fast it may go, and how often it is saved
   * @param tolerance how much the device may refuse
   * @param care what is looked after beside the work
   * @param listener told everything, by one thread at a time
   */
  public Wipe(
      Checkpoint begin,
      boolean resumed,
      BlockMedia media,
      Pace pace,
      Tolerance tolerance,
      Care care,
      CheckpointSink sink,
      StopRequest stop,
      Consumer<WipeEvent> listener,
      Clock clock,
      LongSupplier nanoTime,
      SecureRandom random) {
    this.begin = resumed ? goneOn(begin) : begin;
    this.resumed = resumed;
    this.gate = new Gate(stop, nanoTime);
    this.media = new WatchedMedia(media, gate, nanoTime);
    this.pace = pace;
    this.tolerance = tolerance;
    this.care = care;
    this.stop = stop;
    Object order = new Object();
    this.listener =
        event -> {
          synchronized (order) {
            if (!isOver || event instanceof Finished) {
              listener.accept(event);
            }
          }
        };
    this.ledger = new Ledger(this.begin, this::save, this.listener, clock, gate::workedNanos);
    this.sink = sink;
    this.meter = new StallMeter(care.stalls(), nanoTime.getAsLong());
    this.nanoTime = nanoTime;
    this.buffers = new Buffers(pace.means().pool());
    this.random = random;
  }

  /**
   * Works until the run is over, stopped or failed. Nothing is written before the first checkpoint
   * is saved.
   *
   * @throws IOException if the first checkpoint could not be saved; nothing was written
   */
  public WipeOutcome run() throws IOException {
    long from = PassWriter.rewound(begin);
    saveBeginning(from);
    listener.accept(new Started(ledger.state(), resumed, from));
    WipeOutcome outcome = watched();
    isOver = true;
    listener.accept(new Finished(outcome));
    return outcome;
  }

  /**
   * What a resumed run begins with. Where nothing will be read back, the end of a pass that was
   * complete is written again too: the drive may have lost what it had confirmed.
   */
  private static Checkpoint goneOn(Checkpoint saved) {
    return saved.phase() == Phase.WRITE || Work.verifies(saved)
        ? saved
        : Draft.of(saved).phase(Phase.WRITE).checkpoint();
  }

  private WipeOutcome watched() {
    Thermostat thermostat = new Thermostat(care.cooling(), gate, listener);
    try {
      thermostat.start();
      WipeOutcome outcome =
          new Watch<WipeOutcome>(media, meter, listener, nanoTime).over(this::workWithBuffers);
      Delays delays =
          new Delays(meter.stalls(), meter.longest(), Duration.ofNanos(gate.closedNanos()));
      return (outcome == null ? givenUp() : outcome).delayed(delays);
    } catch (OutOfMemoryError e) {
      return outcome(Result.FAILED, Exhaustion.of(e).getMessage());
    } catch (RuntimeException e) {
      // What is written is written, and the last checkpoint stands.
      return outcome(Result.FAILED, "internal error, please report it: " + e);
    } finally {
      thermostat.end();
    }
  }

  private WipeOutcome workWithBuffers() {
    try (buffers) {
      return work();
    }
  }

  /** The last checkpoint stands, whatever the device does with what is still under way. */
  private WipeOutcome givenUp() {
    isOver = true;
    return new WipeOutcome(
        Result.STALLED,
        ledger.state(),
        ledger.isSaved(),
        "the device has stalled for "
            + meter.lasting().toSeconds()
            + " seconds and was given up (--stall-timeout)",
        null,
        ledger.elapsed(),
        media.bytes(),
        Delays.NONE);
  }

  private void save(Checkpoint state) throws IOException {
    if (isOver) {
      throw new IOException("the run was given up");
    }
    sink.save(state);
  }

  private void saveBeginning(long from) throws IOException {
    Draft draft = Draft.of(begin);
    if (resumed) {
      draft.interrupted();
      // Rewritten from here on under this run's own key, so that it can be proven.
      draft.unproven(Math.min(begin.unproven(), from));
    }
    if (begin.passKey() == null && begin.currentPass().isRandom()) {
      draft.pass(begin.pass(), PassKey.draw(random).hex());
      if (resumed) {
        draft.written(begin.written());
      }
    }
    ledger.saveOrFail(draft);
  }

  private WipeOutcome work() {
    try {
      pretest();
      boolean more = true;
      while (more) {
        more = writePass() && readBack() && nextPass();
      }
      if (verification != null && !verification.passed()) {
        return outcome(
            Result.DIFFERS,
            readAll ? null : "reading back was stopped: more may differ than is named here");
      }
      if (isComplete() && !namesAllAsUnreadable() && !media.answers()) {
        return outcome(
            Result.FAILED,
            media.hasItsSize()
                ? "the device took every write, but is unreadable: none of sixteen sectors could be"
                    + " read; check its cable, and destroy the drive if it stays so"
                : "the device has another size now than when the run began, or has gone");
      }
      if (isComplete() && isAllBad()) {
        beginAnew();
        return outcome(Result.FAILED, "not one sector of the device took a write");
      }
      return outcome(isComplete() ? Result.WIPED : Result.STOPPED, null);
    } catch (MediaException e) {
      return outcome(isGone(e) ? Result.GONE : Result.FAILED, e.getMessage());
    } catch (UnsavedPassException e) {
      return outcome(Result.UNSAVED, e.getMessage());
    } catch (IOException e) {
      return outcome(Result.FAILED, e.getMessage());
    }
  }

  private boolean isGone(MediaException e) {
    return switch (e.kind()) {
      case GONE -> true;
      case READ -> !media.isThere();
      default -> !media.answers();
    };
  }

  /** Then the result says already how the device is. */
  private boolean namesAllAsUnreadable() {
    return verification != null
        && verification.bytesRead() == 0
        && !verification.unreadable().isEmpty()
        && media.isThere();
  }

  private void pretest() throws IOException {
    if (care.pretests() && !resumed && !stop.isRequested()) {
      Pretest pretest = new Pretest(media, ledger, environment());
      try {
        pretest.run();
      } finally {
        sessionBytes += pretest.bytesWritten();
      }
    }
  }

  private boolean isAllBad() {
    Checkpoint state = ledger.state();
    return state.badRanges().equals(List.of(new ByteRange(0, state.totalSize())));
  }

  /** Nothing of the run is on the device: gone on with, it begins at its beginning. */
  private void beginAnew() {
    Damage.Snapshot none = new Damage.Snapshot(List.of(), List.of());
    @Nullable String key = begin.passAt(1).isRandom() ? PassKey.draw(random).hex() : null;
    ledger.save(Draft.of(ledger.state()).pass(1, key).damage(none).unread(List.of()));
  }

  private WipeOutcome outcome(Result result, @Nullable String failure) {
    return new WipeOutcome(
        result,
        ledger.state(),
        ledger.isSaved(),
        failure,
        verification,
        ledger.elapsed(),
        sessionBytes,
        Delays.NONE);
  }

  private boolean isComplete() {
    Checkpoint state = ledger.state();
    boolean writtenAll = state.pass() == state.passes() && PassWriter.isComplete(state);
    return writtenAll && (readAll || !Work.verifies(state));
  }

  /** Whether the pass is complete. */
  private boolean writePass() throws IOException {
    Checkpoint state = ledger.state();
    if (state.phase() == Phase.WRITE) {
      announce(state, Phase.WRITE);
      PassWriter writer = new PassWriter(media, patternOf(state), ledger, environment());
      try {
        writer.run();
      } finally {
        sessionBytes += writer.bytesWritten();
      }
    }
    return PassWriter.isComplete(ledger.state());
  }

  /** Whether what was read back, if anything, is complete and as it should be. */
  private boolean readBack() throws IOException {
    if (!Work.verifies(ledger.state())) {
      return true;
    }
    if (stop.isRequested()) {
      return false;
    }
    if (ledger.state().phase() == Phase.WRITE) {
      ledger.save(Draft.of(ledger.state()).phase(Phase.VERIFY));
    }
    Checkpoint state = ledger.state();
    announce(state, Phase.VERIFY);
    PassReader reader =
        new PassReader(media, patternOf(state), ledger, environment(), random, resumed);
    readAll = false;
    try {
      readAll = reader.run();
    } finally {
      sessionBytes += reader.bytesRead();
      Verification result = reader.result();
      if (readAll || !result.passed() || !result.unreadable().isEmpty()) {
        verification = result;
      }
    }
    return readAll && reader.result().passed();
  }

  /**
   * Whether there is another pass; its key is saved before its first byte is written.
   *
   * @throws UnsavedPassException if it could not be saved; the saved state still describes the
   *     device, so that nothing may be written
   * @throws GivenUpException if more places cannot be read back than a checkpoint holds
   */
  private boolean nextPass() throws IOException {
    Checkpoint state = ledger.state();
    if (state.pass() == state.passes()) {
      return false;
    }
    List<ByteRange> unread = unread(state);
    verification = null;
    readAll = false;
    if (stop.isRequested()) {
      return false;
    }
    int next = state.pass() + 1;
    @Nullable String key = state.passAt(next).isRandom() ? PassKey.draw(random).hex() : null;
    try {
      ledger.saveOrFail(Draft.of(state).pass(next, key).unread(unread));
    } catch (IOException e) {
      throw new UnsavedPassException(next, e);
    }
    return true;
  }

  /** What could not be read back after this pass and those before it. */
  private List<ByteRange> unread(Checkpoint state) throws GivenUpException {
    RangeSet unread = new RangeSet();
    unread.addAll(state.unreadRanges());
    if (verification != null) {
      unread.addAll(verification.unreadable());
    }
    if (unread.count() > Damage.MOST_RANGES / 2) {
      throw new GivenUpException(
          "sectors in more than "
              + Damage.MOST_RANGES / 2
              + " places cannot be read back: the drive is to be destroyed");
    }
    return unread.ranges();
  }

  private void announce(Checkpoint state, Phase phase) {
    listener.accept(
        new PhaseStarted(state.pass(), state.passes(), state.currentPass(), phase, state.verify()));
  }

  /**
   * What a pretest writes first, before all of it is written over: three places of equal length, or
   * none where the device is too small.
   */
  public static List<ByteRange> pretestPlaces(long deviceBytes, long bufferBytes) {
    return Pretest.places(deviceBytes, bufferBytes);
  }

  /** The pattern of the current pass of a state. */
  static FillPattern patternOf(Checkpoint state) {
    @Nullable String key = state.passKey();
    return state.currentPass().pattern(key == null ? null : new PassKey(key));
  }

  private PhaseEnvironment environment() {
    buffers.reclaim();
    return new PhaseEnvironment(
        pace, tolerance, stop, listener, nanoTime, gate::workedNanos, buffers);
  }
}
