package dev.wipeit.device;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One question to a device, and whether somebody still waits for its answer.
 *
 * @param <T> the answer
 */
final class Asking<T> implements Runnable {

  /** How often whoever waits looks at the clock, in milliseconds. */
  private static final long LOOK_MILLIS = 100;

  private final Patience.Question<T> question;
  private final Consumer<T> late;
  private final AtomicInteger held;
  private @Nullable T answer;
  private @Nullable Throwable failure;
  private boolean answered;
  private boolean abandoned;

  /**
   * @param held counts the abandoned ones that are unanswered
   */
  Asking(Patience.Question<T> question, Consumer<T> late, AtomicInteger held) {
    this.question = question;
    this.late = late;
    this.held = held;
  }

  @Override
  public void run() {
    try {
      T got = question.ask();
      if (!end(got, null)) {
        late.accept(got);
      }
    } catch (IOException | RuntimeException | Error e) {
      end(null, e);
    }
  }

  private synchronized boolean end(@Nullable T got, @Nullable Throwable thrown) {
    answer = got;
    failure = thrown;
    answered = true;
    notifyAll();
    if (abandoned) {
      held.decrementAndGet();
    }
    return !abandoned;
  }

  /** Waits for it, but not longer than until the next look. The caller comes again. */
  @SuppressWarnings("WaitNotInLoop")
  synchronized boolean isAnswered() {
    try {
      if (!answered) {
        wait(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      // Nothing in this program interrupts a thread; see docs/architecture.md.
      throw new IllegalStateException(e);
    }
    return answered;
  }

  /** Nobody waits any more; false where the answer has come meanwhile. */
  synchronized boolean abandon() {
    if (!answered) {
      abandoned = true;
      held.incrementAndGet();
    }
    return abandoned;
  }

  /** The answer, or the failure, which is thrown again. */
  @SuppressWarnings("NullAway") // What the question answers is not null.
  synchronized T answer() throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    return answer;
  }
}
