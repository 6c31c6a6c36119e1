package dev.wipeit.wipe;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.media.AlignedBuffer;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.media.MediaException;
import dev.wipeit.method.Filler;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The proof by content that a device is the one that a checkpoint speaks of: blocks sampled from
 * the part already done hold what the run wrote there. Reads, never writes.
 *
 * <p>What was written last may be lost in the cache of a drive that lies, and is written again
 * anyway; where something else proves the device, it is left out of the sample.
 */
public final class Proof {

  private static final int BLOCK = 4096;
  private static final int SAMPLES = 64;

  /** Small: many devices are proven at once. */
  private static final int REQUEST_BYTES = 1 << 18;

  private final Checkpoint state;
  private final Basis basis;

  /** What is known of the device before its content is looked at. */
  public enum Basis {
    /** A serial number or WWN is the same. */
    IDENTITY,
    /**
     * The file behind it has the same inode, which a file system gives to a new file as soon as the
     * old one is deleted: the sample goes up to the last byte.
     */
    FILE,
    /**
     * Nothing: the sample goes up to the last byte, a fixed pattern is compared as a whole, and
     * having nothing to compare proves nothing.
     */
    NOTHING
  }

  /** The proof for a checkpoint. */
  public Proof(Checkpoint state, Basis basis) {
    this.state = state;
    this.basis = basis;
  }

  /** Whether the run has done anything that the device could be compared with. */
  public boolean hasSomethingToCompare() {
    return !sound().isEmpty();
  }

  /**
   * Compares.
   *
   * @return null where the device is proven; otherwise one line that says what is wrong
   * @throws IOException if the device cannot be read
   */
  public @Nullable String disproof(BlockMedia media, RandomGenerator random) throws IOException {
    if (!hasSomethingToCompare()) {
      return basis == Basis.NOTHING
          ? "the device has no serial number, and nothing of the run is on it that could prove it"
          : null;
    }
    Comparison comparison = new Comparison(Math.max(512, media.alignmentBytes()));
    media.dropCache();
    ByteBuffer actual = AlignedBuffer.allocate(REQUEST_BYTES);
    Filler expected = Wipe.patternOf(state).filler(AlignedBuffer.allocate(REQUEST_BYTES));
    for (ByteRange range : ranges(random)) {
      for (long at = range.offset(); at < range.end(); at += REQUEST_BYTES) {
        int length = (int) Math.min(REQUEST_BYTES, range.end() - at);
        if (isRead(media, actual.clear().limit(length), at)) {
          comparison.compare(actual.flip(), expected.at(at, length), at);
        }
      }
    }
    Verification result = comparison.result(VerifyMode.SAMPLE);
    if (result.bytesRead() == 0 && basis != Basis.IDENTITY) {
      return "nothing of what the run wrote could be read to prove it";
    }
    return result.passed()
        ? null
        : "byte "
            + result.firstDifference()
            + " of the part that was already done does not hold what this run wrote there";
  }

  /** What a worn drive cannot read speaks neither for it nor against it. */
  private static boolean isRead(BlockMedia media, ByteBuffer target, long offset)
      throws IOException {
    try {
      media.read(target, offset);
      return true;
    } catch (MediaException e) {
      if (e.kind() != MediaException.Kind.READ || !media.isThere()) {
        throw e;
      }
      return false;
    }
  }

  private long provableEnd() {
    long done = state.phase() == Phase.VERIFY ? state.totalSize() : state.written();
    return basis == Basis.IDENTITY ? done - Wipe.REWIND_BYTES : done;
  }

  /** What the run claims to have written, without what it could not write. */
  private List<ByteRange> sound() {
    long begin = state.unproven();
    long end = provableEnd();
    return end <= begin ? List.of() : damaged().without(new ByteRange(begin, end - begin));
  }

  private RangeSet damaged() {
    RangeSet damaged = new RangeSet();
    damaged.addAll(state.badRanges());
    damaged.addAll(state.deferredRanges());
    return damaged;
  }

  private List<ByteRange> ranges(RandomGenerator random) {
    List<ByteRange> sound = sound();
    if (basis == Basis.NOTHING && state.passKey() == null) {
      return sound;
    }
    RangeSet damaged = damaged();
    return drawn(sound.get(0).offset(), sound.get(sound.size() - 1).end(), random).stream()
        .flatMap(range -> damaged.without(range).stream())
        .toList();
  }

  private static List<ByteRange> drawn(long begin, long end, RandomGenerator random) {
    List<ByteRange> ranges = new ArrayList<>();
    long blocks = (end - begin + BLOCK - 1) / BLOCK;
    ranges.add(block(begin, end, 0));
    ranges.add(block(begin, end, blocks - 1));
    for (int i = 0; i < SAMPLES; i++) {
      ranges.add(block(begin, end, random.nextLong(blocks)));
    }
    return ranges;
  }

  private static ByteRange block(long begin, long end, long number) {
    long offset = begin + number * BLOCK;
    return new ByteRange(offset, Math.min(BLOCK, end - offset));
  }
}
