package dev.wipeit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.journal.FlushPolicy.Kind;
import dev.wipeit.journal.Journals.Read;
import dev.wipeit.testing.Await;
import dev.wipeit.testing.Scratch;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.WipeEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class JournalTest {

  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);
  private Path scratch;
  private StateDirectory state;

  @BeforeEach
  void begins() throws IOException {
    scratch = Scratch.folder("journal");
    state = StateDirectory.open(scratch.resolve("state"));
  }

  @AfterEach
  void ends() throws IOException {
    Scratch.delete(scratch);
  }

  private Journal journal(Kind kind) {
    return journal(kind, System::nanoTime);
  }

  private Journal journal(Kind kind, LongSupplier nanoTime) {
    Journal journal =
        new Journal(
            state,
            new FlushPolicy(kind, Duration.ofSeconds(1)),
            Journals::host,
            Clock.systemUTC(),
            nanoTime,
            warnings::add);
    journal.start(recovered -> {});
    return journal;
  }

  private Path file() {
    return JournalFolder.at(state).file(Journals.RUN);
  }

  private List<String> types() throws IOException {
    return Read.of(file(), Position.START).lines().stream().map(JournalLine::type).toList();
  }

  private void runOf(Journal journal, WipeEvent... events) {
    RunRecord record = journal.record(Journals.facts());
    record.accept(new WipeEvent.Started(Journals.state(0), false, 0));
    for (WipeEvent event : events) {
      record.accept(event);
    }
    record.end(List.of(new EventJson("device_result", JsonLine.object("exit_code", 0))));
  }

  @Test
  void everyEventIsALineOfAWholeChain() throws IOException {
    try (Journal journal = journal(Kind.INTERVAL)) {
      runOf(
          journal,
          Journals.progress(1),
          new WipeEvent.CheckpointSaved(Journals.state(4096)),
          new WipeEvent.CheckpointFailed("full"),
          Journals.finished(4096));
    }
    assertEquals(
        List.of(
            "journal_begun",
            "process_begun",
            "run_started",
            "progress",
            "checkpoint_saved",
            "checkpoint_failed",
            "run_finished",
            "device_result"),
        types());
    assertTrue(Read.of(file(), Position.START).reading().isWhole());
    assertEquals(List.of(), warnings);
  }

  @Test
  void aRunThatIsOverIsPendingAndNotOpen() throws IOException {
    JournalFolder folder = JournalFolder.at(state);
    try (Journal journal = journal(Kind.EACH)) {
      RunRecord record = journal.record(Journals.facts());
      record.accept(new WipeEvent.Started(Journals.state(0), false, 0));
      assertEquals(List.of(Journals.RUN), folder.openRuns());
      assertEquals(List.of(Journals.RUN), folder.pendingRuns());
      record.accept(Journals.finished(1));
      record.end(List.of());
    }
    assertEquals(List.of(), folder.openRuns());
    assertEquals(List.of(Journals.RUN), folder.pendingRuns());
    assertEquals(List.of(Journals.RUN), folder.runs());
  }

  @Test
  void filesAreTheOwnersAlone() throws IOException {
    try (Journal journal = journal(Kind.EACH)) {
      runOf(journal, Journals.finished(1));
    }
    for (Path path : List.of(file(), file().resolveSibling("pending").resolve(Journals.RUN))) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }
  }

  @Test
  void aPassKeyIsNeverRecorded() throws IOException {
    try (Journal journal = journal(Kind.EACH)) {
      runOf(
          journal,
          new WipeEvent.CheckpointSaved(Journals.state(4096, new ByteRange(512, 512))),
          Journals.progress(4096),
          Journals.finished(4096));
    }
    assertFalse(Files.readString(file()).contains(Journals.PASS_KEY));
  }

  @Test
  void withEachAnEventIsThereWhenTheCallReturns() throws IOException {
    try (Journal journal = journal(Kind.EACH)) {
      RunRecord record = journal.record(Journals.facts());
      record.accept(new WipeEvent.Started(Journals.state(0), false, 0));
      for (int i = 1; i <= 50; i++) {
        record.accept(Journals.progress(i));
        List<JournalLine> lines = Read.of(file(), Position.START).lines();
        assertEquals(i, lines.get(lines.size() - 1).number("written"));
      }
    }
  }

  @Test
  void progressIsRecordedOnceInAnInterval() throws IOException {
    try (Journal journal = journal(Kind.INTERVAL, nanos::get)) {
      RunRecord record = journal.record(Journals.facts());
      record.accept(new WipeEvent.Started(Journals.state(0), false, 0));
      for (int i = 0; i < 30; i++) {
        record.accept(Journals.progress(i));
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
      }
      record.end(List.of());
    }
    assertEquals(
        List.of(0L, 10L, 20L),
        Read.of(file(), Position.START).lines().stream()
            .filter(line -> line.type().equals("progress"))
            .map(line -> line.number("written"))
            .toList());
  }

  @Test
  void whatRefusesIsToldWhenItChanges() throws IOException {
    ByteRange bad = new ByteRange(512, 512);
    try (Journal journal = journal(Kind.INTERVAL)) {
      runOf(
          journal,
          new WipeEvent.CheckpointSaved(Journals.state(1)),
          new WipeEvent.CheckpointSaved(Journals.state(2, bad)),
          new WipeEvent.CheckpointSaved(Journals.state(3, bad)));
    }
    assertEquals(
        List.of(false, true, false),
        Read.of(file(), Position.START).lines().stream()
            .filter(line -> line.type().equals("checkpoint_saved"))
            .map(line -> line.object().has("bad_ranges"))
            .toList());
  }

  @Test
  void aRunIsGoneOnWithInItsOwnFile() throws IOException {
    try (Journal journal = journal(Kind.INTERVAL)) {
      runOf(journal, Journals.finished(1));
    }
    List<String> first = Read.of(file(), Position.START).texts();
    Files.writeString(file(), "{\"seq\":99", StandardOpenOption.APPEND);
    try (Journal journal = journal(Kind.INTERVAL)) {
      runOf(journal, Journals.finished(2));
    }
    Read read = Read.of(file(), Position.START);
    assertTrue(read.reading().isWhole());
    assertEquals(0, read.reading().tornBytes());
    assertEquals(first, read.texts().subList(0, first.size()));
    assertEquals("process_begun", read.lines().get(first.size()).type());
    assertEquals(
        1, read.lines().stream().filter(line -> line.type().equals("journal_begun")).count());
  }

  @Test
  void aDamagedJournalIsSetAsideAndTheNewOneSaysSo() throws IOException {
    try (Journal journal = journal(Kind.INTERVAL)) {
      runOf(journal, Journals.finished(1));
    }
    byte[] damaged = Files.readAllBytes(file());
    damaged[damaged.length - 150] ^= 1;
    Files.write(file(), damaged);
    try (Journal journal = journal(Kind.INTERVAL)) {
      runOf(journal, Journals.finished(2));
    }
    assertTrue(types().contains("journal_damaged"), () -> warnings.toString());
    Path aside = file().resolveSibling("damaged").resolve(Journals.RUN + ".jsonl");
    assertEquals(damaged.length, Files.size(aside));
    assertTrue(warnings.get(0).contains("'wipeit history rebuild'"), warnings::toString);
    assertTrue(Files.readString(Path.of(aside + ".reason")).startsWith("line 5 "));
    assertEquals(1, warnings.size(), warnings::toString);
  }

  @Test
  void whereNothingCanBeWrittenThereIsOneWarning() throws IOException {
    Files.writeString(state.path().resolve("journal"), "in the way");
    for (Kind kind : Kind.values()) {
      warnings.clear();
      long begin = System.nanoTime();
      try (Journal journal = journal(kind)) {
        runOf(journal, Journals.progress(1), Journals.finished(1));
      }
      assertEquals(1, warnings.size(), warnings::toString);
      assertTrue(warnings.get(0).contains("is not a directory"), warnings::toString);
      long took = Duration.ofNanos(System.nanoTime() - begin).toMillis();
      assertTrue(took < Journal.EACH_PATIENCE.toMillis(), kind + " was waited for: " + took);
    }
  }

  @Test
  void aJournalThatIsReplacedIsToldOnce() throws IOException {
    try (Journal journal = journal(Kind.EACH)) {
      RunRecord record = journal.record(Journals.facts());
      record.accept(new WipeEvent.Started(Journals.state(0), false, 0));
      Files.delete(file());
      record.accept(Journals.progress(1));
      record.accept(Journals.finished(1));
      record.end(List.of());
    }
    assertEquals(1, warnings.size(), warnings::toString);
  }

  @Test
  void anotherProcessIsNotWrittenOver() throws IOException {
    JournalFolder folder = JournalFolder.open(state);
    try (JournalFile owner = JournalFile.openOrCreate(folder, Journals.RUN)) {
      assertNotNull(owner);
      try (Journal journal = journal(Kind.EACH)) {
        runOf(journal, Journals.finished(1));
      }
      assertEquals(0, Files.size(file()));
      assertEquals(1, warnings.size(), warnings::toString);
    }
  }

  @Test
  void aDiskThatHangsHoldsARunUpOnceAndNotForLong() throws IOException {
    CountDownLatch hangs = new CountDownLatch(1);
    RunFacts facts = new RunFacts(Journals.KEY, () -> never(hangs), List.of());
    Journal journal = journal(Kind.EACH);
    RunRecord record = journal.record(facts);
    long first = nanosOf(() -> record.accept(new WipeEvent.Started(Journals.state(0), false, 0)));
    assertTrue(first >= Journal.EACH_PATIENCE.toNanos(), "waited for " + first);
    assertTrue(first < 2 * Journal.EACH_PATIENCE.toNanos(), "waited for " + first);
    long rest =
        nanosOf(
            () -> {
              for (int i = 0; i < 3 * Inbox.CAPACITY; i++) {
                record.accept(new WipeEvent.CheckpointSaved(Journals.state(i)));
              }
            });
    assertTrue(rest < Journal.EACH_PATIENCE.toNanos(), "waited for " + rest);
    long flush = nanosOf(record::flush);
    assertTrue(flush < 3 * Journal.PATIENCE.toNanos(), "waited for " + flush);
    assertEquals(1, warnings.size(), warnings::toString);

    hangs.countDown();
    record.end(List.of());
    Await.until(Duration.ofSeconds(20), warnings::toString, journal::flush);
    journal.close();
    List<JournalLine> lines = Read.of(file(), Position.START).lines();
    JournalLine lost = lines.get(lines.size() - 1);
    assertEquals("events_lost", lost.type());
    // Beside journal_begun, process_begun, run_started and this line itself.
    assertEquals(3L * Inbox.CAPACITY, lines.size() - 4 + lost.number("count"));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFaultOfTheThreadThatWritesIsToldOnceAndHoldsNothingUp(Kind kind) throws IOException {
    for (Throwable fault :
        List.of(
            new OutOfMemoryError("planted"),
            new StackOverflowError("planted"),
            new NoClassDefFoundError("planted"),
            new IllegalStateException("planted"))) {
      warnings.clear();
      // One of its own: the journal stays locked as long as its process lives.
      state = StateDirectory.open(scratch.resolve(fault.getClass().getSimpleName()));
      RunFacts facts = new RunFacts(Journals.KEY, () -> thrown(fault), List.of());
      long took =
          nanosOf(
              () -> {
                Journal journal = journal(kind);
                RunRecord record = journal.record(facts);
                record.accept(new WipeEvent.Started(Journals.state(0), false, 0));
                record.flush();
                record.accept(Journals.finished(1));
                record.flush();
                record.end(List.of());
                journal.close();
              });
      assertEquals(1, warnings.size(), warnings::toString);
      assertTrue(warnings.get(0).contains("internal error"), warnings::toString);
      assertTrue(warnings.get(0).contains("the wipe goes on"), warnings::toString);
      assertTrue(took < Journal.PATIENCE.toNanos(), kind + ", " + fault + ": waited " + took);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFaultOfTheRecordIsNoneOfTheRun(Kind kind) throws IOException {
    Thread run = Thread.currentThread();
    AtomicBoolean fails = new AtomicBoolean();
    LongSupplier nanoTime =
        () -> {
          if (fails.get() && Thread.currentThread() == run) {
            throw new StackOverflowError("planted");
          }
          return System.nanoTime();
        };
    try (Journal journal = journal(kind, nanoTime)) {
      RunRecord record = journal.record(Journals.facts());
      record.accept(new WipeEvent.Started(Journals.state(0), false, 0));
      fails.set(true);
      record.accept(Journals.progress(1));
      record.accept(new WipeEvent.CheckpointSaved(Journals.state(1)));
      record.flush();
      record.end(List.of());
      fails.set(false);
    }
    assertEquals(1, warnings.size(), warnings::toString);
    assertTrue(warnings.get(0).contains("internal error"), warnings::toString);
    assertTrue(Read.of(file(), Position.START).reading().isWhole());
  }

  /** Faults as they come out of what is called; none of them is a checked one. */
  private static Map<String, Object> thrown(Throwable fault) {
    if (fault instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) fault;
  }

  private static Map<String, Object> never(CountDownLatch latch) {
    try {
      latch.await();
      return JsonLine.object();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long nanosOf(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return System.nanoTime() - begin;
  }
}
