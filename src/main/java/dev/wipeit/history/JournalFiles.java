package dev.wipeit.history;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.journal.Position;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The journals of a state directory, as they are written and compressed. */
final class JournalFiles {

  static final String ENDING = ".jsonl";
  static final String ZIPPED = ENDING + ".gz";

  /** As a checkpoint may have it. */
  private static final Pattern RUN = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

  private final Path folder;

  JournalFiles(StateDirectory state) {
    folder = state.path().resolve("journal");
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

  /** The bytes of a journal from a position on, whether compressed or not. */
  static ReadableByteChannel open(Path file, Position from) throws IOException {
    SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
    return isZipped(file)
        ? new UnzippedChannel(channel, from.offset())
        : channel.position(from.offset());
  }

  /** Whether a journal is a compressed one. */
  static boolean isZipped(Path file) {
    return file.toString().endsWith(ZIPPED);
  }

  /** The runs that have a journal, in order. */
  SortedSet<String> runs() throws IOException {
    SortedSet<String> runs = new TreeSet<>();
    for (String name : names(folder)) {
      String run = name.replaceFirst("\\.jsonl(\\.gz)?$", "");
      if (!run.equals(name) && RUN.matcher(run).matches()) {
        runs.add(run);
      }
    }
    return runs;
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
}
