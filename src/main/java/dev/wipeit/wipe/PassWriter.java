package dev.wipeit.wipe;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.method.FillPattern;
import dev.wipeit.method.Filler;
import dev.wipeit.wipe.WipeEvent.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one pass, from where it stands to its end. */
final class PassWriter {

  /**
   * Bytes of a request: large enough that a call costs nothing, small enough that the buffers of
   * the workers stay in their cores' caches, and that a stop is answered at once.
   */
  private static final int REQUEST_BYTES = 2 << 20;

  /** A multiple of every logical sector. */
  private static final int UNIT = 4096;

  private final BlockMedia media;
  private final FillPattern pattern;
  private final Ledger ledger;
  private final PhaseEnvironment environment;
  private final Checkpoint begin;
  private final Extents extents;
  private final Progression progression;
  private final RateMeter meter = new RateMeter();
  private volatile boolean unconfirmed;

  PassWriter(BlockMedia media, FillPattern pattern, Ledger ledger, PhaseEnvironment environment) {
    this.media = media;
    this.pattern = pattern;
    this.ledger = ledger;
    this.environment = environment;
    this.begin = ledger.state();
    this.extents = Extents.whole(0, begin.totalSize());
    this.progression =
        new Progression(
            extents,
            rewound(begin),
            begin.written(),
            new ChunkSizer(begin.strategy(), begin.chunkSize(), begin.totalSize()),
            REQUEST_BYTES,
            environment.pace(),
            environment.workers(),
            environment.stop(),
            environment.nanoTime());
  }

  /**
   * Where a pass goes on: at what is durable, rewound by a margin against drives whose caches lie.
   */
  static long rewound(Checkpoint state) {
    return state.phase() == Phase.VERIFY
        ? state.totalSize()
        : Math.max(0, state.written() - Wipe.REWIND_BYTES) / UNIT * UNIT;
  }

  /**
   * Works until the pass is complete or a stop was requested; what is done by then is durable and
   * saved.
   *
   * @throws IOException the failure that ended the pass; what is durable by then is saved where the
   *     device still confirms it
   */
  void run() throws IOException {
    List<Station> stations = new ArrayList<>();
    for (int i = 0; i < environment.workers(); i++) {
      Filler filler = pattern.filler(environment.buffers().take(REQUEST_BYTES));
      stations.add(
          request ->
              media.write(filler.at(request.offset(), (int) request.length()), request.offset()));
    }
    new Crew(progression, stations, this::claim).run(this::tick);
    claimWhatIsDone();
    @Nullable IOException failure = progression.failure();
    if (failure != null) {
      throw failure;
    }
  }

  /** What this process has written of the pass so far, whatever became of it. */
  long bytesWritten() {
    return progression.done() - rewound(begin);
  }

  /** A device that did not confirm once is not asked again: its second answer would be a lie. */
  private void claimWhatIsDone() {
    if (!unconfirmed) {
      try {
        claim(Math.max(begin.written(), progression.done()));
      } catch (IOException e) {
        progression.fail(e);
      }
    }
  }

  private void claim(long position) throws IOException {
    unconfirmed = true;
    media.force();
    unconfirmed = false;
    ledger.save(Draft.of(ledger.state()).written(position));
  }

  private void tick() {
    long done = progression.done();
    meter.sample(environment.nanoTime().getAsLong(), done);
    Checkpoint state =
        ledger.measured(Draft.of(ledger.state()).written(Math.max(begin.written(), done)));
    environment
        .listener()
        .accept(
            new Progress(
                state,
                meter.bytesPerSecond(),
                meter.remaining(state.bytesTotal() - state.bytesDone()),
                progression.chunkBytes()));
  }
}
