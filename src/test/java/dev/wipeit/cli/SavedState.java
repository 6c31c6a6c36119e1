package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A state directory as it lies on disk, file by file.
 *
 * @param directory what the option {@code --state-dir} names
 */
record SavedState(Path directory) {

  private static final String CURRENT = ".json";
  private static final String PREVIOUS = ".json.previous";
  private static final String TEMPORARY = ".tmp";

  /**
   * The last checkpoint of the only device, or null if there is none; fails unless it and the one
   * before it are whole.
   */
  @Nullable Checkpoint last() throws IOException {
    @Nullable Checkpoint current = only(CURRENT);
    @Nullable Checkpoint previous = only(PREVIOUS);
    return current == null ? previous : current;
  }

  /** The last checkpoint of the only device. */
  Checkpoint saved() throws IOException {
    @Nullable Checkpoint last = last();
    if (last == null) {
      throw new AssertionError("nothing is saved in " + directory);
    }
    return last;
  }

  /** Whether a save was broken off: its temporary file is there, or the last checkpoint is not. */
  boolean isHalfSaved() throws IOException {
    Path progress = directory.resolve("progress");
    if (Files.notExists(progress)) {
      return false;
    }
    try (Stream<Path> files = Files.list(progress)) {
      List<String> names = files.map(Path::toString).toList();
      boolean isBegun = names.stream().anyMatch(name -> name.endsWith(TEMPORARY));
      boolean isKept = names.stream().anyMatch(name -> name.endsWith(PREVIOUS));
      return isBegun || (isKept && names.stream().noneMatch(name -> name.endsWith(CURRENT)));
    }
  }

  /** The checkpoints of the runs that are over. */
  List<Checkpoint> archived() throws IOException {
    return checkpoints(directory.resolve("progress/archive"), CURRENT);
  }

  /** The checkpoint of the only run that is over; fails if anything else is saved. */
  Checkpoint finished() throws IOException {
    assertEquals(List.of(), files(directory.resolve("progress"), ""), "left behind");
    List<Checkpoint> archived = archived();
    assertEquals(1, archived.size(), "archived runs");
    return archived.get(0);
  }

  /** The only file that a checkpoint is saved in. */
  Path file() throws IOException {
    return files(directory.resolve("progress"), CURRENT).get(0);
  }

  /** Saves another checkpoint in its place, with a checksum that is right. */
  void replace(Checkpoint checkpoint) throws IOException {
    Files.write(file(), CheckpointCodec.encode(checkpoint));
  }

  /** All files with their bytes, to be compared with what is there later. */
  String fingerprint() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : files(directory.resolve("progress"), "")) {
      text.append(file).append('\n').append(Files.readString(file)).append('\n');
    }
    return text.toString();
  }

  private @Nullable Checkpoint only(String ending) throws IOException {
    List<Checkpoint> found = checkpoints(directory.resolve("progress"), ending);
    if (found.size() > 1) {
      throw new AssertionError("more than one checkpoint in " + directory);
    }
    return found.isEmpty() ? null : found.get(0);
  }

  private static List<Checkpoint> checkpoints(Path folder, String ending) throws IOException {
    Stream.Builder<Checkpoint> checkpoints = Stream.builder();
    for (Path file : files(folder, ending)) {
      checkpoints.add(CheckpointCodec.decode(Files.readAllBytes(file), file.toString()));
    }
    return checkpoints.build().toList();
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> !file.toString().endsWith(TEMPORARY))
          .sorted()
          .toList();
    }
  }
}
