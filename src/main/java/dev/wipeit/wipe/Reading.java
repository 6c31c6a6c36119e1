package dev.wipeit.wipe;

import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.media.BufferPool;
import dev.wipeit.media.MediaException;
import dev.wipeit.method.FillPattern;
import dev.wipeit.method.Filler;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import dev.wipeit.units.ByteSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Reads extents of a device and compares them with a pattern. Sectors that cannot be read are
 * looked for when all else is compared. Knows nothing of runs and saves nothing.
 */
final class Reading {

  /** A buffer of this size is one huge page, which a request takes as a whole. */
  private static final int REQUEST_BYTES = BufferPool.BUFFER_BYTES;

  /**
   * The expected bytes are made in an array and compared while they are in the core's first cache.
   * A multiple of 3, so that a pattern of three bytes begins every slice of a request alike.
   */
  private static final int SLICE_BYTES = 12 << 10;

  private static final long CHUNK_BYTES = 16L << 20;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final BlockMedia media;
  private final FillPattern pattern;
  private final Extents extents;
  private final long from;
  private final PhaseEnvironment environment;
  private final Progression progression;
  private final Comparison comparison;
  private final Crossing crossing = new Crossing();
  private final RangeSet unreadable = new RangeSet();

  /** What of that which was put off has been looked into. */
  private final RangeSet settled = new RangeSet();

  private final LongAdder cachedBytes = new LongAdder();

  /** Whether all that was put off was looked into. */
  private boolean looked;

  private long tickNanos;

  /**
   * @param from the position in the extents to begin at
   * @param claimed the position up to which a checkpoint claims to have compared; it may lie ahead
   */
  Reading(
      BlockMedia media,
      FillPattern pattern,
      Extents extents,
      long from,
      long claimed,
      PhaseEnvironment environment) {
    this.media = media;
    this.pattern = pattern;
    this.extents = extents;
    this.from = from;
    this.environment = environment;
    this.comparison = new Comparison(sectorBytes());
    this.progression =
        new Progression(
            extents,
            from,
            claimed,
            new ChunkSizer(ChunkStrategy.STANDARD, CHUNK_BYTES, extents.total()),
            REQUEST_BYTES,
            environment.pace(),
            environment.workers(),
            environment.stop(),
            environment.nanoTime());
  }

  /**
   * Reads until all is compared, or found unreadable, or a stop was requested.
   *
   * @param claims called for positions as they fall due; see {@link #claimable}
   * @param tick called several times a second
   * @return whether nothing is left
   * @throws IOException if the device went away, or refuses more than is tolerated
   */
  boolean run(Crew.CheckpointStep claims, Runnable tick) throws IOException {
    media.dropCache();
    new Crew(progression, stations(), claims).run(tick);
    @Nullable IOException failure = progression.failure();
    if (failure != null) {
      throw failure;
    }
    return progression.done() == extents.total() && lookIntoWhatWasPutOff(claims, tick);
  }

  /** Up to where all was handed out and answered, what was put off included. */
  long done() {
    return progression.done();
  }

  long total() {
    return extents.total();
  }

  long bytesRead() {
    return progression.done() - from;
  }

  long chunkBytes() {
    return progression.chunkBytes();
  }

  boolean passes() {
    return comparison.passes();
  }

  /**
   * Up to where everything was compared, of what is done up to a position: nothing at or behind the
   * first sector that could not be read.
   */
  long claimable(long position) {
    if (looked) {
      return unreadable.isEmpty()
          ? position
          : Math.min(position, extents.position(unreadable.ranges().get(0).offset()));
    }
    List<ByteRange> open = crossing.ranges();
    return open.isEmpty() ? position : Math.min(position, extents.position(open.get(0).offset()));
  }

  /** What was found so far not to be readable, in ascending order. */
  List<ByteRange> unreadable() {
    return unreadable.ranges();
  }

  /**
   * The same, and what was put off because of it and not looked into: it was not read for that. A
   * device that does not answer any more has nothing of the kind.
   */
  List<ByteRange> unread() {
    RangeSet unread = new RangeSet();
    unread.addAll(crossing.ranges());
    settled.ranges().forEach(unread::remove);
    if (unread.isEmpty() || !media.isThere()) {
      return unreadable();
    }
    unread.addAll(unreadable.ranges());
    return unread.ranges();
  }

  Verification result(VerifyMode mode) {
    return comparison.result(mode, unreadable.ranges(), cachedBytes.sum());
  }

