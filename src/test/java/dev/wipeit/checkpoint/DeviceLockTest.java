package dev.wipeit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wipeit.checkpoint.StateDirectoryException.Kind;
import dev.wipeit.testing.OpenDescriptors;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // A lock is held, not used.
final class DeviceLockTest {

  private static final Path PROC = Path.of("/proc");
  private static final long OURS = ProcessHandle.current().pid();

  @TempDir Path temp;
  private StateDirectory directory;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    directory = StateDirectory.open(temp.resolve("s"));
    file = temp.resolve("s/lock/k.lock");
  }

  @Test
  void namesItsHolderInTheFile() throws IOException {
    try (DeviceLock lock = DeviceLock.acquire(directory, "k")) {
      String[] words = Files.readString(file).split("[ \n]");
      assertEquals(OURS, Long.parseLong(words[0]));
      assertEquals(ProcessHandle.current().info().startInstant().get(), Instant.parse(words[1]));
      assertEquals("rw-------", StateDirectoryTest.mode(file));
    }
    assertTrue(Files.exists(file));
  }

  @Test
  void refusesASecondHolderInThisProcessAndKeepsTheFirst() throws Exception {
    try (DeviceLock first = DeviceLock.acquire(directory, "k")) {
      for (int i = 0; i < 2; i++) {
        LockedException locked =
            assertThrows(LockedException.class, () -> DeviceLock.acquire(directory, "k"));
        assertEquals(OptionalLong.of(OURS), locked.pid());
        assertEquals(OptionalLong.of(OURS), DeviceLock.holder(directory, "k", PROC));
      }
      assertTrue(kernelSaysLocked(), "the refused attempt must not drop the lock");
      DeviceLock.acquire(directory, "other").close();
    }
    assertFalse(kernelSaysLocked());
    DeviceLock.acquire(directory, "k").close();
  }

  @Test
  void refusesASecondHolderUnderAnotherPathToTheSameFolder() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), temp);
    StateDirectory other = StateDirectory.open(link.resolve("s"));
    try (DeviceLock first = DeviceLock.acquire(directory, "k")) {
      assertThrows(LockedException.class, () -> DeviceLock.acquire(other, "k"));
      assertTrue(kernelSaysLocked(), "the refused attempt must not drop the lock");
      assertEquals(OptionalLong.of(OURS), DeviceLock.holder(other, "k", PROC));
      assertTrue(kernelSaysLocked(), "the look must not drop the lock");
    }
  }

  @Test
  void isRefusedWhereAnotherPartOfThisProcessLockedTheFile() throws IOException {
    DeviceLock.acquire(directory, "k").close();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.lock();
      assertThrows(LockedException.class, () -> DeviceLock.acquire(directory, "k"));
    }
  }

  @Test
  void closingTwiceFreesOnlyItsOwn() throws IOException {
    DeviceLock first = DeviceLock.acquire(directory, "k");
    first.close();
    try (DeviceLock second = DeviceLock.acquire(directory, "k")) {
      first.close();
      assertThrows(LockedException.class, () -> DeviceLock.acquire(directory, "k"));
    }
  }

  @Test
  void isRefusedWithThePidOfTheOtherProcess() throws Exception {
    Process child = ChildJvm.run("022", "hold", directory.path());
    try (var said = child.inputReader()) {
      assertEquals("locked", said.readLine());
      assertEquals(OptionalLong.of(child.pid()), DeviceLock.holder(directory, "k", PROC));
      LockedException locked =
          assertThrows(LockedException.class, () -> DeviceLock.acquire(directory, "k"));
      assertEquals(OptionalLong.of(child.pid()), locked.pid());
      assertEquals(
          "k is already being worked on by process "
              + child.pid()
              + ": wait for it, or stop it first",
          locked.getMessage());
      Files.writeString(file, "4711 2026-11-21T01:13:00Z\n");
      assertEquals(
          OptionalLong.of(child.pid()),
          assertThrows(LockedException.class, () -> DeviceLock.acquire(directory, "k")).pid(),
          "the kernel knows better than the file");
      assertEquals(
          OptionalLong.of(4711),
          assertThrows(LockedException.class, () -> DeviceLock.acquire(directory, "k", temp)).pid(),
          "without the kernel's list the file must do");
      Files.writeString(file, "nobody");
      LockedException unknown =
          assertThrows(LockedException.class, () -> DeviceLock.acquire(directory, "k", temp));
      assertEquals(OptionalLong.empty(), unknown.pid());
      assertTrue(unknown.getMessage().contains("by another process:"));
      assertEquals(OptionalLong.empty(), DeviceLock.holder(directory, "k", temp));
      assertEquals(0, openDescriptors());
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertEquals(OptionalLong.empty(), DeviceLock.holder(directory, "k", PROC));
    DeviceLock.acquire(directory, "k").close();
  }

  @Test
  void takesNoNoticeOfAPidThatWasLeftBehind() throws IOException {
    Files.writeString(file, "1 2026-11-21T01:13:00Z with much more text than the next holder\n");
    assertEquals(OptionalLong.empty(), DeviceLock.holder(directory, "k", PROC));
    try (DeviceLock lock = DeviceLock.acquire(directory, "k")) {
      assertTrue(Files.readString(file).startsWith(OURS + " "));
      assertEquals(1, Files.readAllLines(file).size());
    }
  }

  @Test
  void hasNoHolderBeforeTheFirstLock() throws IOException {
    assertEquals(OptionalLong.empty(), DeviceLock.holder(directory, "k", PROC));
    assertFalse(Files.exists(file));
  }

  @Test
  void refusesASymbolicLinkInItsPlace() throws IOException {
    Path target = Files.writeString(temp.resolve("target"), "precious");
    Files.createSymbolicLink(file, target);
    assertRefused(file + ": is not a regular file (symbolic links are not followed)");
    assertEquals("precious", Files.readString(target));
    Files.delete(file);
    Files.createDirectory(file);
    assertRefused(file + ": is not a regular file (symbolic links are not followed)");
  }

  @Test
  void refusesAForeignOwner() throws IOException {
    assumeTrue(directory.uid() == 0, "only root may give files away");
    Files.createFile(file);
    Files.setAttribute(file, "unix:uid", 12345);
    assertRefused(file + ": belongs to uid 12345, expected 0");
  }

  @Test
  void saysThatItCannotLock() throws IOException {
    Files.delete(file.getParent());
    Files.createFile(file.getParent());
    StateDirectoryException failed =
        assertThrows(StateDirectoryException.class, () -> DeviceLock.acquire(directory, "k"));
    assertEquals(Kind.UNUSABLE, failed.kind());
    assertTrue(failed.getMessage().startsWith(file + ": cannot be locked"), failed.getMessage());
    StateDirectoryException unread =
        assertThrows(StateDirectoryException.class, () -> DeviceLock.holder(directory, "k", PROC));
    assertEquals(Kind.UNUSABLE, unread.kind());
    assertTrue(unread.getMessage().startsWith(file + ": cannot be read"), unread.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../x", "a/b", ".hidden", "a b", "a\n", "-x", "ä"})
  void refusesAKeyThatLeadsElsewhere(String key) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> DeviceLock.acquire(directory, key));
    assertTrue(refused.getMessage().startsWith("not a state key: "));
  }

  private void assertRefused(String message) {
    StateDirectoryException refused =
        assertThrows(StateDirectoryException.class, () -> DeviceLock.acquire(directory, "k"));
    assertEquals(message, refused.getMessage());
    assertEquals(Kind.REFUSED, refused.kind());
    assertEquals(
        Kind.REFUSED,
        assertThrows(StateDirectoryException.class, () -> DeviceLock.holder(directory, "k", PROC))
            .kind());
  }

  private long openDescriptors() throws IOException {
    return OpenDescriptors.count(file::equals);
  }

  private boolean kernelSaysLocked() throws IOException {
    FileFacts facts = FileFacts.of(file);
    return ProcLocks.holder(
            ProcLocks.lines(PROC), facts.device(), facts.inode(), OptionalLong.empty())
        .isPresent();
  }
}
