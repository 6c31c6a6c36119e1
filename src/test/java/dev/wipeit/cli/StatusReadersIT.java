package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.device.SystemRoots;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.view.HostRuns;
import dev.wipeit.view.RunState;
import dev.wipeit.view.RunView;
import dev.wipeit.view.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Many who look at eight wipes. {@code wipeit.readers} is how many of them are in this JVM, 200 by
 * default; {@code wipeit.readers.cost} is the percentage that the wipes may take longer, measured
 * against wipes that nobody looks at; without it that is not measured.
 */
final class StatusReadersIT {

  private static final Duration LONG = Duration.ofMinutes(3);
  private static final long LOOKS_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);
  private static final int WIPES = 8;
  private static final int MEBIBYTES = Integer.getInteger("wipeit.readers.mebibytes", 8);

  private DriveShelf shelf;

  @BeforeEach
  void begin() throws IOException {
    shelf = new DriveShelf();
    shelf.add(WIPES, MEBIBYTES);
  }

  @AfterEach
  void end() throws IOException {
    shelf.close();
  }

  @Test
  void noneEverSeesHalfAFactAndNoWipeWaitsForThem() throws Exception {
    Double allowed = Double.valueOf(System.getProperty("wipeit.readers.cost", "-1"));
    long alone = allowed < 0 ? 0 : wipe(0).toMillis();
    Readers.LOOKS.set(0);
    long beside = wipe(Integer.getInteger("wipeit.readers", 200)).toMillis();
    String told =
        "alone " + alone + " ms, beside the readers " + beside + " ms; looks " + Readers.LOOKS;
    assertTrue(Readers.LOOKS.get() > 500, told);
    if (allowed >= 0) {
      throwIfSlower(alone, beside, allowed, told);
    }
  }

  private static void throwIfSlower(long alone, long beside, double allowed, String told) {
    System.err.println(told);
    assertTrue(beside <= alone * (1 + allowed / 100), told);
  }

  /** Wipes all while so many look, and as processes a few more. */
  private Duration wipe(int count) throws Exception {
    long begin = System.nanoTime();
    try (RunningProgram running =
            shelf.wipe("--json", "--max-rate", "1M", "--verify", "none").start();
        Readers readers = new Readers(shelf.statePath(), count)) {
      if (count > 0) {
        lookFromOutside();
      }
      ProgramResult result = running.awaitExit(LONG).expectExit(0);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      assertEquals(List.of(), readers.wrong(), "what should not have been seen");
      assertEquals(WIPES, JsonLines.of(result.out()).of(JsonLines.Event.RUN_FINISHED).size());
      return took;
    }
  }

  private void lookFromOutside() throws IOException {
    for (int i = 0; i < 3; i++) {
      ProgramResult status = shelf.status("--json").run().expectExit(0);
      for (String line : status.out().lines().toList()) {
        JsonNode run = new ObjectMapper().readTree(line);
        assertTrue(!run.path("state").asText().equals("unusable"), line);
      }
    }
  }

  /** Threads that look like so many processes. */
  private static final class Readers implements AutoCloseable {

    static final AtomicLong LOOKS = new AtomicLong();

    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    Readers(Path state, int count) {
      for (int i = 0; i < count; i++) {
        long delay = LOOKS_EVERY_NANOS * i / count;
        Thread thread = new Thread(() -> read(state, delay), "reader-" + i);
        threads.add(thread);
        thread.start();
      }
    }

    List<String> wrong() {
      return List.copyOf(wrong);
    }

    private void read(Path state, long delay) {
      LockSupport.parkNanos(delay);
      Map<String, Long> done = new HashMap<>();
      try (HostRuns runs = new HostRuns(state, SystemRoots.ofMachine(), Clock.systemUTC())) {
        while (!over) {
          runs.look().runs().forEach(run -> check(run, done));
          LOOKS.incrementAndGet();
          LockSupport.parkNanos(LOOKS_EVERY_NANOS);
        }
      } catch (IOException | RuntimeException e) {
        wrong.add(e.toString());
      }
    }

    private void check(RunView run, Map<String, Long> done) {
      Work work = run.work();
      if (run.state() == RunState.UNUSABLE || work == null || run.note() != null) {
        wrong.add(run.toString());
        return;
      }
      // A checkpoint is of whole chunks, and may be behind what the journal told before it.
      boolean sound =
          work.bytesDone() >= 0
              && work.bytesDone() <= work.bytesTotal()
              && work.written() <= work.totalSize()
              && work.pass() <= work.passes();
      boolean ahead = work.bytesDone() + (1 << 20) >= done.getOrDefault(run.key(), 0L);
      if (!sound || !ahead) {
        wrong.add(run + " after " + done.get(run.key()));
      }
      done.put(run.key(), work.bytesDone());
    }

    @Override
    public void close() {
      over = true;
      try {
        for (Thread thread : threads) {
          thread.join();
        }
      } catch (InterruptedException e) {
        throw new AssertionError("interrupted", e);
      }
    }
  }
}