  private int sectorBytes() {
    return Math.max(512, media.alignmentBytes());
  }

  private List<Station> stations() {
    List<ByteBuffer> large = new ArrayList<>();
    for (int i = 0; i < environment.workers(); i++) {
      large.add(environment.buffers().take(REQUEST_BYTES));
    }
    return large.stream().map(buffer -> station(new Comparer(buffer))).toList();
  }

  private Station station(Comparer comparer) {
    return request -> {
      if (!crossing.skips(request)) {
        try {
          comparer.on(request);
          crossing.taken();
        } catch (MediaException e) {
          if (e.kind() != MediaException.Kind.READ) {
            throw e;
          }
          crossing.refused(request);
        }
      }
    };
  }

  /** Reads and compares, with buffers of its own. */
  private final class Comparer implements Isolation.Attempt {

    private final ByteBuffer actual;
    private final Filler expected = pattern.filler(ByteBuffer.allocate(SLICE_BYTES));

    Comparer(ByteBuffer actual) {
      this.actual = actual;
    }

    @Override
    public void on(ByteRange piece) throws MediaException {
      int length = (int) piece.length();
      if (!media.readMedium(actual.clear().limit(length), piece.offset())) {
        cachedBytes.add(length);
      }
      for (int at = 0; at < length; at += SLICE_BYTES) {
        int size = Math.min(SLICE_BYTES, length - at);
        long offset = piece.offset() + at;
        comparison.compare(actual.slice(at, size), expected.at(offset, size), offset);
      }
    }
  }

  private boolean lookIntoWhatWasPutOff(Crew.CheckpointStep claims, Runnable tick)
      throws IOException {
    if (!crossing.ranges().isEmpty()) {
      // Before every sector of it is tried in vain.
      requireThere(crossing.ranges().get(0).offset());
    }
    Comparer comparer = new Comparer(environment.buffers().take(REQUEST_BYTES));
    long refused =
        Outlook.leastRefused(
            crossing.ranges(),
            sectorBytes(),
            media.sizeBytes(),
            environment.tolerance(),
            environment.stop(),
            piece ->
                media.readMedium(
                    comparer.actual.clear().limit((int) piece.length()), piece.offset()));
    if (refused > environment.tolerance().mostBadBytes()) {
      throw tooMuch(crossing.ranges().get(0).offset());
    }
    for (ByteRange range : crossing.ranges()) {
      Isolation isolation = isolation(range);
      try {
        isolation.run(
            piece -> {
              comparer.on(piece);
              tickIfDue(tick);
            });
      } finally {
        note(range, isolation);
      }
      claims.claim(progression.done());
      if (isolation.isOverTolerance()) {
        throw tooMuch(unreadable.ranges().get(0).offset());
      }
      if (isolation.settled() < range.end()) {
        return false;
      }
    }
    looked = true;
    return true;
  }

  /** A device of which nothing can be read any more has no unreadable sector: it is gone. */
  private void requireThere(long offset) throws MediaException {
    if (!media.isThere()) {
      throw new MediaException(
          MediaException.Kind.GONE,
          offset,
          "the device does not answer any more",
          new IOException());
    }
  }

  private void note(ByteRange range, Isolation isolation) throws MediaException {
    List<ByteRange> refusing = isolation.refusing();
    if (!refusing.isEmpty()) {
      requireThere(range.offset());
    }
    unreadable.addAll(refusing);
    if (isolation.settled() > range.offset()) {
      settled.add(new ByteRange(range.offset(), isolation.settled() - range.offset()));
    }
  }

  private Isolation isolation(ByteRange range) {
    Tolerance all = environment.tolerance();
    Tolerance left =
        new Tolerance(all.retries(), Math.max(0, all.mostBadBytes() - unreadable.bytes()));
    return new Isolation(range, sectorBytes(), REQUEST_BYTES, left, environment.stop());
  }

  private MediaException tooMuch(long offset) {
    return new MediaException(
        MediaException.Kind.READ,
        offset,
        "gave up reading back: more than "
            + new ByteSize(environment.tolerance().mostBadBytes())
            + " could not be read, from byte "
            + offset
            + " on (--max-bad allows more)",
        new IOException("too many sectors refuse"));
  }

  private void tickIfDue(Runnable tick) {
    long now = environment.nanoTime().getAsLong();
    if (now - tickNanos >= TICK_NANOS) {
      tickNanos = now;
      tick.run();
    }
  }
}
