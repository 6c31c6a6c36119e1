package dev.wipeit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wipeit.checkpoint.StateDirectoryException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StateDirectoryTest {

  @TempDir Path temp;

  private static final List<String> FOLDERS = List.of("", "progress", "progress/archive", "lock");

  @Test
  void createsItsFoldersAndTheirParentsForTheOwnerAlone() throws IOException {
    Path path = temp.resolve("a/b/wipeit");
    StateDirectory directory = StateDirectory.open(path);
    assertEquals(path, directory.path());
    assertEquals(path.toString(), directory.toString());
    for (String folder : FOLDERS) {
      assertEquals("rwx------", mode(path.resolve(folder)));
    }
    assertEquals("rwx------", mode(temp.resolve("a")));
    assertEquals("rwx------", mode(temp.resolve("a/b")));
    assertEquals(path, StateDirectory.open(path).path());
  }

  @Test
  void makesARelativePathAbsolute() throws IOException {
    Path relative = Path.of("").toAbsolutePath().relativize(temp.resolve("s"));
    assertTrue(StateDirectory.open(relative).path().isAbsolute());
  }

  @ParameterizedTest
  @ValueSource(strings = {"000", "077", "777"})
  void doesNotDependOnTheUmask(String umask) throws Exception {
    Path path = temp.resolve("x/s");
    assertEquals(0, ChildJvm.run(umask, "save", path).waitFor());
    for (String folder : FOLDERS) {
      assertEquals("rwx------", mode(path.resolve(folder)));
    }
    assertEquals("rwx------", mode(temp.resolve("x")));
    for (String file : List.of("progress/k.json", "progress/k.json.previous", "lock/k.lock")) {
      assertEquals("rw-------", mode(path.resolve(file)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "progress", "progress/archive", "lock"})
  void refusesASymbolicLink(String folder) throws IOException {
    Path path = temp.resolve("s");
    StateDirectory.open(path);
    Path moved = Files.move(path.resolve(folder), temp.resolve("elsewhere"));
    Files.createSymbolicLink(path.resolve(folder), moved);
    assertRefused(path, path.resolve(folder) + ": is not a directory (symbolic links are not");
  }

  @Test
  void refusesADanglingSymbolicLinkWithoutFollowingIt() throws IOException {
    Path path = Files.createSymbolicLink(temp.resolve("s"), temp.resolve("target"));
    assertRefused(path, path + ": is not a directory");
    assertFalse(Files.exists(temp.resolve("target")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "progress", "progress/archive", "lock"})
  void refusesAForeignOwner(String folder) throws IOException {
    Path path = temp.resolve("s");
    StateDirectory.open(path);
    assumeTrue(FileFacts.of(path).uid() == 0, "only root may give files away");
    Files.setAttribute(path.resolve(folder), "unix:uid", 12345);
    assertRefused(path, path.resolve(folder) + ": belongs to uid 12345, expected 0");
  }

  @ParameterizedTest
  @CsvSource({
    "'', rwxrwx---",
    "'', rwx----w-",
    "'', rwxr-xr-x",
    "'', rwx-----x",
    "progress, rwxrwxrwx",
    "progress/archive, rwx--x---",
    "lock, rwx-w----",
    "'', r-x------",
    "lock, rw-------"
  })
  void refusesAnyOtherMode(String folder, String mode) throws IOException {
    Path path = temp.resolve("s");
    StateDirectory.open(path);
    Files.setPosixFilePermissions(path.resolve(folder), PosixFilePermissions.fromString(mode));
    assertRefused(path, path.resolve(folder) + ": has mode " + mode + ", expected rwx------");
    assertEquals(mode, mode(path.resolve(folder)));
  }

  @Test
  void refusesAFileInItsPlace() throws IOException {
    Path path = Files.createFile(temp.resolve("s"));
    assertRefused(path, path + ": is not a directory");
  }

  @Test
  void saysThatItCannotBeMade() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    for (Path path : List.of(file.resolve("s"), file.resolve("a/s"), Path.of("/proc/none/s"))) {
      StateDirectoryException failed =
          assertThrows(StateDirectoryException.class, () -> StateDirectory.open(path));
      assertEquals(Kind.UNUSABLE, failed.kind());
      assertTrue(failed.getMessage().contains("cannot be created"), failed.getMessage());
    }
  }

  @Test
  void acceptsAParentThatIsASymbolicLink() throws IOException {
    Path real = Files.createDirectory(temp.resolve("real"));
    Path path = Files.createSymbolicLink(temp.resolve("link"), real).resolve("s");
    StateDirectory.open(path);
    assertTrue(StateDirectory.existing(path).isPresent());
  }

  @Test
  void createsNothingForAReader() throws IOException {
    Path path = temp.resolve("s");
    assertEquals(Optional.empty(), StateDirectory.existing(path));
    assertFalse(Files.exists(path));
    Files.createDirectory(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    StateDirectory directory = StateDirectory.existing(path).orElseThrow();
    CheckpointStore store = new CheckpointStore(directory);
    assertEquals(List.of(), store.all());
    assertEquals(new Loaded.None(), store.load("k"));
    assertTrue(DeviceLock.holder(directory, "k", Path.of("/proc")).isEmpty());
    try (var files = Files.list(path)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void leavesAFolderThatIsThereAsItIs() throws IOException {
    Path path = Files.createDirectory(temp.resolve("s"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-x---"));
    OwnedFolder.createIfMissing(path, new DiskFiles(), new HashSet<>());
    assertEquals("rwxr-x---", mode(path));
  }

  @Test
  void saysThatAFolderCannotBeLookedAt() {
    StateDirectoryException failed =
        assertThrows(
            StateDirectoryException.class, () -> OwnedFolder.requireOwned(temp.resolve("none"), 0));
    assertEquals(Kind.UNUSABLE, failed.kind());
    assertTrue(failed.getMessage().contains("cannot be looked at"));
  }

  private static void assertRefused(Path path, String message) {
    for (boolean writing : new boolean[] {true, false}) {
      StateDirectoryException refused =
          assertThrows(
              StateDirectoryException.class,
              () -> {
                if (writing) {
                  StateDirectory.open(path);
                } else {
                  StateDirectory.existing(path);
                }
              });
      assertEquals(Kind.REFUSED, refused.kind());
      assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
    }
  }

  static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
