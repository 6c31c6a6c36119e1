package dev.wipeit.cli;

import dev.wipeit.wipe.StopRequest;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * SIGHUP, SIGINT and SIGTERM: the first asks the run to stop, and waits for it at most ten seconds;
 * a second one, later than a second after it, stops waiting. Within that second it is taken as the
 * same one, since a Ctrl-C reaches this process both from the terminal and through its launcher.
 *
 * <p>While a question is asked, any of them is the answer no.
 */
final class StopSignals {

  private static final long SAME_ONE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PATIENCE_SECONDS = 10;

  private final StopRequest stop = new StopRequest();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final PrintStream err;
  private final LongSupplier nanoTime;
  private final ProcessEnd end;
  private @Nullable ExitCode first;
  private long firstNanos;
  private boolean asking;
  private volatile Runnable lastWords = () -> {};

  StopSignals(PrintStream err, LongSupplier nanoTime, ProcessEnd end) {
    this.err = err;
    this.nanoTime = nanoTime;
    this.end = end;
  }

  /**
   * Takes the three signals over; one that the caller had ignored (nohup) stays ignored. Whatever
   * else ends the process in order waits for the run too, in a shutdown hook.
   */
  void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "wipeit-shutdown"));
    JvmSignal.handle("HUP", () -> received(ExitCode.STOPPED_BY_HUP));
    JvmSignal.handle("INT", () -> received(ExitCode.STOPPED_BY_INT));
    JvmSignal.handle("TERM", () -> received(ExitCode.STOPPED_BY_TERM));
  }

  StopRequest stop() {
    return stop;
  }

  /** The code of the signal that stopped the run, or null if there was none. */
  synchronized @Nullable ExitCode code() {
    return first;
  }

  synchronized void asking(boolean now) {
    asking = now;
  }

  /**
   * What is done before this process ends in whatever way that it has a choice in.
   *
   * @param words must come to its end by itself, whatever the device does; may be run twice
   */
  void lastWords(Runnable words) {
    lastWords = words;
  }

  /** Nothing is left to be saved: nobody waits any longer. */
  void finished() {
    lastWords.run();
    finished.countDown();
  }

  /** Ends this process although a device may hold a thread of it; all is told and saved. */
  void leave(ExitCode code) {
    lastWords.run();
    end.now(code);
  }

  synchronized void received(ExitCode code) {
    if (asking) {
      err.println();
      err.println("wipeit: no consent: nothing was written.");
      end.now(ExitCode.REFUSED);
      return;
    }
    long now = nanoTime.getAsLong();
    if (first == null) {
      first = code;
      firstNanos = now;
      stop.request();
      Thread watch = new Thread(() -> watch(code), "wipeit-stop");
      watch.setDaemon(true);
      watch.start();
    } else if (now - firstNanos >= SAME_ONE_NANOS && finished.getCount() > 0) {
      giveUp(code, "Not waiting any longer");
    }
  }

  private void watch(ExitCode code) {
    if (!isFinishedInTime()) {
      giveUp(code, "The device has not answered for " + PATIENCE_SECONDS + " seconds");
    }
  }

  private void stopAndWait() {
    stop.request();
    if (!isFinishedInTime()) {
      err.println("wipeit: the device does not answer: the last saved checkpoint stands.");
    }
  }

  private boolean isFinishedInTime() {
    try {
      return finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      // Nothing in this program interrupts a thread; see docs/architecture.md.
      throw new IllegalStateException(e);
    }
  }

  private void giveUp(ExitCode code, String why) {
    err.println();
    err.println(
        "wipeit: "
            + why
            + ": the last saved checkpoint stands (see 'wipeit status'); go on with 'wipeit resume'.");
    lastWords.run();
    end.now(code);
  }
}
