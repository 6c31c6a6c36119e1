package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.testing.Await;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.testing.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIGINT, SIGTERM and SIGHUP, to the launcher and to Java, while a device is wiped. */
final class SignalIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration AT_ONCE = Duration.ofSeconds(2);
  private static final long SEED = Long.getLong("wipeit.seed", System.nanoTime());
  private static final long MIB = 1L << 20;

  /**
   * Four seconds of work on 48 MiB; longer than any test waits. A checkpoint falls due each second,
   * so that what is there at a stop is more than the last one claims, unless the stop saves it.
   */
  private static final String[] SLOW = {"--max-rate", "12M", "--checkpoint-every", "100M"};

  private final SplittableRandom random = new SplittableRandom(SEED);
  private MarkedDevice device;

  @BeforeEach
  void attach() throws IOException {
    device = MarkedDevice.ofMebibytes(48);
  }

  @AfterEach
  void detach() throws IOException {
    device.close();
  }

  @ParameterizedTest
  @CsvSource({
    "INT, 130, launcher, random",
    "TERM, 143, launcher, zero",
    "HUP, 129, launcher, one",
    "INT, 130, java, one",
    "TERM, 143, java, random",
    "HUP, 129, java, zero"
  })
  void savesWhatIsOnTheDeviceToTheByte(String signal, int code, String receiver, String method)
      throws IOException {
    System.out.println("SignalIT: wipeit.seed=" + SEED);
    try (RunningProgram running = device.wipe(options("--method", method)).start()) {
      running.awaitStderr("begins at byte 0", SOON);
      pauseMillis(random.nextInt(1500));
      long asked = System.nanoTime();
      send(running, signal, receiver);
      ProgramResult result = running.awaitExit(SOON).expectExit(code);
      assertAnsweredAtOnce(asked);
      assertSaysHowToGoOn(result);
    }
    Checkpoint saved = device.state().saved();
    assertTrue(saved.written() < device.device().sizeBytes(), "stopped in time");
    device.assertHoldsExactly(saved);
    device.resume().run().expectExit(0);
    device.assertWiped();
  }

  @Test
  void goesOnAtTheByteAndRewritesTheMargin() throws IOException {
    try (MarkedDevice large = MarkedDevice.ofMebibytes(160)) {
      long stoppedAt = stopBetween(large, 80 * MIB, 140 * MIB);
      Checkpoint saved = large.state().saved();
      assertEquals(stoppedAt, saved.written());
      large.assertHoldsExactly(saved);
      ProgramResult result = large.resume("--json").run().expectExit(0);
      long from =
          JsonLines.of(result.out()).only(JsonLines.Event.RUN_RESUMED).path("from").asLong();
      assertEquals(saved.written() - 64 * MIB, from, "rewound by the margin");
      large.assertWiped();
      assertEquals(saved.passKey(), large.state().finished().passKey(), "the same keystream");
    }
  }

  @Test
  void secondSignalDuringTheSaveLeavesAValidState() throws IOException {
    for (int repetition = 0; repetition < 3; repetition++) {
      try (RunningProgram running = begin()) {
        pauseMillis(random.nextInt(300));
        // Sent at once, they would reach the process as one.
        String often = "for i in 1 2 3 4 5 6; do kill -INT %d || break; sleep 0.03; done";
        shell(often.formatted(running.javaPid()));
        running.awaitExit(SOON).expectExit(130);
      }
      device.assertHolds(device.state().saved());
    }
    device.resume().run().expectExit(0);
    device.assertWiped();
  }

  @Test
  void ctrlCInATerminalCountsOnce() throws IOException {
    Terminal terminal = inTerminal();
    terminal.key("C-c");
    assertEquals(130, terminal.awaitExit());
    String screen = terminal.screen();
    assertTrue(screen.contains("Progress saved"), screen);
    assertTrue(!screen.contains("Not waiting"), screen);
    device.assertHoldsExactly(device.state().saved());
  }

  @Test
  void closedTerminalStopsAndSaves() throws IOException {
    Terminal terminal = inTerminal();
    ProcessHandle launcher = ProcessHandle.of(terminal.pid()).orElseThrow();
    terminal.hangUp();
    Await.until(SOON, () -> "the end of the launcher", () -> !launcher.isAlive());
    device.assertHoldsExactly(device.state().saved());
    device.resume().run().expectExit(0);
    device.assertWiped();
  }

  @Test
  void hangUpDoesNotStopWhatRunsUnderNohup() throws IOException {
    String[] quick = {"--max-rate", "32M", "--json"};
    try (RunningProgram running = device.wipe(quick).under("nohup").start()) {
      running.awaitStdout("run_started", SOON);
      running.signalJava("HUP");
      running.signal("HUP");
      running.awaitExit(SOON).expectExit(0);
    }
    device.assertWiped();
  }

  @Test
  void killingTheLauncherKillsJava() throws IOException {
    try (RunningProgram running = begin()) {
      ProcessHandle java = ProcessHandle.of(running.javaPid()).orElseThrow();
      running.signal("KILL");
      Await.until(AT_ONCE, () -> "the end of Java", () -> !java.isAlive());
      running.awaitExit(SOON).expectExit(137);
    }
    device.assertHolds(device.state().saved());
    device.resume().run().expectExit(0);
    device.assertWiped();
  }

  @Test
  void doesNothingWithoutTheLauncherThatIsNamed() throws IOException {
    String withoutLauncher = "WIPEIT_LAUNCHER=999999999 exec java -jar \"$0\" \"$@\"";
    ProgramResult result = device.wipe().under("sh", "-c", withoutLauncher).run().expectExit(1);
    assertTrue(result.err().contains("has ended"), result.err());
    device.assertUntouched();
  }

  private RunningProgram begin() throws IOException {
    boolean fresh = device.state().last() == null;
    RunningProgram running = (fresh ? device.wipe(SLOW) : device.resume(SLOW)).start();
    running.awaitStderr(fresh ? "begins at byte" : "goes on at byte", SOON);
    return running;
  }

  private Terminal inTerminal() throws IOException {
    Terminal terminal = device.wipe(SLOW).inTerminal(100, 30);
    terminal.awaitScreen("[1-9][0-9]*(\\.[0-9]+)? ?%");
    return terminal;
  }

  /** Stops a wipe of a large device somewhere in a range. */
  private static long stopBetween(MarkedDevice large, long from, long to) throws IOException {
    String[] options = {"--max-rate", "100M", "--checkpoint-every", "40M", "--json"};
    try (RunningProgram running = large.wipe(options).start()) {
      Await.until(SOON, () -> "progress", () -> saved(running) >= from);
      // More is written by now than the last checkpoint claims.
      pauseMillis(60);
      running.signalJava("INT");
      running.awaitExit(SOON).expectExit(130);
      long stoppedAt = saved(running);
      assertTrue(stoppedAt <= to, "stopped in time");
      return stoppedAt;
    }
  }

  private static long saved(RunningProgram running) {
    List<JsonNode> saved = JsonLines.of(running.stdout()).of(JsonLines.Event.CHECKPOINT_SAVED);
    return saved.isEmpty() ? 0 : saved.get(saved.size() - 1).path("written").asLong();
  }

  private static void send(RunningProgram running, String signal, String receiver)
      throws IOException {
    if (receiver.equals("java")) {
      running.signalJava(signal);
    } else {
      running.signal(signal);
    }
  }

  private static void assertAnsweredAtOnce(long askedNanos) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedNanos);
    System.out.println("SignalIT: answered in " + millis + " ms");
    assertTrue(millis < AT_ONCE.toMillis(), "answered after " + millis + " ms");
  }

  private void assertSaysHowToGoOn(ProgramResult result) {
    String said = "Progress saved: [^\n]*To go on: wipeit resume " + device.node();
    assertTrue(Pattern.compile(said).matcher(result.out()).find(), result.out());
  }

  private static String[] options(String... more) {
    String[] all = Arrays.copyOf(SLOW, SLOW.length + more.length);
    System.arraycopy(more, 0, all, SLOW.length, more.length);
    return all;
  }

  private static void shell(String script) throws IOException {
    new ProcessBuilder("sh", "-c", script).start().onExit().join();
  }

  private static void pauseMillis(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
