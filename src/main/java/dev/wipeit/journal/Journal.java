package dev.wipeit.journal;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.journal.Inbox.Entry;
import dev.wipeit.journal.JournalFile.Content;
import dev.wipeit.journal.LineText.Moment;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the journals of a process, from a daemon thread of its own. First it ends those of
 * processes that could not ({@link Recovery}).
 *
 * <p>No trouble here holds up or fails a run: it is told once, in one line.
 */
public final class Journal implements Closeable {

  /** With the policy {@code each}, an event is not waited for any longer, and then none is. */
  public static final Duration EACH_PATIENCE = Duration.ofSeconds(2);

  /** A flush at the end of a run or of the process is not waited for any longer. */
  public static final Duration PATIENCE = Duration.ofMillis(500);

  private static final int MILLION = 1_000_000;

  private final StateDirectory state;
  private final FlushPolicy policy;
  private final Supplier<HostFacts> host;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Consumer<String> warn;
  private final Inbox inbox;
  private final Set<RunFile> files = new LinkedHashSet<>();
  private final AtomicBoolean warned = new AtomicBoolean();
  private final CountDownLatch recovered = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean waitsForEach;
  private @Nullable JournalFolder folder;

  /**
   * @param host looked up by the thread that writes
   * @param nanoTime as {@link System#nanoTime}
   * @param warn told the first trouble, one line; by any thread
   */
  public Journal(
      StateDirectory state,
      FlushPolicy policy,
      Supplier<HostFacts> host,
      Clock clock,
      LongSupplier nanoTime,
      Consumer<String> warn) {
    this.state = state;
    this.policy = policy;
    this.host = host;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.warn = warn;
    this.inbox = new Inbox(nanoTime);
    this.waitsForEach = policy.kind() == FlushPolicy.Kind.EACH;
  }

  /**
   * Starts to write.
   *
   * @param tell told by the thread that writes what it recovered; not if that is nothing
   */
  public void start(Consumer<Recovered> tell) {
    try {
      Thread thread = new Thread(() -> run(tell), "wipeit-journal");
      thread.setDaemon(true);
      thread.start();
    } catch (OutOfMemoryError noThread) {
      fault(noThread);
      over();
    }
  }

  /** Waits until what is to be recovered is, but not for long. */
  public void awaitRecovered() {
    await(recovered);
  }

  /** The record of a run that is about to begin. */
  public RunRecord record(RunFacts facts) {
    return new RunRecord(this, facts, policy.progressEvery());
  }

  RunFile file(Checkpoint begin, RunFacts facts) {
    return new RunFile(begin, facts, policy, this::trouble);
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  private Moment now() {
    // On Linux nanoTime is CLOCK_MONOTONIC.
    return new Moment(clock.instant(), nanoTime.getAsLong() / MILLION);
  }

  /**
   * Has something written; with the policy {@code each} it is durable on return, if the disk takes
   * it in time.
   */
  void write(RunFile run, Supplier<EventJson> content, boolean thin) {
    long number = inbox.put(new Entry(run, now(), content), thin);
    if (number < 0 && !thin) {
      trouble("the disk of the state directory does not answer, and events were left out");
    }
    if (number > 0 && waitsForEach && !inbox.awaitSettled(number, EACH_PATIENCE.toNanos())) {
      waitsForEach = false;
      trouble(
          "an event was not on the disk within "
              + EACH_PATIENCE.toSeconds()
              + " s; from now on none is waited for");
    }
  }

  void end(RunFile run) {
    inbox.put(new Entry(run, now(), null), false);
  }

  /** Makes all that was told so far durable, but waits for it no longer than {@link #PATIENCE}. */
  public boolean flush() {
    return inbox.flush(PATIENCE.toNanos());
  }

  /** Writes what is left, and waits for it no longer than {@link #PATIENCE}. */
  @Override
  public void close() {
    inbox.close();
    if (!await(ended) && !inbox.isSettled()) {
      trouble(
          "the disk of the state directory does not answer, and the last events may be missing");
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Nothing in this program interrupts a thread; see docs/architecture.md.
      throw new IllegalStateException(e);
    }
  }

  private void trouble(String reason) {
    if (!warned.getAndSet(true)) {
      warn.accept("the record of the run is incomplete, the wipe goes on: " + reason);
    }
  }

  /** A fault of this program, which is not the run's. */
  void fault(Throwable fault) {
    trouble("internal error, please report it: " + fault);
  }

  private void run(Consumer<Recovered> tell) {
    try {
      HostFacts facts = host.get();
      Recovered found = new Recovery(state, facts, this::now).run();
      if (!found.isNothing()) {
        tell.accept(found);
      }
      recovered.countDown();
      while (!inbox.isClosed()) {
        turn(facts);
      }
      write(facts, true);
      files.forEach(run -> run.giveBack(nanoTime()));
    } catch (RuntimeException | Error fault) {
      // Whatever it is: it is the end of the record, and no more than that.
      fault(fault);
    } finally {
      over();
    }
  }

  /** Nobody waits for a thread that has ended, however it did. */
  private void over() {
    inbox.abandon();
    recovered.countDown();
    ended.countDown();
  }

  private void turn(HostFacts facts) {
    List<Entry> entries = inbox.take(waitNanos());
    boolean flushAsked = inbox.isFlushAsked();
    entries.forEach(entry -> take(entry, facts));
    write(facts, flushAsked);
    boolean settled = true;
    for (RunFile run : files) {
      if (flushAsked || run.waitNanos(nanoTime()) == 0) {
        run.flush(nanoTime());
      }
      settled &= run.isFailing() || run.waitNanos(nanoTime()) < 0;
    }
    if (settled || flushAsked) {
      inbox.settled();
    }
  }

  private void take(Entry entry, HostFacts facts) {
    files.add(entry.run());
    Supplier<EventJson> content = entry.content();
    if (content != null) {
      entry.run().add(new Content(entry.moment(), content.get()));
      return;
    }
    write(facts, true);
    entry.run().end(this::folder, nanoTime());
    files.remove(entry.run());
  }

  private void write(HostFacts facts, boolean last) {
    files.forEach(run -> run.write(this::folder, facts, nanoTime(), last));
  }

  private JournalFolder folder() throws IOException {
    JournalFolder open = folder == null ? JournalFolder.open(state) : folder;
    folder = open;
    return open;
  }

  /** How long there is nothing to do; less than 0 for without end. */
  private long waitNanos() {
    long least = -1;
    for (RunFile run : files) {
      long wait = run.waitNanos(nanoTime());
      least = wait < 0 ? least : least < 0 ? wait : Math.min(least, wait);
    }
    return least;
  }
}
