package dev.wipeit.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the small files and the folders of sysfs, procfs and the udev database. */
final class KernelFiles {

  private KernelFiles() {}

  /** The text of a file, without white space around it. */
  static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
  }

  /**
   * The text of a file that need not be there, such as a serial number. A driver answers a read of
   * what its device lacks with any error (ENXIO, EINVAL, EIO), so every failure is an absence.
   */
  static @Nullable String textIfAny(Path file) {
    try {
      return text(file);
    } catch (IOException absent) {
      return null;
    }
  }

  /**
   * The lines of a file that is there, in order. Only a line feed ends one: the kernel escapes that
   * in the name of a mount point, but no carriage return.
   */
  static List<String> lines(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return text.isEmpty() ? List.of() : List.of(text.replaceFirst("\n$", "").split("\n", -1));
  }

  /** What is in a folder, sorted by name; fails where it cannot be listed. */
  static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (UncheckedIOException e) {
      throw new IOException(folder + ": " + e.getMessage(), e);
    }
  }

  /** As {@link #entries}, but empty where the folder does not exist. */
  static List<Path> entriesIfAny(Path folder) throws IOException {
    return Files.exists(folder) ? entries(folder) : List.of();
  }

  /** The last name of a path that has one. */
  static String nameOf(Path path) {
    return path.getName(path.getNameCount() - 1).toString();
  }
}
