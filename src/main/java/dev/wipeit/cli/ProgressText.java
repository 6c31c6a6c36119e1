package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.units.ByteSize;
import dev.wipeit.view.Figures;
import dev.wipeit.wipe.WipeEvent.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words and numbers of progress, the same on every kind of screen. */
final class ProgressText {

  /** With its date: a wipe ends tomorrow as often as not. */
  private static final DateTimeFormatter FINISH =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private ProgressText() {}

  /** Of the whole run; 100 only when all is done. */
  static String percent(Checkpoint state) {
    return Figures.percent(state.bytesDone(), state.bytesTotal());
  }

  /** Done and total of the whole run, in the unit of the total. */
  static String amount(Checkpoint state) {
    return Figures.amount(state.bytesDone(), state.bytesTotal());
  }

  static String rate(double bytesPerSecond) {
    return Figures.rate(bytesPerSecond);
  }

  /** Hours, minutes and seconds. */
  static String clockTime(@Nullable Duration duration) {
    if (duration == null) {
      return "--:--:--";
    }
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d",
        duration.toHours(),
        duration.toMinutesPart(),
        duration.toSecondsPart());
  }

  /** When the run will be over, in local time, or null where that is not known. */
  static @Nullable String finish(Progress progress, Clock clock) {
    @Nullable Duration remaining = progress.remaining();
    return remaining == null
        ? null
        : FINISH.format(ZonedDateTime.now(clock.withZone(ZoneId.systemDefault())).plus(remaining));
  }

  /** What is told at each step, with when it will be over. */
  static String milestone(Progress progress, String finish) {
    return percent(progress.state()).strip() + " done, estimated finish " + finish;
  }

  /** {@code pass 2/3 verify}; empty for a run of a single pass that is being written. */
  static String phase(Checkpoint state) {
    boolean verify = state.phase() == Phase.VERIFY;
    String pass = state.passes() == 1 ? "" : "pass " + state.pass() + "/" + state.passes();
    return (pass + (verify ? " verify" : "")).strip();
  }

  /** The strategy with its buffer size. */
  static String chunks(Checkpoint state) {
    return state.strategy().id() + " " + new ByteSize(state.chunkSize());
  }

  /** The current chunk, and whether it is another size than was asked for. */
  static String buffer(Progress progress) {
    Checkpoint state = progress.state();
    boolean adapted =
        state.strategy() == ChunkStrategy.ADAPTIVE_CHUNK
            && progress.chunkBytes() != state.chunkSize();
    return "buffer " + new ByteSize(progress.chunkBytes()) + (adapted ? " (adaptive)" : "");
  }
}
