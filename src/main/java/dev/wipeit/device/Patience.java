package dev.wipeit.device;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long this process waits for devices. Each question is put by a daemon thread, so that a
 * device that never answers, whose thread no signal ends, holds nobody else. A device that did not
 * answer in time is not asked again. Safe for use by several threads.
 */
public final class Patience {

  /** How long is waited for all answers of a device that nobody attends to. */
  public static final Duration USUAL = Duration.ofSeconds(10);

  /** So long nobody wonders why nothing happens. */
  private static final Duration UNNOTICED = Duration.ofSeconds(2);

  /** An answer within this costs a device nothing of what it is waited for. */
  private static final long QUICK_NANOS = 1_000_000_000;

  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final AtomicInteger held = new AtomicInteger();
  private final LongSupplier nanoTime;
  private volatile Consumer<String> announcer = device -> {};
  private final ExecutorService askers =
      Executors.newCachedThreadPool(
          asker -> {
            Thread thread = new Thread(asker, "wipeit-asker");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  public Patience(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * A question that the device may never answer.
   *
   * @param <T> its answer
   */
  @FunctionalInterface
  public interface Question<T> {
    /** Asks, for as long as it takes. */
    T ask() throws IOException;
  }

  /** Is told while a device is waited for, by the threads that wait, one at a time. */
  public interface Attendant {

    /** A request is unanswered for so long; told once for each. */
    void silent(Duration lasting);

    /** The device has answered after all, or was given up. */
    void over(Duration lasted);
  }

  /**
   * Waits for a device in another way from now on: each question for itself, and somebody is told.
   *
   * @param tellAfter when a request counts as unanswered
   * @param limit when the device is given up, or null for never
   */
  public void attend(
      String device, Duration tellAfter, @Nullable Duration limit, Attendant attendant) {
    accounts.put(device, new Account(tellAfter, limit, attendant));
  }

  /**
   * Has somebody told, once for each device that nobody attends to, that it is waited for: when an
   * answer takes longer than two seconds.
   *
   * @param announcer told the name of the device, by the thread that waits
   */
  public void announce(Consumer<String> announcer) {
    this.announcer = announcer;
  }

  /** Waits as usual from now on; for a device that is not silent. */
  public void neglect(String device) {
    accounts.compute(device, (name, old) -> old != null && old.isSilent() ? old : new Account());
  }

  /** How long a device that was given up was waited for, or null for one that was not. */
  public @Nullable Duration silence(String device) {
    Account account = accounts.get(device);
    return account != null && account.isSilent() ? account.waited() : null;
  }

  /** Whether a thread of this process is with a device that was given up. */
  public boolean isHeld() {
    return held.get() > 0;
  }

  /**
   * Asks a device.
   *
   * @param device its name
   * @param late takes an answer for which nobody waits any more
   * @throws NoAnswerException if it was or is given up
   */
  public <T> T ask(String device, Question<T> question, Consumer<T> late) throws IOException {
    Account account = accounts.computeIfAbsent(device, first -> new Account());
    account.requireAnswers(device);
    Asking<T> asking = new Asking<>(question, late, held);
    long begin = nanoTime.getAsLong();
    askers.execute(asking);
    boolean told = false;
    while (!asking.isAnswered()) {
      long waited = nanoTime.getAsLong() - begin;
      told = account.tell(waited, told);
      if (account.isToBeAnnounced(waited)) {
        announcer.accept(device);
      }
      if (account.isOver(waited)) {
        account.giveUp(waited, told);
        if (asking.abandon()) {
          throw new NoAnswerException(device, account.waited());
        }
      }
    }
    account.answered(nanoTime.getAsLong() - begin, told);
    return asking.answer();
  }

  /** Has something done of which nobody awaits the end. */
  public void leave(Runnable work) {
    askers.execute(work);
  }

  /** How long one device was waited for. */
  private static final class Account {

    private final @Nullable Duration tellAfter;
    private final @Nullable Duration limit;
    private final @Nullable Attendant attendant;
    private long nanos;
    private boolean silent;
    private boolean announced;

    Account() {
      this.tellAfter = null;
      this.limit = USUAL;
      this.attendant = null;
    }

    Account(Duration tellAfter, @Nullable Duration limit, Attendant attendant) {
      this.tellAfter = tellAfter;
      this.limit = limit;
      this.attendant = attendant;
    }

    synchronized boolean isSilent() {
      return silent;
    }

    synchronized Duration waited() {
      return Duration.ofNanos(nanos);
    }

    synchronized void requireAnswers(String device) throws NoAnswerException {
      if (silent) {
        throw new NoAnswerException(device, waited());
      }
    }

    /** Whether so long is too long, or another thread found that it is. */
    synchronized boolean isOver(long waited) {
      long all = attendant == null ? nanos + waited : waited;
      return silent || (limit != null && all >= limit.toNanos());
    }

    synchronized boolean tell(long waited, boolean told) {
      if (!told && tellAfter != null && attendant != null && waited >= tellAfter.toNanos()) {
        attendant.silent(Duration.ofNanos(waited));
        return true;
      }
      return told;
    }

    /** Says so once. */
    synchronized boolean isToBeAnnounced(long waited) {
      boolean now = attendant == null && !announced && waited >= UNNOTICED.toNanos();
      announced |= now;
      return now;
    }

    synchronized void giveUp(long waited, boolean told) {
      if (!silent) {
        silent = true;
        nanos = attendant == null ? nanos + waited : waited;
      }
      tellOver(waited, told);
    }

    synchronized void answered(long waited, boolean told) {
      // Else a device that is asked for days would come to be silent, a millisecond at a time.
      if (!silent && waited >= QUICK_NANOS) {
        nanos += waited;
      }
      tellOver(waited, told);
    }

    private void tellOver(long waited, boolean told) {
      if (told && attendant != null) {
        attendant.over(Duration.ofNanos(waited));
      }
    }
  }
}
