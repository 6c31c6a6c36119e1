package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.device.SystemRoots;
import dev.wipeit.sys.Kernel;
import dev.wipeit.testing.Await;
import dev.wipeit.testing.ProcessTree;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.wipe.Wipe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Run after run on one device after another, killed several times each. For one thread. */
final class KillCampaign {

  private static final Duration SOON = Duration.ofSeconds(20);

  /** Java ends with its launcher, at the latest when it looks for it. */
  private static final Duration AFTER_LAUNCHER = Duration.ofSeconds(20);

  private static final int KILLS_PER_RUN = 14;

  /** A tenth of the kills is followed by a status of the packaged program, the rest by ours. */
  private static final int PACKAGED_STATUS = 10;

  private final long seed;
  private final AtomicInteger left;
  private final SplittableRandom random;
  private final Tally tally = new Tally();
  private int runs;

  /**
   * @param first where in the table of kinds it begins
   * @param left how many kills are left, for all campaigns together
   */
  KillCampaign(long seed, int first, AtomicInteger left) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.left = left;
    this.runs = first;
  }

  /**
   * A kind of run.
   *
   * @param mebibytes the size of the device; beyond 64 a resume goes on behind its beginning
   */
  private record Kind(int mebibytes, String method, int rounds, String verify, String rate) {

    static final List<Kind> ALL =
        List.of(
            new Kind(32, "random", 1, "last", "64M"),
            new Kind(32, "zero", 1, "last", "64M"),
            new Kind(88, "random", 1, "last", "160M"),
            new Kind(32, "one", 1, "last", "64M"),
            new Kind(24, "random", 2, "all", "96M"),
            new Kind(88, "zero", 1, "sample", "160M"));
  }

  /** How many kills hit what. */
  static final class Tally {

    private final Map<String, Integer> counts = new TreeMap<>();

    void add(Tally other) {
      other.counts.forEach((what, count) -> counts.merge(what, count, Integer::sum));
    }

    void hit(String what) {
      counts.merge(what, 1, Integer::sum);
    }

    int kills() {
      return counts.getOrDefault("killed java", 0) + counts.getOrDefault("killed launcher", 0);
    }

    boolean hasHitEverything() {
      return counts.keySet().containsAll(List.of("start", "resume", "proof", "write", "verify"));
    }

    @Override
    public String toString() {
      return counts.toString();
    }
  }

  /** Works until no kill is left. */
  Tally run() {
    try {
      while (left.get() > 0) {
        Kind kind = Kind.ALL.get(runs++ % Kind.ALL.size());
        try (MarkedDevice device = MarkedDevice.ofMebibytes(kind.mebibytes())) {
          run(kind, device);
        } catch (AssertionError e) {
          throw new AssertionError(
              kind + ", seed " + seed + ", after " + tally + ": " + e.getMessage(), e);
        }
      }
      return tally;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(Kind kind, MarkedDevice device) throws IOException {
    for (int i = 0; i < KILLS_PER_RUN && left.get() > 0; i++) {
      if (isOver(device)) {
        break;
      }
      @Nullable Checkpoint before = device.state().last();
      try (RunningProgram running = next(kind, device).start()) {
        String stage = kill(running, device, before);
        if (!stage.isEmpty()) {
          tally.hit(stage);
          check(JsonLines.of(running.stdout()), device);
        }
      }
    }
    if (!isOver(device)) {
      next(kind, device).run().expectExit(0);
    }
    device.assertWiped();
    tally.hit("runs finished");
  }

  private static boolean isOver(MarkedDevice device) throws IOException {
    return !device.state().archived().isEmpty() && device.state().last() == null;
  }

  private static Program next(Kind kind, MarkedDevice device) throws IOException {
    if (device.state().last() != null) {
      return device.resume("--json", "--checkpoint-every", "1M", "--max-rate", kind.rate());
    }
    return device.wipe(
        List.of(
                "--json",
                "--checkpoint-every",
                "1M",
                "--max-rate",
                kind.rate(),
                "--verify",
                kind.verify(),
                "--rounds",
                "" + kind.rounds(),
                "--method",
                kind.method())
            .toArray(String[]::new));
  }

  /** What was going on when it was killed; empty if it had come to its end. */
  private String kill(RunningProgram running, MarkedDevice device, @Nullable Checkpoint before)
      throws IOException {
    KillMoment moment = KillMoment.values()[random.nextInt(KillMoment.values().length)];
    boolean launcher = random.nextBoolean();
    moment.await(running, device.node());
    LockSupport.parkNanos(
        TimeUnit.MICROSECONDS.toNanos(random.nextInt(moment.spreadMillis() * 1000)));
    boolean claimed = KillMoment.CLAIMED.hasCome(running, device.node());
    List<ProcessHandle> processes = processes(running);
    int java = launcher ? -1 : indexOfJava(processes);
    boolean sent = !processes.isEmpty() && processes.get(java < 0 ? 0 : java).destroyForcibly();
    int code = running.awaitExit(SOON).exitCode();
    for (ProcessHandle process : processes) {
      Await.until(
          AFTER_LAUNCHER,
          () -> "the end of " + process.info() + "\n" + running.stderr(),
          () -> !isRunning(process));
    }
    if (code == 0) {
      return "";
    }
    assertTrue(sent && code == 137, () -> "code " + code + "\n" + running.stderr());
    left.decrementAndGet();
    tally.hit(java < 0 ? "killed launcher" : "killed java");
    return stage(JsonLines.of(running.stdout()), claimed, before);
  }

  /** One that has ended, but that nobody has waited for, holds nothing any more. */
  private static boolean isRunning(ProcessHandle process) throws IOException {
    Path entry = Path.of("/proc/" + process.pid());
    try (Stream<Path> threads = Files.list(entry.resolve("task"))) {
      String stat = Files.readString(entry.resolve("stat"), StandardCharsets.ISO_8859_1);
      boolean ended = stat.startsWith("Z", stat.lastIndexOf(')') + 2);
      return process.isAlive() && !(ended && threads.count() == 1);
    } catch (IOException gone) {
      return process.isAlive();
    }
  }

  private static int indexOfJava(List<ProcessHandle> processes) {
    for (int i = 0; i < processes.size(); i++) {
      if (processes.get(i).info().command().orElse("").endsWith("/java")) {
        return i;
      }
    }
    return -1;
  }

  private static String stage(JsonLines said, boolean claimed, @Nullable Checkpoint before) {
    List<JsonNode> phases = said.of(JsonLines.Event.PHASE_STARTED);
    if (!phases.isEmpty()) {
      return phases.get(phases.size() - 1).path("phase").asText();
    }
    if (!claimed || before == null) {
      return claimed ? "first checkpoint" : "start";
    }
    boolean provable = before.phase() == Phase.VERIFY || before.written() > Wipe.REWIND_BYTES;
    return provable ? "proof" : "resume";
  }

  /** The launcher, and Java if it has been started. */
  static List<ProcessHandle> processes(RunningProgram running) throws IOException {
    List<ProcessHandle> processes = new ArrayList<>();
    for (long pid : ProcessTree.pids(running.pid())) {
      ProcessHandle.of(pid).ifPresent(processes::add);
    }
    return processes;
  }

  private void check(JsonLines said, MarkedDevice device) throws IOException {
    assertStatusReadsIt(device);
    @Nullable Checkpoint saved = device.state().last();
    if (saved != null) {
      device.assertHolds(saved);
      assertNothingIsLost(said, saved);
    } else if (isOver(device)) {
      device.assertWiped();
    } else {
      device.assertUntouched();
    }
  }

  private void assertStatusReadsIt(MarkedDevice device) throws IOException {
    List<JsonNode> runs = JsonLines.of(status(device)).all();
    assertEquals(device.state().last() == null ? 0 : 1, runs.size(), runs.toString());
    for (JsonNode run : runs) {
      assertEquals("interrupted", run.path("state").asText(), run.toString());
      assertEquals(device.state().saved().written(), run.path("written").asLong());
    }
  }

  private String status(MarkedDevice device) throws IOException {
    String[] command = {"status", "--json"};
    if (left.get() % PACKAGED_STATUS == 0) {
      return device.program(List.of(command)).run().expectExit(0).out();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Streams streams = Streams.of(InputStream.nullInputStream(), out, out, Map.of());
    Machine machine =
        new Machine(
            SystemRoots.ofMachine(),
            Kernel.linux(),
            Map.of(),
            Clock.systemUTC(),
            streams,
            new StopSignals(streams.err(), System::nanoTime, code -> {}));
    String folder = device.state().directory().toString();
    assertEquals(
        ExitCode.OK,
        new Wipeit(machine, null).run(command[0], command[1], "--state-dir", folder),
        out::toString);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What was said to be saved is saved. */
  private static void assertNothingIsLost(JsonLines said, Checkpoint saved) {
    List<JsonNode> reports = said.of(JsonLines.Event.CHECKPOINT_SAVED);
    if (!reports.isEmpty()) {
      JsonNode last = reports.get(reports.size() - 1);
      assertNotNull(last.get("bytes_done"), last.toString());
      assertTrue(
          saved.bytesDone() >= last.get("bytes_done").asLong(),
          () -> "said " + last + ", but saved " + saved);
    }
  }
}
