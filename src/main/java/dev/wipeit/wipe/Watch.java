package dev.wipeit.wipe;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has work on a device done by a thread of its own and watches the device from the calling one, so
 * that a device that never answers holds nobody but the worker. Used once.
 *
 * @param <T> what comes of the work
 */
final class Watch<T> {

  /** How often the device is looked at, in milliseconds. */
  private static final long LOOK_MILLIS = 200;

  private final WatchedMedia media;
  private final StallMeter meter;
  private final Consumer<WipeEvent> listener;
  private final LongSupplier nanoTime;
  private @Nullable T outcome;
  private @Nullable Throwable failure;
  private boolean ended;

  Watch(WatchedMedia media, StallMeter meter, Consumer<WipeEvent> listener, LongSupplier nanoTime) {
    this.media = media;
    this.meter = meter;
    this.listener = listener;
    this.nanoTime = nanoTime;
  }

  /**
   * Returns when the work is done, or the device has stalled for longer than is allowed.
   *
   * @return null where the work was given up; it has no use of the device from then on
   */
  @Nullable T over(Supplier<T> work) {
    Thread thread = new Thread(() -> work(work), "wipeit-run");
    thread.setDaemon(true);
    thread.start();
    while (!hasEnded()) {
      look();
      if (meter.isOverdue()) {
        media.abandon();
        return null;
      }
    }
    // A device that answered since the last look has got over its stall.
    look();
    return result();
  }

  private void look() {
    @Nullable WipeEvent event = meter.look(nanoTime.getAsLong(), media.bytes(), media.oldest());
    if (event != null) {
      tell(event);
    }
  }

  /** A listener that breaks ends the work too. */
  private void tell(WipeEvent event) {
    try {
      listener.accept(event);
    } catch (RuntimeException | Error e) {
      media.abandon();
      throw e;
    }
  }

  private void work(Supplier<T> work) {
    try {
      T done = work.get();
      end(done, null);
    } catch (RuntimeException | Error e) {
      end(null, e);
    }
  }

  private synchronized void end(@Nullable T done, @Nullable Throwable thrown) {
    outcome = done;
    failure = thrown;
    ended = true;
    notifyAll();
  }

  /** Waits for it, but not longer than until the next look. The caller comes again. */
  @SuppressWarnings("WaitNotInLoop")
  private synchronized boolean hasEnded() {
    try {
      if (!ended) {
        wait(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      // Nothing in this program interrupts a thread; see docs/architecture.md.
      throw new IllegalStateException(e);
    }
    return ended;
  }

  private synchronized @Nullable T result() {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    return outcome;
  }
}
