package dev.wipeit.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.device.SystemRoots;
import dev.wipeit.testing.Await;
import dev.wipeit.testing.FakeRuns;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.WatchService;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FollowerTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private FakeRuns fakes;
  private volatile Snapshot last = Snapshot.EMPTY;
  private volatile boolean over;
  private Thread thread;

  @BeforeEach
  void begin() throws IOException {
    fakes = new FakeRuns();
  }

  @AfterEach
  void end() throws Exception {
    over = true;
    if (thread != null) {
      thread.join();
    }
    fakes.close();
  }

  private void follow() {
    Follower follower =
        new Follower(new HostRuns(fakes.path(), SystemRoots.ofMachine(), Clock.systemUTC()));
    thread =
        new Thread(
            () -> {
              try {
                follower.follow(snapshot -> last = snapshot, () -> !over);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
  }

  @Test
  void changesAreToldByTheKernel() throws IOException {
    try (WatchService service = FileSystems.getDefault().newWatchService()) {
      assertEquals("sun.nio.fs.LinuxWatchService", service.getClass().getName(), "inotify(7)");
    }
    try (StateWatch watch = StateWatch.of(fakes.path())) {
      assertTrue(watch.isTold());
      fakes.begin(1);
      watch.await(Duration.ofMillis(1));
      fakes.run(0).progress(1, 1);
      long begin = System.nanoTime();
      watch.await(SOON);
      assertTrue(System.nanoTime() - begin < Duration.ofSeconds(5).toNanos());
    }
  }

  /** With {@code -Dwipeit.latency=true} how long it took is printed. */
  @ParameterizedTest
  @ValueSource(ints = {1, 40})
  void aChangeIsSeenAtOnce(int runs) throws IOException {
    fakes.begin(runs);
    follow();
    Await.until(SOON, () -> "the runs", () -> last.runs().size() == runs);
    long[] micros = new long[40];
    for (int i = 0; i < micros.length; i++) {
      double percent = i + 1;
      int number = i % runs;
      fakes.run(number).progress(percent, 100);
      long told = System.nanoTime();
      Await.until(
          SOON, () -> "the change", () -> last.runs().get(number).percent() > percent - 0.01);
      micros[i] = (System.nanoTime() - told) / 1000;
    }
    Arrays.sort(micros);
    if (Boolean.getBoolean("wipeit.latency")) {
      System.err.printf(
          Locale.ROOT,
          "%d runs: median %d us, 95 %% %d us, worst %d us%n",
          runs,
          micros[20],
          micros[37],
          micros[39]);
    }
    assertTrue(micros[20] < 500_000, Arrays.toString(micros));
  }

  @Test
  void theKernelHasOnlySoManyWatchesAndMoreAreSeenAllTheSame() throws IOException {
    fakes.begin(1);
    List<StateWatch> taken = new ArrayList<>();
    try {
      StateWatch next = StateWatch.of(fakes.path());
      taken.add(next);
      while (next.isTold() && taken.size() < 600) {
        next = StateWatch.of(fakes.path());
        taken.add(next);
      }
      follow();
      Await.until(SOON, () -> "the run", () -> last.runs().size() == 1);
      fakes.run(0).progress(50, 100);
      Await.until(SOON, () -> "the change", () -> last.runs().get(0).percent() > 49);
    } finally {
      for (StateWatch watch : taken) {
        watch.close();
      }
    }
  }
}
