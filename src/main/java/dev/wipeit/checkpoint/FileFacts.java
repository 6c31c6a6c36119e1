package dev.wipeit.checkpoint;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What stat(2) says about a name itself; a symbolic link is not followed.
 *
 * @param isRegularFile whether it is a regular file
 * @param isDirectory whether it is a folder
 * @param uid the owner
 * @param permissions the mode
 * @param device {@code st_dev}
 * @param inode {@code st_ino}
 */
record FileFacts(
    boolean isRegularFile,
    boolean isDirectory,
    int uid,
    Set<PosixFilePermission> permissions,
    long device,
    long inode) {

  @SuppressWarnings("unchecked") // The type that PosixFileAttributeView documents.
  static FileFacts of(Path path) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(
            path, "unix:isRegularFile,isDirectory,uid,permissions,dev,ino", NOFOLLOW_LINKS);
    return new FileFacts(
        (Boolean) fact(found, "isRegularFile"),
        (Boolean) fact(found, "isDirectory"),
        (Integer) fact(found, "uid"),
        (Set<PosixFilePermission>) fact(found, "permissions"),
        (Long) fact(found, "dev"),
        (Long) fact(found, "ino"));
  }

  private static Object fact(Map<String, Object> found, String name) {
    return Objects.requireNonNull(found.get(name), name);
  }
}
