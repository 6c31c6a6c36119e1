package dev.wipeit.wipe;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.method.FillPattern;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.WipeEvent.Progress;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Reads one pass of a run back, from where that stands or at drawn positions, and claims in its
 * checkpoints what was compared. What would not take the write is left out.
 */
final class PassReader {

  /** A multiple of every logical sector. */
  private static final int UNIT = 4096;

  private final Ledger ledger;
  private final PhaseEnvironment environment;
  private final Checkpoint begin;
  private final boolean samples;
  private final Extents extents;
  private final Reading reading;
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
    this.ledger = ledger;
    this.environment = environment;
    this.begin = ledger.state();
    this.samples = begin.verify() == VerifyMode.SAMPLE;
    long tail =
        resumed
            ? Math.max(0, begin.totalSize() - Wipe.REWIND_BYTES) / UNIT * UNIT
            : begin.totalSize();
    Extents all = Work.provable(begin);
    this.extents = samples ? Sampling.of(begin).draw(random, tail) : all;
    this.reading =
        new Reading(
            media,
            pattern,
            extents,
            samples ? 0 : Math.min(begin.verified(), all.position(tail)),
            samples ? 0 : begin.verified(),
            environment);
  }

  /**
   * Reads until all is compared or found unreadable, or a stop was requested.
   *
   * @return whether nothing is left
   * @throws IOException if the device went away, or refuses more than is tolerated
   */
  boolean run() throws IOException {
    boolean complete = false;
    try {
      complete = reading.run(this::claim, this::tick);
      return complete;
    } finally {
      claim(reading.done(), complete ? unreadBefore() : unreadSoFar(reading.unread()));
    }
  }

  Verification result() {
    return reading.result(begin.verify());
  }

  long bytesRead() {
    return reading.bytesRead();
  }

  private void claim(long position) {
    claim(position, unreadSoFar(reading.unreadable()));
  }

  /** What differs, or cannot be read, is read again by a resumed run, if that reads back at all. */
  private void claim(long position, List<ByteRange> unread) {
    if (reading.passes()) {
      long verified = claimable(reading.claimable(position));
      ledger.save(Draft.of(ledger.state()).verified(verified).unread(unread));
    }
  }

  /**
   * What a run that is not read back any more is to name. Where it is in too many places for a
   * checkpoint, all between the first and the last of them stands for it.
   */
  private List<ByteRange> unreadSoFar(List<ByteRange> found) {
    RangeSet unread = new RangeSet();
    unread.addAll(begin.unreadRanges());
    unread.addAll(found);
    if (unread.count() > Damage.MOST_RANGES / 2) {
      long first = unread.ranges().get(0).offset();
      long end = unread.ranges().get(unread.count() - 1).end();
      return List.of(new ByteRange(first, end - first));
    }
    return unread.ranges();
  }

  /**
   * What was unreadable before and is none of this reading's business. A reading of this pass that
   * was broken off told what this one tells better; but where every pass is to be read back, it may
   * have been an earlier pass.
   */
  private List<ByteRange> unreadBefore() {
    if (begin.verify() == VerifyMode.ALL && begin.pass() > 1) {
      return begin.unreadRanges();
    }
    RangeSet unread = new RangeSet();
    unread.addAll(begin.unreadRanges());
    extents.ranges().forEach(unread::remove);
    return unread.ranges();
  }

  /**
   * A resumed run draws its samples anew, so that they count only when all are read; those that a
   * process before it has read still count.
   */
  private long claimable(long position) {
    if (!samples) {
      return Math.max(begin.verified(), position);
    }
    return position == reading.total() ? Sampling.of(begin).nominalBytes() : begin.verified();
  }

  private void tick() {
    long done = reading.done();
    long left = reading.total() - done;
    meter.sample(environment.workedNanos().getAsLong(), done);
    long shown = samples ? Math.max(0, Sampling.of(begin).nominalBytes() - left) : done;
    Checkpoint state = ledger.measured(Draft.of(ledger.state()).verified(shown));
    // A sample is the last thing that a run does, and may be longer than it counts.
    long leftOfRun = samples ? left : state.bytesTotal() - state.bytesDone();
    environment
        .listener()
        .accept(
            new Progress(
                state, meter.bytesPerSecond(), meter.remaining(leftOfRun), reading.chunkBytes()));
  }
}
