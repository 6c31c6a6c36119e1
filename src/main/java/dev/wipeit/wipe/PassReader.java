package dev.wipeit.wipe;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.method.FillPattern;
import dev.wipeit.method.Filler;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.wipe.WipeEvent.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Reads one pass back, from where that stands or at drawn positions, and compares. */
final class PassReader {

  private static final int REQUEST_BYTES = 1 << 20;

  /** A multiple of every logical sector. */
  private static final int UNIT = 4096;

  private final BlockMedia media;
  private final FillPattern pattern;
  private final Ledger ledger;
  private final PhaseEnvironment environment;
  private final Checkpoint begin;
  private final boolean samples;
  private final long from;
  private final Extents extents;
  private final Progression progression;
  private final Comparison comparison;
  private final RateMeter meter = new RateMeter();

  /**
   * @param resumed whether the pass may have been written by a process that was cut off; then what
   *     it wrote last is read as a whole
   */
  PassReader(
      BlockMedia media,
      FillPattern pattern,
      Ledger ledger,
      PhaseEnvironment environment,
      RandomGenerator random,
      boolean resumed) {
    this.media = media;
    this.pattern = pattern;
    this.ledger = ledger;
    this.environment = environment;
    this.begin = ledger.state();
    this.samples = begin.verify() == VerifyMode.SAMPLE;
    this.comparison = new Comparison(Math.max(512, media.alignmentBytes()));
    long tail =
        resumed
            ? Math.max(0, begin.totalSize() - Wipe.REWIND_BYTES) / UNIT * UNIT
            : begin.totalSize();
    this.extents =
        samples
            ? Sampling.of(begin).draw(random, tail)
            : Extents.whole(begin.unproven(), begin.totalSize());
    this.from = samples ? 0 : Math.min(begin.verified(), Math.max(0, tail - begin.unproven()));
    this.progression =
        new Progression(
            extents,
            from,
            samples ? 0 : begin.verified(),
            new ChunkSizer(ChunkStrategy.STANDARD, 16L << 20, extents.total()),
            REQUEST_BYTES,
            environment.pace(),
            environment.workers(),
            environment.stop(),
            environment.nanoTime());
  }

  /**
   * Reads until all is compared or a stop was requested.
   *
   * @return whether all was compared
   * @throws IOException if the device could not be read
   */
  boolean run() throws IOException {
    media.dropCache();
    List<Station> stations = new ArrayList<>();
    for (int i = 0; i < environment.workers(); i++) {
      stations.add(station());
    }
    new Crew(progression, stations, this::claim).run(this::tick);
    claim(progression.done());
    @Nullable IOException failure = progression.failure();
    if (failure != null) {
      throw failure;
    }
    return progression.done() == extents.total();
  }

  Verification result() {
    return comparison.result(begin.verify());
  }

  long bytesRead() {
    return progression.done() - from;
  }

  private Station station() {
    ByteBuffer actual = environment.buffers().take(REQUEST_BYTES);
    Filler expected = pattern.filler(environment.buffers().take(REQUEST_BYTES));
    return request -> {
      int length = (int) request.length();
      media.read(actual.clear().limit(length), request.offset());
      comparison.compare(actual.flip(), expected.at(request.offset(), length), request.offset());
    };
  }

  /** What differs is read again by a resumed run. */
  private void claim(long position) {
    if (comparison.result(begin.verify()).passed()) {
      ledger.save(Draft.of(ledger.state()).verified(claimable(position)));
    }
  }

  /** A resumed run draws its samples anew, so that they count only when all are read. */
  private long claimable(long position) {
    if (!samples) {
      return Math.max(begin.verified(), position);
    }
    return position == extents.total() ? Sampling.of(begin).nominalBytes() : 0;
  }

  private void tick() {
    long done = progression.done();
    long left = extents.total() - done;
    meter.sample(environment.nanoTime().getAsLong(), done);
    long shown = samples ? Math.max(0, Sampling.of(begin).nominalBytes() - left) : done;
    Checkpoint state = ledger.measured(Draft.of(ledger.state()).verified(shown));
    // A sample is the last thing that a run does, and may be longer than it counts.
    long leftOfRun = samples ? left : state.bytesTotal() - state.bytesDone();
    environment
        .listener()
        .accept(
            new Progress(
                state,
                meter.bytesPerSecond(),
                meter.remaining(leftOfRun),
                progression.chunkBytes()));
  }
}
