package dev.wipeit.wipe;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.media.BufferPool;
import dev.wipeit.media.IoMode;
import dev.wipeit.media.MediaException;
import dev.wipeit.media.MediaException.Kind;
import dev.wipeit.method.FillPattern;
import dev.wipeit.method.Filler;
import dev.wipeit.units.ByteRange;
import dev.wipeit.units.ByteSize;
import dev.wipeit.wipe.WipeEvent.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes one pass, from where it stands to its end: sweeps over the device and puts off what
 * refuses, and requests behind that in growing steps; then narrows down what was put off, first to
 * the stretches that refuse, at last to the sectors. What refused in an earlier pass is tried once
 * more at the end.
 */
final class PassWriter {

  /**
   * Bytes of a request: large enough that a call costs nothing, small enough that the buffers of
   * the workers stay in their cores' caches, and that a stop is answered at once.
   */
  private static final int REQUEST_BYTES = BufferPool.BUFFER_BYTES;

  /** A multiple of every logical sector, and the page in which buffered writes succeed or fail. */
  private static final int UNIT = 4096;

  /** Bytes that may refuse each worker once more in a later pass: 2048 tries that fail. */
  private static final long MOST_AGAIN = 1 << 20;

  private final BlockMedia media;
  private final Ledger ledger;
  private final PhaseEnvironment environment;
  private final Damage damage;

  /** What refused in an earlier pass, and is left out of this one. */
  private final List<ByteRange> badBefore;

  private final AtomicLong refusedAgain = new AtomicLong();
  private final List<Filler> fillers = new ArrayList<>();
  private long bytesWritten;
  private volatile boolean unconfirmed;

  PassWriter(BlockMedia media, FillPattern pattern, Ledger ledger, PhaseEnvironment environment) {
    this.media = media;
    this.ledger = ledger;
    this.environment = environment;
    Checkpoint begin = ledger.state();
    this.damage =
        new Damage(
            begin.badRanges(), begin.deferredRanges(), environment.tolerance(), begin.totalSize());
    this.badBefore = begin.pass() > 1 ? begin.badRanges() : List.of();
    for (int i = 0; i < environment.workers(); i++) {
      fillers.add(pattern.filler(environment.buffers().take(REQUEST_BYTES)));
    }
  }

  /**
   * Where a pass goes on: at what is durable, rewound by a margin against drives whose caches lie.
   */
  static long rewound(Checkpoint state) {
    return state.phase() == Phase.VERIFY
        ? state.totalSize()
        : Math.max(0, state.written() - Wipe.REWIND_BYTES) / UNIT * UNIT;
  }

  /** Whether every sector of the pass has been written, or is known to refuse. */
  static boolean isComplete(Checkpoint state) {
    return state.written() == state.totalSize() && state.deferredRanges().isEmpty();
  }

