package dev.wipeit.cuts;

import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.cuts.Event.Recorded;
import dev.wipeit.journal.FlushPolicy;
import dev.wipeit.journal.HostFacts;
import dev.wipeit.journal.Journal;
import dev.wipeit.journal.RunFacts;
import dev.wipeit.journal.RunRecord;
import dev.wipeit.wipe.WipeEvent;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The journal of a run, written by the program's own thread. What the program takes for recorded is
 * written down; where it would give up to wait, this waits on.
 */
final class Recorder implements Consumer<WipeEvent>, AutoCloseable {

  static final HostFacts HOST = new HostFacts("0.1.0", "bench", "6.1", "boot", 1, "root", null);

  private static final int PATIENCE = 20;

  private final RequestLog log;
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Thread> writer = new CompletableFuture<>();
  private final boolean isEach;
  private final Journal journal;
  private final RunRecord record;

  private Recorder(StateDirectory directory, FlushPolicy policy, RequestLog log) {
    this.log = log;
    this.isEach = policy.kind() == FlushPolicy.Kind.EACH;
    this.journal =
        new Journal(
            directory,
            policy,
            () -> {
              writer.complete(Thread.currentThread());
              return HOST;
            },
            Clock.systemUTC(),
            System::nanoTime,
            troubles::add);
    this.record =
        journal.record(new RunFacts(Recording.KEY, () -> Map.of("path", "memory"), List.of()));
  }

  /** Begins to write, with what processes before this one have left. */
  static Recorder begin(StateDirectory directory, FlushPolicy policy, RequestLog log) {
    Recorder recorder = new Recorder(directory, policy, log);
    recorder.journal.start(recovered -> {});
    // The program does not wait for long; on a machine that is slow this does.
    for (int i = 0; i < PATIENCE; i++) {
      recorder.journal.awaitRecovered();
    }
    return recorder;
  }

  @Override
  public void accept(WipeEvent event) {
    record.accept(event);
    // The first trouble is that the machine was too slow, if any.
    if (isEach && troubles.isEmpty()) {
      log.add(new Recorded());
    }
  }

  /** All that was told is on stable storage. */
  void flush() {
    while (!journal.flush()) {
      Thread.onSpinWait();
    }
    log.add(new Recorded());
  }

  /** The run has ended. */
  void end() {
    record.end(List.of());
    close();
    log.add(new Recorded());
  }

  /** Nothing is written any more. */
  @Override
  public void close() {
    journal.close();
    try {
      writer.join().join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a test", e);
    }
  }

  /** What went wrong, but for a machine that is slow. */
  List<String> troubles() {
    return troubles.stream()
        .filter(trouble -> !trouble.contains("within") && !trouble.contains("does not answer"))
        .toList();
  }
}
