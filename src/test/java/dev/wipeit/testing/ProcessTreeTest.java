package dev.wipeit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** On this process: it has threads that end while they are looked at. */
final class ProcessTreeTest {

  private static final long SELF = ProcessHandle.current().pid();

  @Test
  void aThreadIsFoundByItsName() throws Exception {
    CountDownLatch looked = new CountDownLatch(1);
    Thread thread = new Thread(() -> awaitQuietly(looked), "wipeit-looked");
    thread.start();
    try {
      List<Path> found = ProcessTree.threads(SELF, "wipeit-looked");
      assertEquals(1, found.size());
      assertEquals("wipeit-looked", Files.readString(found.get(0).resolve("comm")).strip());
    } finally {
      looked.countDown();
      thread.join();
    }
    // The kernel has a thread for a moment longer than Java.
    assertTrue(
        Await.holdsWithin(
            Duration.ofSeconds(5), () -> ProcessTree.threads(SELF, "wipeit-looked").isEmpty()));
  }

  @Test
  void threadsThatEndMeanwhileAreNoError() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    Thread starter = new Thread(() -> startsAndEnds(enough));
    starter.start();
    try {
      for (int i = 0; i < 2_000; i++) {
        assertTrue(ProcessTree.threads(SELF, "nobody").isEmpty());
        assertEquals(SELF, ProcessTree.pids(SELF).get(0));
      }
    } finally {
      enough.set(true);
      starter.join();
    }
  }

  @Test
  void aProcessThatHasEndedHasNothing() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    assertEquals(List.of(process.pid()), ProcessTree.pids(process.pid()));
    assertTrue(ProcessTree.threads(process.pid(), "true").isEmpty());
    assertFalse(ProcessTree.isJava(process.pid()));
    assertTrue(ProcessTree.isJava(SELF));
  }

  private static void startsAndEnds(AtomicBoolean enough) {
    while (!enough.get()) {
      new Thread(() -> {}).start();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
