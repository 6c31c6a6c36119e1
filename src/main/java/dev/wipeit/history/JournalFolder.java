package dev.wipeit.history;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.wipeit.checkpoint.StateDirectory;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The journals of a state directory, and the markers of those that have something new: {@code
 * journal/RUN.jsonl}, {@code journal/RUN.jsonl.gz}, {@code journal/pending/RUN}.
 */
final class JournalFolder {

  static final String ENDING = ".jsonl";
  static final String ZIPPED = ENDING + ".gz";

  private static final String TAKING = "~";

  /** A run id as a checkpoint may have it, and what marks that somebody takes its journal in. */
  private static final Pattern MARKER = Pattern.compile("([a-z0-9][a-z0-9.-]{0,63})(?:~[0-9-]+)?");

  private final Path folder;
  private final Path pending;

  JournalFolder(StateDirectory state) {
    folder = state.path().resolve("journal");
    pending = folder.resolve("pending");
  }

  Path path() {
    return folder;
  }

  /** The journal of a run, as it is written or compressed; null if there is none. */
  @Nullable Path file(String run) {
    for (String ending : List.of(ENDING, ZIPPED)) {
      Path file = folder.resolve(run + ending);
      if (Files.isRegularFile(file, NOFOLLOW_LINKS)) {
        return file;
      }
    }
    return null;
  }

  /** The bytes of a journal, whether compressed or not. */
  static SeekableByteChannel open(Path file) throws IOException {
    SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
    return file.toString().endsWith(ZIPPED) ? new UnzippedChannel(channel) : channel;
  }

  /** The runs that have a journal, in order. */
  SortedSet<String> runs() throws IOException {
    SortedSet<String> runs = new TreeSet<>();
    for (String name : names(folder)) {
      String run = name.replaceFirst("\\.jsonl(\\.gz)?$", "");
      if (!run.equals(name) && isRun(run)) {
        runs.add(run);
      }
    }
    return runs;
  }

  /** The runs whose journal has something new, in order. */
  SortedSet<String> pending() throws IOException {
    SortedSet<String> runs = new TreeSet<>();
    for (String name : names(pending)) {
      Matcher marker = MARKER.matcher(name);
      if (marker.matches()) {
        runs.add(marker.group(1));
      }
    }
    return runs;
  }

  private static boolean isRun(String name) {
    Matcher marker = MARKER.matcher(name);
    return marker.matches() && marker.group(1).equals(name);
  }

  private static List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (DirectoryIteratorException failed) {
      throw failed.getCause();
    }
    return names;
  }

  /**
   * Puts the marker of a run aside before its journal is read: who writes to it from now on makes
   * another.
   *
   * @return what is to be removed when the journal was taken in
   */
  List<Path> claim(String run) throws IOException {
    Path marker = pending.resolve(run);
    String unique = ProcessHandle.current().pid() + "-" + System.nanoTime();
    try {
      Files.move(marker, pending.resolve(run + TAKING + unique), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException none) {
      // Somebody else has put it aside, or there is none.
      return claimed(run);
    }
    return claimed(run);
  }

  private List<Path> claimed(String run) throws IOException {
    return names(pending).stream()
        .filter(name -> name.startsWith(run + TAKING))
        .map(pending::resolve)
        .toList();
  }

  /** What is new in a journal is taken in. */
  void release(List<Path> claimed) throws IOException {
    for (Path marker : claimed) {
      Files.deleteIfExists(marker);
    }
  }

  /** Whoever comes next looks at the journal of this run again. */
  void mark(String run) throws IOException {
    try {
      Files.createFile(
          pending.resolve(run),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException alreadyMarked) {
      return;
    }
  }
}
