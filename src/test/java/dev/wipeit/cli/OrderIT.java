package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.cli.SystemCalls.Call;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.Requires;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order of what reaches the device and the state directory, seen by strace(1). */
final class OrderIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final long MIB = 1L << 20;
  private static final String CALLS =
      "trace=openat,open,creat,rename,renameat,renameat2,fsync,fdatasync,write,pwrite64";

  private static final Pattern WRITTEN = Pattern.compile("\\\\\"written\\\\\": (\\d+)");
  private static final Pattern PWRITE = Pattern.compile(", (\\d+), (\\d+)\\) += (\\d+)");
  private static final Pattern PATH = Pattern.compile("\\w+\\([^\"]*\"([^\"]*)\"");

  private Path folder;
  private Path trace;

  @BeforeEach
  void prepare() throws IOException {
    Requires.tool("strace");
    folder = Scratch.folder("trace");
    trace = folder.resolve("trace");
  }

  @AfterEach
  void delete() throws IOException {
    Scratch.delete(folder);
  }

  @Test
  void isKeptInDirectModeAndAtLeastEvery100MiB() throws IOException {
    try (MarkedDevice device = MarkedDevice.ofMebibytes(350)) {
      traced(device.wipe("--io", "direct")).run().expectExit(0);
      SystemCalls calls = SystemCalls.of(trace);
      List<Long> claims = assertOrder(calls, device);
      assertEquals(350 * MIB, claims.get(claims.size() - 1), "the last claim");
      assertSteps(claims, 100 * MIB);
      assertOpensNothingElse(calls, device);
      assertPapersAreDurable(calls);
      device.assertWiped();
    }
  }

  @Test
  void isKeptInBufferedMode() throws IOException {
    try (MarkedDevice device = MarkedDevice.ofMebibytes(24)) {
      traced(device.wipe("--io", "buffered", "--checkpoint-every", "4M")).run().expectExit(0);
      SystemCalls calls = SystemCalls.of(trace);
      List<Long> claims = assertOrder(calls, device);
      assertSteps(claims, 4 * MIB);
      assertOpensNothingElse(calls, device);
    }
  }

  @Test
  void isKeptOnAStopBeforeItIsSaidToBeSaved() throws IOException {
    try (MarkedDevice device = MarkedDevice.ofMebibytes(64)) {
      String[] slow = {"--max-rate", "12M", "--checkpoint-every", "4M"};
      try (RunningProgram running = traced(device.wipe(slow)).start()) {
        running.awaitStderr("begins at byte 0", SOON);
        running.awaitStderr("[1-9][0-9]*\\.[0-9]%", SOON);
        running.signalJava("INT");
        running.awaitExit(SOON).expectExit(130);
      }
      SystemCalls calls = SystemCalls.of(trace);
      List<Long> claims = assertOrder(calls, device);
      assertEquals(claims.get(claims.size() - 1), device.state().saved().written());
      device.assertHoldsExactly(device.state().saved());
      List<Call> folderSyncs = calls.all(call -> isFolderSync(call, device));
      Call last = folderSyncs.get(folderSyncs.size() - 1);
      List<Call> said = calls.all(call -> call.is("write") && call.has("Progress saved"));
      assertEquals(1, said.size());
      assertTrue(last.isBefore(said.get(0)), last + " before " + said);
    }
  }

  private Program traced(Program program) {
    // Long enough for the whole text of a checkpoint.
    return program
        .deadline(SOON)
        .under("strace", "--seccomp-bpf", "-f", "-y", "-s", "2000", "-e", CALLS)
        .under("-o", trace.toString());
  }

  private static void assertSteps(List<Long> claims, long longest) {
    for (int i = 1; i < claims.size(); i++) {
      long step = claims.get(i) - claims.get(i - 1);
      assertTrue(step >= 0 && step <= longest, "steps of " + claims);
    }
  }

  /** Checks every checkpoint; what they claim, in their order. */
  private static List<Long> assertOrder(SystemCalls calls, MarkedDevice device) {
    List<Call> begun =
        calls.all(call -> call.is("openat") && call.has(".json.tmp\"") && call.has("O_CREAT"));
    assertFalse(begun.isEmpty(), "no checkpoint");
    return begun.stream().map(call -> assertOrder(calls, call, device)).toList();
  }

  private static long assertOrder(SystemCalls calls, Call created, MarkedDevice device) {
    Call written = calls.after(created, "write", c -> c.is("write") && c.has(".json.tmp>"));
    Call synced = calls.after(created, "sync", c -> c.is("fsync") && c.has(".json.tmp>"));
    Call renamed = calls.after(created, "rename", c -> c.is("rename") && c.has(".json.tmp\","));
    Call finished = calls.after(created, "folder sync", c -> isFolderSync(c, device));
    assertTrue(written.isBefore(synced), written + " before " + synced);
    assertTrue(synced.isBefore(renamed), synced + " before " + renamed);
    assertTrue(renamed.isBefore(finished), renamed + " before " + finished);
    for (Call kept : calls.all(c -> c.is("rename") && c.has(".json.previous\")"))) {
      boolean duringThis = created.isBefore(kept) && kept.isBefore(finished);
      assertTrue(!duringThis || (synced.isBefore(kept) && kept.isBefore(renamed)), kept.text());
    }
    long claim = number(WRITTEN, written.text());
    long durable = durableBefore(calls, created, device);
    assertTrue(claim <= durable, claim + " claimed, but " + durable + " durable at " + created);
    return claim;
  }

  /** What a certificate needs, and the certificate: on stable storage before they have a name. */
  private static void assertPapersAreDurable(SystemCalls calls) {
    List<Call> begun =
        calls.all(call -> call.is("openat") && call.has(".json.new\"") && call.has("O_CREAT"));
    assertFalse(begun.isEmpty(), "no certificate");
    for (Call created : begun) {
      Call synced = calls.after(created, "sync", c -> c.is("fsync") && c.has(".json.new>"));
      Call renamed = calls.after(created, "rename", c -> c.is("rename") && c.has(".json.new\","));
      assertTrue(synced.isBefore(renamed), synced + " before " + renamed);
    }
  }

  private static boolean isFolderSync(Call call, MarkedDevice device) {
    return call.is("fsync") && call.has("<" + device.state().directory() + "/progress>");
  }

  /** What was written without a gap before a sync of the device that was over before the call. */
  private static long durableBefore(SystemCalls calls, Call call, MarkedDevice device) {
    String node = "<" + device.node() + ">";
    long durable = 0;
    for (Call sync : calls.all(c -> (c.is("fdatasync") || c.is("fsync")) && c.has(node))) {
      if (sync.isBefore(call) && sync.has("= 0")) {
        durable = Math.max(durable, writtenBefore(calls, sync, node));
      }
    }
    return durable;
  }

  private static long writtenBefore(SystemCalls calls, Call sync, String node) {
    TreeMap<Long, Long> ranges = new TreeMap<>();
    for (Call write : calls.all(c -> c.is("pwrite64") && c.has(node) && c.isBefore(sync))) {
      Matcher matcher = PWRITE.matcher(write.text());
      assertTrue(matcher.find(), write.text().substring(0, 40));
      ranges.put(Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)));
    }
    long end = 0;
    while (ranges.containsKey(end)) {
      end += ranges.get(end);
    }
    return end;
  }

  private static void assertOpensNothingElse(SystemCalls calls, MarkedDevice device) {
    List<Call> opened =
        calls.all(
            call ->
                call.is("creat")
                    || (call.is("openat") || call.is("open"))
                        && (call.has("O_WRONLY") || call.has("O_RDWR") || call.has("O_CREAT")));
    List<Call> byPath = opened.stream().filter(call -> path(call).equals(device.node())).toList();
    assertEquals(1, byPath.size(), byPath.toString());
    assertTrue(byPath.get(0).has("O_EXCL"), byPath.toString());
    assertFalse(byPath.get(0).has("O_CREAT") || byPath.get(0).has("O_TRUNC"), byPath.toString());
    List<Call> others =
        opened.stream()
            .filter(call -> !byPath.contains(call) && !isExpected(call, device))
            .toList();
    assertEquals(List.of(), others, "opened for writing");
  }

  private static boolean isExpected(Call call, MarkedDevice device) {
    String path = path(call);
    boolean state = path.startsWith(device.state().directory() + "/");
    // The JDK's way to a channel: the claimed descriptor, which cannot create anything.
    boolean claimed = path.startsWith("/proc/self/fd/") && call.has("<" + device.node() + ">");
    // JNA unpacks its library; the JVM keeps memory out of core dumps; the launcher is silent.
    boolean library = path.matches(".*/(\\.cache/JNA/temp|jna-?\\d+)/jna\\d+\\.tmp");
    boolean jvm = path.matches("/proc/(self|\\d+)/coredump_filter");
    return state || claimed || library || jvm || path.equals("/dev/null");
  }

  private static String path(Call call) {
    Matcher matcher = PATH.matcher(call.text());
    return matcher.find() ? matcher.group(1) : "";
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertTrue(matcher.find(), text);
    return Long.parseLong(matcher.group(1));
  }
}
