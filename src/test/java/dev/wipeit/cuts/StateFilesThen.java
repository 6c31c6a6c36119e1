package dev.wipeit.cuts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folders and regular files of a state directory at some time.
 *
 * @param names the number of the file behind each path, which is relative to the folder that the
 *     state directory is in; a folder ends in a slash
 * @param contents what is in each file
 */
record StateFilesThen(Map<String, Integer> names, Map<Integer, byte[]> contents) {

  /** What is behind the name of a folder. */
  static final int FOLDER = -1;

  /** How they are now. */
  static StateFilesThen of(Path root) throws IOException {
    Map<String, Integer> names = new TreeMap<>();
    Map<Integer, byte[]> contents = new HashMap<>();
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(root)) {
      paths = walk.filter(path -> !path.equals(root)).sorted().toList();
    }
    for (Path path : paths) {
      String name = root.relativize(path).toString();
      if (Files.isDirectory(path)) {
        names.put(name + "/", FOLDER);
      } else {
        names.put(name, contents.size());
        contents.put(contents.size(), Files.readAllBytes(path));
      }
    }
    return new StateFilesThen(names, contents);
  }

  /** How many files there are. */
  int count() {
    return contents.size();
  }

  /** Puts them into an empty folder; what is in a folder that is not there is not there either. */
  void layOut(Path root) throws IOException {
    // In the order of the names, so that a folder comes before what is in it.
    for (Map.Entry<String, Integer> name : names.entrySet()) {
      Path path = root.resolve(name.getKey());
      if (!Files.isDirectory(Objects.requireNonNull(path.getParent()))) {
        continue;
      }
      if (name.getValue() == FOLDER) {
        Files.createDirectory(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      } else {
        Files.write(path, contents.get(name.getValue()));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      }
    }
  }
}
