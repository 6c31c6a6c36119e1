package dev.wipeit.wipe;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.media.BufferPool;
import dev.wipeit.method.FixedPattern;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.method.WipeMethod;
import dev.wipeit.units.ByteSize;
import dev.wipeit.wipe.WipeEvent.Progress;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Reads a device back on its own, outside of any run. Saves nothing. */
public final class ReadBack {

  private final Checkpoint state;
  private final Reading reading;
  private final PhaseEnvironment environment;
  private final RateMeter meter = new RateMeter();
  private final long beginNanos;

  /**
   * @param state what is on the device, of {@link #of} or {@link #ofAll}
   * @param bytesPerSecond the most that is read in a second; {@link Long#MAX_VALUE} for no limit
   * @param pool where its buffers come from
   * @param listener told the progress
   * @param random draws the samples
   */
  public ReadBack(
      Checkpoint state,
      BlockMedia media,
      long bytesPerSecond,
      BufferPool pool,
      Tolerance tolerance,
      StopRequest stop,
      Consumer<WipeEvent> listener,
      LongSupplier nanoTime,
      RandomGenerator random) {
    this.state = state;
    // Nothing is saved: what would be a checkpoint falls due as seldom as can be.
    Pace pace = new Pace(1L << 40, bytesPerSecond);
    this.environment =
        new PhaseEnvironment(
            pace, tolerance, stop, listener, nanoTime, nanoTime, new Buffers(pool));
    Extents extents =
        state.verify() == VerifyMode.SAMPLE
            ? Sampling.of(state).draw(random, state.totalSize())
            : Work.provable(state);
    this.reading = new Reading(media, Wipe.patternOf(state), extents, 0, 0, environment);
    this.beginNanos = nanoTime.getAsLong();
  }

  /**
   * A run as it is to be read back: the pass that it wrote last, which must be complete.
   *
   * @param permille the share of the samples, or 1000 for all
   */
  public static Checkpoint of(Checkpoint run, int permille) {
    VerifyMode mode = permille == 1000 ? VerifyMode.LAST : VerifyMode.SAMPLE;
    return Draft.of(run)
        .phase(Phase.VERIFY)
        .verify(mode)
        .samples(permille)
        .verified(0)
        .checkpoint();
  }

  /** A device all of which should hold one pattern. */
  public static Checkpoint ofAll(
      BlockDevice device, FixedPattern pattern, int permille, Instant now) {
    WipePlan plan =
        new WipePlan(
            WipeMethod.custom(List.of(Pass.of(pattern.hex()))),
            1,
            VerifyMode.LAST,
            ChunkStrategy.STANDARD,
            ByteSize.ofMebibytes(1));
    Checkpoint written =
        Draft.of(plan.begin(device, "none", now, new SecureRandom()))
            .written(device.usableBytes())
            .checkpoint();
    return of(written, permille);
  }

  /** What progress is told with: the bytes that are read, and none that were written. */
  public Checkpoint beginning() {
    return at(0);
  }

  /**
   * Reads until all is compared or found unreadable, or a stop was requested.
   *
   * @return whether nothing is left
   * @throws IOException if the device went away, or refuses more than is tolerated
   */
  public boolean run() throws IOException {
    return reading.run(position -> {}, this::tick);
  }

  /** What was found so far. */
  public Verification result() {
    return reading.result(state.verify());
  }

  public Duration elapsed() {
    return Duration.ofNanos(environment.nanoTime().getAsLong() - beginNanos);
  }

  private Checkpoint at(long done) {
    return Draft.of(state).verified(done).work(done, reading.total()).checkpoint();
  }

  private void tick() {
    long done = reading.done();
    meter.sample(environment.nanoTime().getAsLong(), done);
    environment
        .listener()
        .accept(
            new Progress(
                at(done),
                meter.bytesPerSecond(),
                meter.remaining(reading.total() - done),
                reading.chunkBytes()));
  }
}
