package dev.wipeit.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of one device in the progress folder.
 *
 * @param current the last checkpoint
 * @param previous the one before it
 * @param temporary the one that is being written
 */
record StateFiles(Path current, Path previous, Path temporary) {

  private static final String ENDING = ".json";
  private static final String PREVIOUS = ENDING + ".previous";

  static StateFiles of(StateDirectory directory, String key) {
    Path folder = directory.progress();
    StateKey.require(key);
    return new StateFiles(
        folder.resolve(key + ENDING),
        folder.resolve(key + PREVIOUS),
        folder.resolve(key + ENDING + ".tmp"));
  }

  /** Both checkpoints, the last one first. */
  List<Path> generations() {
    return List.of(current, previous);
  }

  /** Of each generation what the file system says of its file: a save makes a new one. */
  List<Object> stamp() {
    return generations().stream().map(StateFiles::stamp).toList();
  }

  private static Object stamp(Path file) {
    try {
      return Files.readAttributes(
          file, "unix:ino,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException absent) {
      return "absent";
    }
  }

  /** The keys that have a checkpoint, in order; temporary and foreign files are left out. */
  static List<String> keys(StateDirectory directory) throws IOException {
    if (Files.notExists(directory.progress(), LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    List<String> keys = new ArrayList<>();
    try (var names = Files.newDirectoryStream(directory.progress())) {
      names.forEach(file -> keys.add(keyOf(file.getFileName().toString())));
    } catch (DirectoryIteratorException failed) {
      throw failed.getCause();
    }
    return keys.stream().filter(StateKey::isValid).distinct().sorted().toList();
  }

  /** Empty, which is no key, where the name is not that of a checkpoint. */
  private static String keyOf(String name) {
    for (String ending : List.of(PREVIOUS, ENDING)) {
      if (name.endsWith(ending)) {
        return name.substring(0, name.length() - ending.length());
      }
    }
    return "";
  }

  /** The names in the archive, in order. */
  static List<String> archived(StateDirectory directory) throws IOException {
    if (Files.notExists(directory.archive(), LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try (var files = Files.newDirectoryStream(directory.archive(), "*" + ENDING)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        names.add(name.substring(0, name.length() - ENDING.length()));
      }
    } catch (DirectoryIteratorException failed) {
      throw failed.getCause();
    }
    names.sort(null);
    return names;
  }

  static Path archived(StateDirectory directory, String name) {
    return directory.archive().resolve(name + ENDING);
  }

  /** A name in the archive that is not taken. */
  static Path free(StateDirectory directory, String runId) {
    Path file = directory.archive().resolve(runId + ENDING);
    for (int copy = 2; Files.exists(file, LinkOption.NOFOLLOW_LINKS); copy++) {
      file = directory.archive().resolve(runId + "-" + copy + ENDING);
    }
    return file;
  }
}
