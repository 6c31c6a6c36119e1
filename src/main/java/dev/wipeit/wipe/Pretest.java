package dev.wipeit.wipe;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.PretestResults;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.media.IoMode;
import dev.wipeit.media.MediaException;
import dev.wipeit.media.MediaException.Kind;
import dev.wipeit.units.ByteRange;
import dev.wipeit.units.ByteSize;
import dev.wipeit.wipe.WipeEvent.PretestStarted;
import dev.wipeit.wipe.WipeEvent.Pretested;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures how fast a device writes at its beginning, in its middle and at its end, before the
 * first pass of a fresh run, and has the run size its chunks by that. What it writes is a piece of
 * the first pass, which writes over all of it again.
 */
final class Pretest {

  private static final int REQUEST_BYTES = 2 << 20;

  /** A multiple of every logical sector. */
  private static final int UNIT = 4096;

  /** Less than this measures the cache of the drive and not the drive. */
  private static final long SMALLEST = ByteSize.MIB.bytes();

  private final BlockMedia media;
  private final Ledger ledger;
  private final PhaseEnvironment environment;
  private long bytesWritten;

  Pretest(BlockMedia media, Ledger ledger, PhaseEnvironment environment) {
    this.media = media;
    this.ledger = ledger;
    this.environment = environment;
  }

  /**
   * The places, as long as the buffer where that leaves them apart from each other, aligned; none
   * where the device is too small for three of them.
   */
  static List<ByteRange> places(long deviceBytes, long bufferBytes) {
    long length = Math.min(bufferBytes, deviceBytes / PretestResults.SAMPLES) / UNIT * UNIT;
    if (length < SMALLEST) {
      return List.of();
    }
    return List.of(
        new ByteRange(0, length),
        new ByteRange((deviceBytes - length) / 2 / UNIT * UNIT, length),
        new ByteRange((deviceBytes - length) / UNIT * UNIT, length));
  }

  /**
   * Measures, and saves the results together with the strategy that they ask for. A device that
   * refuses a write at one of the places is told, and keeps its strategy, as does one on which a
   * stop was requested meanwhile.
   *
   * @throws MediaException if the device is gone, or did not confirm what was written
   */
  void run() throws MediaException {
    Checkpoint state = ledger.state();
    List<ByteRange> places = places(state.totalSize(), state.chunkSize());
    if (places.isEmpty()) {
      tell(null, "skipped: the device is too small to be measured at three places");
      return;
    }
    environment.listener().accept(new PretestStarted(places));
    try {
      PretestResults results = measure(places);
      if (results == null) {
        tell(null, "not finished: stopped");
      } else {
        ledger.save(Draft.of(state).pretested(results));
        tell(results, results.reason());
      }
    } catch (MediaException e) {
      requireRefusal(e);
      tell(null, "failed: " + e.getMessage());
    }
  }

  /** What was written, whatever became of it. */
  long bytesWritten() {
    return bytesWritten;
  }

  private void tell(@Nullable PretestResults results, String reason) {
    environment.listener().accept(new Pretested(results, ledger.state().strategy(), reason));
  }

  /** The wipe goes on after a refusal; it will meet it again, and knows better what to do. */
  private void requireRefusal(MediaException e) throws MediaException {
    if (e.kind() == Kind.FORCE && media.ioMode() == IoMode.BUFFERED) {
      media.reportAtWrite();
    } else if (e.kind() == Kind.FORCE || e.kind() == Kind.GONE || !media.answers()) {
      throw e;
    }
  }

  private @Nullable PretestResults measure(List<ByteRange> places) throws MediaException {
    ByteBuffer bytes =
        Wipe.patternOf(ledger.state())
            .filler(environment.buffers().take(REQUEST_BYTES))
            .at(0, REQUEST_BYTES);
    List<Double> speeds = new ArrayList<>();
    for (ByteRange place : places) {
      long begin = environment.workedNanos().getAsLong();
      if (!isWritten(place, bytes)) {
        return null;
      }
      media.force();
      long nanos = Math.max(1, environment.workedNanos().getAsLong() - begin);
      double mebibytes = (double) place.length() / ByteSize.MIB.bytes();
      speeds.add(mebibytes * TimeUnit.SECONDS.toNanos(1) / nanos);
    }
    return PretestResults.of(speeds);
  }

  private boolean isWritten(ByteRange place, ByteBuffer bytes) throws MediaException {
    for (long at = place.offset(); at < place.end(); at += REQUEST_BYTES) {
      if (environment.stop().isRequested()) {
        return false;
      }
      int length = (int) Math.min(REQUEST_BYTES, place.end() - at);
      media.write(bytes.duplicate().limit(length), at);
      bytesWritten += length;
    }
    return true;
  }
}
