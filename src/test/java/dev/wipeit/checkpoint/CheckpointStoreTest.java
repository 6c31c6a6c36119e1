package dev.wipeit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wipeit.checkpoint.CheckpointException.Kind;
import dev.wipeit.testing.Altered;
import dev.wipeit.units.ByteRange;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckpointStoreTest {

  private static final Checkpoint OLD = Samples.at(1000);
  private static final Checkpoint NEW = Samples.at(2000);

  @TempDir Path temp;
  private StateDirectory directory;
  private CheckpointStore store;
  private StateFiles files;

  @BeforeEach
  void open() throws IOException {
    directory = StateDirectory.open(temp.resolve("s"));
    store = new CheckpointStore(directory);
    files = StateFiles.of(directory, "k");
  }

  @Test
  void loadsWhatWasSavedAndKeepsTheOneBefore() throws IOException {
    assertEquals(new Loaded.None(), store.load("k"));
    assertNull(new Loaded.None().checkpoint());
    store.save("k", OLD);
    assertEquals(new Loaded.Current(OLD), store.load("k"));
    assertFalse(Files.exists(files.previous()));
    store.save("k", NEW);
    assertEquals(new Loaded.Current(NEW), store.load("k"));
    assertArrayEquals(CheckpointCodec.encode(OLD), Files.readAllBytes(files.previous()));
    assertEquals("rw-------", StateDirectoryTest.mode(files.current()));
    assertFalse(Files.exists(files.temporary()));
  }

  /** Each generation is good, damaged, newer, a link, or not there. */
  @ParameterizedTest
  @CsvSource({
    "none, none, none",
    "none, good, previous",
    "none, damaged, DAMAGED",
    "none, newer, FOREIGN",
    "none, link, UNTRUSTED",
    "good, none, current",
    "good, good, current",
    "good, damaged, current",
    "good, link, current",
    "damaged, none, DAMAGED",
    "damaged, good, previous",
    "damaged, damaged, DAMAGED",
    "damaged, newer, FOREIGN",
    "damaged, link, UNTRUSTED",
    "newer, none, FOREIGN",
    "newer, good, FOREIGN",
    "link, none, UNTRUSTED",
    "link, good, UNTRUSTED",
    "folder, good, UNTRUSTED",
    "folder, none, UNTRUSTED",
  })
  void fallsBackOnlyFromDamage(String current, String previous, String expected)
      throws IOException {
    put(files.current(), NEW, current);
    put(files.previous(), OLD, previous);
    List<Stored> all = store.all();
    switch (expected) {
      case "none" -> {
        assertEquals(new Loaded.None(), store.load("k"));
        assertEquals(List.of(), all);
      }
      case "current" -> {
        assertEquals(new Loaded.Current(NEW), store.load("k"));
        assertEquals(List.of(new Stored.Usable("k", store.load("k"))), all);
      }
      case "previous" -> {
        Loaded.Previous loaded = assertInstanceOf(Loaded.Previous.class, store.load("k"));
        assertEquals(OLD, loaded.checkpoint());
        String reason = current.equals("none") ? "is missing" : "is not valid JSON";
        assertTrue(loaded.reason().startsWith(files.current() + ": " + reason), loaded.reason());
        assertEquals(List.of(new Stored.Usable("k", loaded)), all);
      }
      default -> {
        CheckpointException refused =
            assertThrows(CheckpointException.class, () -> store.load("k"));
        assertEquals(Kind.valueOf(expected), refused.kind());
        Path named = current.equals("none") ? files.previous() : files.current();
        assertTrue(refused.getMessage().startsWith(named + ": "), refused.getMessage());
        boolean both = current.equals("damaged") && !previous.equals("none");
        assertEquals(both, refused.getMessage().contains("; and " + files.previous()));
        assertEquals(1, all.size());
        assertEquals("k", all.get(0).key());
        assertEquals(
            refused.getMessage(),
            assertInstanceOf(Stored.Unusable.class, all.get(0)).failure().getMessage());
      }
    }
  }

  private void put(Path file, Checkpoint checkpoint, String state) throws IOException {
    byte[] bytes = CheckpointCodec.encode(checkpoint);
    String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    switch (state) {
      case "good" -> Files.write(file, bytes);
      case "damaged" -> Files.writeString(file, text.substring(0, 200));
      case "newer" -> Files.writeString(file, text.replace("\"version\": 3", "\"version\": 4"));
      case "link" ->
          Files.createSymbolicLink(file, Files.write(temp.resolve(file.getFileName()), bytes));
      case "folder" -> Files.createDirectory(file);
      default -> assertEquals("none", state);
    }
  }

  @Test
  void refusesAFileOfAnotherOwner() throws IOException {
    assumeTrue(directory.uid() == 0, "only root may give files away");
    store.save("k", OLD);
    store.save("k", NEW);
    Files.setAttribute(files.current(), "unix:uid", 12345);
    CheckpointException refused = assertThrows(CheckpointException.class, () -> store.load("k"));
    assertEquals(Kind.UNTRUSTED, refused.kind());
    assertTrue(refused.getMessage().contains("belongs to uid 12345, expected 0"));
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    Files.write(files.current(), new byte[(1 << 20) + 4096]);
    CheckpointException refused = assertThrows(CheckpointException.class, () -> store.load("k"));
    assertEquals(files.current() + ": is larger than 1048576 bytes", refused.getMessage());
  }

  @Test
  void neverGoesBackUnlessTold() throws IOException {
    store.save("k", Samples.at(Samples.RUN, 2, 2000));
    for (CheckpointStore any : List.of(store, new CheckpointStore(directory))) {
      CheckpointException refused =
          assertThrows(
              CheckpointException.class, () -> any.save("k", Samples.at(Samples.RUN, 2, 1999)));
      assertEquals(
          files.current()
              + ": not saved: it would go back from pass 2 byte 2000 to pass 2 byte 1999",
          refused.getMessage());
      assertEquals(Kind.UNSAVED, refused.kind());
      assertThrows(
          CheckpointException.class, () -> any.save("k", Samples.at(Samples.RUN, 1, 3000)));
      assertEquals(2000, any.load("k").checkpoint().written());
    }
    store.save("k", Samples.at(Samples.RUN, 2, 2000));
    store.save("k", Samples.at(Samples.RUN, 3, 0));
    assertEquals(3, store.load("k").checkpoint().pass());
  }

  /** Where every sector refused, nothing is claimed that could be taken back. */
  @Test
  void goesBackFromAClaimOfNothing() throws IOException {
    Checkpoint refused =
        Altered.with(
            Samples.at(Samples.RUN, 2, Samples.TOTAL),
            "badRanges",
            List.of(new ByteRange(0, Samples.TOTAL)));
    store.save("k", refused);
    store.save("k", Samples.at(0));
    assertEquals(Samples.at(0), store.load("k").checkpoint());
  }

  @Test
  void neverGoesBackBehindThePreviousOneWhereTheCurrentOneIsDamaged() throws IOException {
    store.save("k", OLD);
    store.save("k", NEW);
    Files.writeString(files.current(), "{");
    CheckpointStore other = new CheckpointStore(directory);
    assertThrows(CheckpointException.class, () -> other.save("k", Samples.at(999)));
    other.save("k", Samples.at(1500));
    assertEquals(new Loaded.Current(Samples.at(1500)), other.load("k"));
    assertArrayEquals(CheckpointCodec.encode(OLD), Files.readAllBytes(files.previous()));
  }

  @Test
  void neverOverwritesAnotherRun() throws IOException {
    store.save("k", OLD);
    Checkpoint other = Samples.at("other", 1, 5000);
    for (CheckpointStore any : List.of(store, new CheckpointStore(directory))) {
      CheckpointException refused =
          assertThrows(CheckpointException.class, () -> any.save("k", other));
      assertEquals(
          files.current() + ": not saved: it holds run " + Samples.RUN + ", expected other",
          refused.getMessage());
    }
    store.archive("k", Samples.RUN);
    store.save("k", other);
    assertEquals(new Loaded.Current(other), store.load("k"));
  }

  @Test
  void neverOverwritesWhatItCannotRead() throws IOException {
    for (String state : List.of("damaged", "newer", "link")) {
      put(files.current(), OLD, state);
      byte[] before = Files.readAllBytes(files.current());
      assertThrows(CheckpointException.class, () -> store.save("k", NEW));
      assertArrayEquals(before, Files.readAllBytes(files.current()));
      store.archive("k", "given-up");
    }
  }

  @Test
  void removesATemporaryFileThatWasLeftBehind() throws IOException {
    Path target = Files.writeString(temp.resolve("target"), "precious");
    Files.createSymbolicLink(files.temporary(), target);
    store.save("k", OLD);
    assertEquals("precious", Files.readString(target));
    assertFalse(Files.exists(files.temporary(), java.nio.file.LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void listsEveryDeviceAndNothingElse() throws IOException {
    store.save("b", NEW);
    store.save("a", OLD);
    store.save("b", NEW);
    Files.createFile(directory.progress().resolve("c.json.tmp"));
    Files.createFile(directory.progress().resolve("notes.txt"));
    Files.createFile(directory.progress().resolve(".json"));
    Files.createFile(directory.progress().resolve("not a key.json"));
    Files.writeString(directory.progress().resolve("d.json"), "{");
    List<Stored> all = store.all();
    assertEquals(List.of("a", "b", "d"), all.stream().map(Stored::key).toList());
    assertEquals(new Stored.Usable("a", new Loaded.Current(OLD)), all.get(0));
    assertInstanceOf(Stored.Unusable.class, all.get(2));
  }

  @Test
  void saysThatTheFolderCannotBeRead() throws IOException {
    Files.delete(directory.archive());
    Files.delete(directory.progress());
    Files.createFile(directory.progress());
    CheckpointException failed = assertThrows(CheckpointException.class, () -> store.all());
    assertTrue(failed.getMessage().startsWith(directory.progress() + ": cannot be read"));
    CheckpointException load = assertThrows(CheckpointException.class, () -> store.load("k"));
    assertTrue(load.getMessage().startsWith(files.current() + ": cannot be read"));
  }

  @Test
  void archivesTheCurrentOneAndDropsThePreviousOne() throws IOException {
    store.save("k", OLD);
    store.save("k", NEW);
    Path target = directory.archive().resolve("run-1.json");
    assertEquals(List.of(target), store.archive("k", "run-1"));
    assertArrayEquals(CheckpointCodec.encode(NEW), Files.readAllBytes(target));
    assertEquals(new Loaded.None(), store.load("k"));
    assertEquals(List.of(), store.all());
    assertEquals(List.of(), store.archive("k", "run-1"));
  }

  @Test
  void neverOverwritesWhatIsInTheArchive() throws IOException {
    for (int copy = 1; copy <= 3; copy++) {
      store.save("k", Samples.at(copy));
      String name = copy == 1 ? "run.json" : "run-" + copy + ".json";
      assertEquals(List.of(directory.archive().resolve(name)), store.archive("k", "run"));
    }
    assertArrayEquals(
        CheckpointCodec.encode(Samples.at(1)),
        Files.readAllBytes(directory.archive().resolve("run.json")));
  }

  @Test
  void archivesBothGenerationsWhereTheCurrentOneIsDamaged() throws IOException {
    store.save("k", OLD);
    store.save("k", NEW);
    Files.writeString(files.current(), "damaged");
    List<Path> archived = store.archive("k", "run");
    assertEquals(
        List.of(directory.archive().resolve("run.json"), directory.archive().resolve("run-2.json")),
        archived);
    assertEquals("damaged", Files.readString(archived.get(0)));
    assertArrayEquals(CheckpointCodec.encode(OLD), Files.readAllBytes(archived.get(1)));
    assertEquals(new Loaded.None(), store.load("k"));
  }

  @Test
  void archivesBothGenerationsWhereTheCurrentOneIsANewerWipeits() throws IOException {
    put(files.current(), NEW, "newer");
    put(files.previous(), OLD, "good");
    List<Path> archived = store.archive("k", "run");
    assertEquals(2, archived.size());
    assertTrue(Files.readString(archived.get(0)).contains("\"version\": 4"));
    assertArrayEquals(CheckpointCodec.encode(OLD), Files.readAllBytes(archived.get(1)));
  }

  @Test
  void failsOnAFileThatIsClosed() throws IOException {
    DurableFiles.NewFile file = new DiskFiles().create(temp.resolve("new"));
    file.close();
    assertThrows(ClosedChannelException.class, file::force);
    assertThrows(IOException.class, () -> new DiskFiles().create(temp.resolve("new")));
    assertThrows(NoSuchFileException.class, () -> new DiskFiles().forceFolder(temp.resolve("no")));
  }

  @Test
  void archivesThePreviousOneWhereTheCurrentOneIsMissing() throws IOException {
    store.save("k", OLD);
    store.save("k", NEW);
    Files.delete(files.current());
    assertEquals(List.of(directory.archive().resolve("run.json")), store.archive("k", "run"));
    assertEquals(new Loaded.None(), store.load("k"));
  }

  @Test
  void savesIntoAnArchivedPlaceWithoutARotation() throws IOException {
    store.save("k", OLD);
    store.archive("k", "run");
    store.save("k", Samples.at(1));
    assertFalse(Files.exists(files.previous()));
  }

  @Test
  void refusesARunIdThatLeadsElsewhere() {
    assertThrows(IllegalArgumentException.class, () -> store.archive("k", "../x"));
    assertThrows(IllegalArgumentException.class, () -> store.archive("../k", "x"));
    assertThrows(IllegalArgumentException.class, () -> store.save("../k", OLD));
    assertThrows(IllegalArgumentException.class, () -> store.load("../k"));
  }

  @Test
  void givesTheReasonOfAFailureInWords() {
    assertEquals("access denied", Printable.reason(new AccessDeniedException("/x")));
    assertEquals("no such file", Printable.reason(new NoSuchFileException("/x")));
    assertEquals(
        "No space left on device",
        Printable.reason(new FileSystemException("/x", null, "No space left on device")));
    assertEquals("Input/output error", Printable.reason(new IOException("Input/output error")));
    assertEquals("closed channel", Printable.reason(new ClosedChannelException()));
  }

  @Test
  void keepsEveryMessageToOneLine() {
    CheckpointException odd =
        new CheckpointException(
            Kind.DAMAGED, "a\nb\tc\u2028d\u2029e\u202ef\ud800g ok \ud83d\ude00");
    assertEquals("a?b?c?d?e?f?g ok \ud83d\ude00", odd.getMessage());
    assertEquals("x".repeat(60), Printable.shortened("x".repeat(60)));
    assertEquals("x".repeat(60) + "...", Printable.shortened("x".repeat(61)));
  }
}
