package dev.wipeit.wipe;

import dev.wipeit.media.BlockMedia;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Work on an opened device outside a run, such as its proof, watched as a run is.
 *
 * @param <T> what comes of the work
 * @param result what came of it, or null where the device was given up; a thread may then be with
 *     it until it answers, and keep it from being closed
 * @param delays the stalls
 * @param lasting how long the stall lasts that is under way
 */
public record Watched<T>(@Nullable T result, Delays delays, Duration lasting) {

  /**
   * Has the work done.
   *
   * @param rules when the device counts as stalled, and when it is given up
   * @param listener told when a stall begins and is over
   * @param work gets the device as it is to be used
   */
  public static <T> Watched<T> over(
      BlockMedia media,
      StallRules rules,
      Consumer<WipeEvent> listener,
      LongSupplier nanoTime,
      Function<BlockMedia, T> work) {
    Gate gate = new Gate(new StopRequest(), nanoTime);
    WatchedMedia watched = new WatchedMedia(media, gate, nanoTime);
    StallMeter meter = new StallMeter(rules, nanoTime.getAsLong());
    @Nullable T result =
        new Watch<T>(watched, meter, listener, nanoTime).over(() -> work.apply(watched));
    Delays delays = new Delays(meter.stalls(), meter.longest(), Duration.ZERO);
    return new Watched<>(result, delays, meter.lasting());
  }
}