  /**
   * Works until the pass is complete or a stop was requested; what is done by then is durable and
   * saved.
   *
   * @throws IOException the failure that ended the pass; what is durable by then is saved where the
   *     device still confirms it
   */
  void run() throws IOException {
    Checkpoint begin = ledger.state();
    long from = rewound(begin);
    @Nullable IOException failure = sweep(from);
    if (isLostInTheCache(failure)) {
      media.reportAtWrite();
      long confirmed = ledger.state().written();
      // Nothing new was confirmed: what was gone back for has not been either.
      failure = sweep(confirmed > begin.written() ? confirmed : from);
    }
    if (failure == null) {
      failure = narrowDown();
    }
    if (failure == null) {
      failure = tryAgain();
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** What this process has written of the pass so far, whatever became of it. */
  long bytesWritten() {
    return bytesWritten;
  }

  /** The page cache took the bytes and could not get rid of them; nobody knows yet which. */
  private boolean isLostInTheCache(@Nullable IOException failure) {
    return failure instanceof MediaException e
        && e.kind() == Kind.FORCE
        && media.ioMode() == IoMode.BUFFERED;
  }

  private @Nullable IOException sweep(long from) {
    Checkpoint begin = ledger.state();
    Crossing crossing = new Crossing();
    return work(
        new Stage(Extents.whole(0, begin.totalSize()), from, begin.written()),
        position -> Math.max(begin.written(), position),
        filler -> request -> sweep(request, filler, crossing));
  }

  private void sweep(ByteRange request, Filler filler, Crossing crossing) throws IOException {
    if (crossing.skips(request)) {
      defer(damage.sound(request));
      return;
    }
    for (ByteRange piece : damage.sound(request)) {
      try {
        write(piece, filler);
        damage.taken();
        crossing.taken();
      } catch (MediaException e) {
        requireRefusal(e);
        crossing.refused(piece);
        damage.defer(piece);
      }
    }
  }

  private void defer(List<ByteRange> pieces) throws GivenUpException {
    for (ByteRange piece : pieces) {
      damage.defer(piece);
    }
  }

  /** How thoroughly a range is gone through. */
  @FunctionalInterface
  private interface Method {
    void on(Isolation isolation, Isolation.Attempt attempt) throws MediaException;
  }

  /** As a whole, to the stretches that refuse, to the sectors: the cheap and good parts first. */
  private @Nullable IOException narrowDown() {
    @Nullable IOException failure = settle(Isolation::tryOnce);
    if (failure == null) {
      failure = judge();
    }
    if (failure == null) {
      failure = settle(Isolation::walkOnce);
    }
    return failure == null ? settle(Isolation::run) : failure;
  }

  /** Gives up before every sector of a dead zone is tried that is larger than is tolerated. */
  private @Nullable IOException judge() {
    List<ByteRange> deferred = damage.snapshot(media.sizeBytes()).deferred();
    if (deferred.isEmpty() || ledger.state().written() < media.sizeBytes()) {
      return null;
    }
    try {
      Filler filler = fillers.get(0);
      long refused =
          Outlook.leastRefused(
              deferred,
              sectorBytes(),
              media.sizeBytes(),
              damage.rest(),
              environment.stop(),
              piece -> write(piece, filler));
      if (refused > damage.rest().mostBadBytes()) {
        requireAnswer(deferred.get(0));
        throw new GivenUpException(
            "about "
                + new ByteSize(refused)
                + " or more, from byte "
                + deferred.get(0).offset()
                + " on, would not take a write: given up (--max-bad allows more)");
      }
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private @Nullable IOException settle(Method method) {
    long total = ledger.state().totalSize();
    List<ByteRange> deferred = damage.snapshot(total).deferred();
    if (deferred.isEmpty() || ledger.state().written() < total) {
      return null;
    }
    @Nullable IOException failure = tellAtWrite();
    return failure != null
        ? failure
        : work(
            new Stage(Extents.of(deferred), 0, 0),
            position -> total,
            filler -> range -> settle(range, method, filler));
  }

  /** In a page cache that takes every write, no sector would ever be found to refuse. */
  private @Nullable IOException tellAtWrite() {
    try {
      if (media.ioMode() == IoMode.BUFFERED) {
        media.reportAtWrite();
      }
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private void settle(ByteRange range, Method method, Filler filler) throws IOException {
    Isolation isolation =
        new Isolation(range, sectorBytes(), REQUEST_BYTES, damage.rest(), environment.stop());
    method.on(isolation, piece -> write(piece, filler));
    if (!isolation.refusing().isEmpty()) {
      requireAnswer(range);
    }
    damage.settle(range, isolation.refusing(), isolation.left());
  }

  private int sectorBytes() {
    return media.ioMode() == IoMode.DIRECT ? Math.max(512, media.alignmentBytes()) : UNIT;
  }

  private void requireAnswer(ByteRange range) throws MediaException {
    if (!media.answers()) {
      throw new MediaException(
          Kind.GONE, range.offset(), "the device does not answer any more", new IOException());
    }
  }

  /**
   * What refused in an earlier pass may have been given another place since, and take this one. It
   * stays among the bad ranges: it has not had every pass. Tried once and without patience.
   */
  private @Nullable IOException tryAgain() {
    if (badBefore.isEmpty() || !isComplete(ledger.state()) || environment.stop().isRequested()) {
      return null;
    }
    long total = ledger.state().totalSize();
    @Nullable IOException failure = tellAtWrite();
    return failure != null
        ? failure
        : work(
            new Stage(Extents.of(badBefore), 0, 0),
            position -> total,
            filler -> range -> tryAgain(range, filler));
  }

  private void tryAgain(ByteRange range, Filler filler) throws IOException {
    long left = MOST_AGAIN - refusedAgain.get();
    if (left > 0) {
      Isolation isolation =
          new Isolation(
              range, sectorBytes(), REQUEST_BYTES, new Tolerance(0, left), environment.stop());
      isolation.run(piece -> write(piece, filler));
      refusedAgain.addAndGet(isolation.refusedBytes());
    }
  }

  private void write(ByteRange piece, Filler filler) throws MediaException {
    media.write(filler.at(piece.offset(), (int) piece.length()), piece.offset());
  }

  /** A device of which nothing can be read any more has no bad sector: it is gone. */
  private void requireRefusal(MediaException e) throws MediaException {
    if (e.kind() != Kind.WRITE || !media.answers()) {
      throw e;
    }
  }

  /**
   * A part of the pass.
   *
   * @param extents what it goes over
   * @param from the position at which it begins
   * @param saved the position that the last checkpoint claims
   */
  private record Stage(Extents extents, long from, long saved) {}

  /**
   * @param written what is claimed as written at a position of the stage
   * @return what ended it early, or null
   */
  private @Nullable IOException work(
      Stage stage, LongUnaryOperator written, Function<Filler, Station> station) {
    Checkpoint begin = ledger.state();
    Progression progression =
        new Progression(
            stage.extents(),
            stage.from(),
            stage.saved(),
            new ChunkSizer(begin.strategy(), begin.chunkSize(), begin.totalSize()),
            REQUEST_BYTES,
            environment.pace(),
            environment.workers(),
            environment.stop(),
            environment.nanoTime());
    List<Station> stations = new ArrayList<>();
    fillers.forEach(filler -> stations.add(station.apply(filler)));
    RateMeter meter = new RateMeter();
    unconfirmed = false;
    long before = bytesWritten - stage.from();
    try {
      new Crew(progression, stations, position -> claim(written.applyAsLong(position)))
          .run(
              () -> {
                long done = progression.done();
                meter.sample(environment.workedNanos().getAsLong(), done);
                tick(written.applyAsLong(done), meter, progression.chunkBytes());
              });
    } finally {
      bytesWritten = before + progression.done();
    }
    claimWhatIsDone(progression, written);
    return progression.failure();
  }

  /** A device that did not confirm once is not asked again: its second answer would be a lie. */
  private void claimWhatIsDone(Progression progression, LongUnaryOperator written) {
    if (!unconfirmed) {
      try {
        claim(written.applyAsLong(progression.done()));
      } catch (IOException e) {
        progression.fail(e);
      }
    }
  }

  private void claim(long written) throws IOException {
    // Before the force: what is settled after this may not be durable yet.
    Damage.Snapshot known = damage.snapshot(written);
    unconfirmed = true;
    media.force();
    unconfirmed = false;
    ledger.save(Draft.of(ledger.state()).written(written).damage(known));
  }

  private void tick(long written, RateMeter meter, long chunkBytes) {
    Checkpoint state =
        ledger.measured(Draft.of(ledger.state()).written(written).damage(damage.snapshot(written)));
    environment
        .listener()
        .accept(
            new Progress(
                state,
                meter.bytesPerSecond(),
                meter.remaining(state.bytesTotal() - state.bytesDone()),
                chunkBytes));
  }
}
