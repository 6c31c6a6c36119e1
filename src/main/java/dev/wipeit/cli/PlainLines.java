package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeEvent.PhaseStarted;
import dev.wipeit.wipe.WipeEvent.Progress;
import dev.wipeit.wipe.WipeEvent.Started;
import java.io.PrintStream;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Progress for a pipe or a log: a line every five percent or thirty seconds, no control codes. */
final class PlainLines implements Consumer<WipeEvent> {

  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final BlockDevice device;
  private final PrintStream err;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private @Nullable Milestones milestones;
  private long lastNanos;

  PlainLines(BlockDevice device, PrintStream err, Clock clock, LongSupplier nanoTime) {
    this.device = device;
    this.err = err;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.lastNanos = nanoTime.getAsLong();
  }

  @Override
  public void accept(WipeEvent event) {
    if (event instanceof Started started) {
      milestones = new Milestones(started.state());
    } else if (event instanceof PhaseStarted phase) {
      err.println(device.path() + ": " + PhaseText.of(phase));
    } else if (event instanceof Progress progress && isDue(progress)) {
      lastNanos = nanoTime.getAsLong();
      err.println(line(progress));
    }
  }

  private boolean isDue(Progress progress) {
    boolean crossed = milestones != null && milestones.isCrossed(progress.state());
    return crossed || nanoTime.getAsLong() - lastNanos >= EVERY_NANOS;
  }

  private String line(Progress progress) {
    @Nullable String finish = ProgressText.finish(progress, clock);
    return device.path()
        + ": "
        + ProgressText.percent(progress.state()).strip()
        + " "
        + ProgressText.amount(progress.state())
        + " "
        + ProgressText.rate(progress.bytesPerSecond())
        + " ETA "
        + ProgressText.clockTime(progress.remaining())
        + " "
        + ProgressText.buffer(progress)
        + (finish == null ? "" : ", estimated finish " + finish);
  }
}
