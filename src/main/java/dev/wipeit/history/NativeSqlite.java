package dev.wipeit.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Loads SQLite's native code. sqlite-jdbc alone would leave a copy in the temporary folder after a
 * kill, and fail where that folder is mounted {@code noexec}.
 */
final class NativeSqlite {

  private static final String NAME = "libsqlitejdbc.so";

  private static boolean loaded;

  private NativeSqlite() {}

  /**
   * Loads it once for this process; a second call does nothing.
   *
   * @param folders where a copy may lie for the moment of loading, the first that will do; only
   *     this user may be able to write there, or the folder is sticky
   * @throws IOException if none will do, or there is no native code for this processor
   */
  static synchronized void load(List<Path> folders) throws IOException {
    if (loaded) {
      return;
    }
    @Nullable IOException failure = null;
    for (Path folder : folders) {
      try {
        loadFrom(folder);
        loaded = true;
        return;
      } catch (IOException next) {
        failure = next;
      }
    }
    throw new IOException(
        "SQLite could not be loaded: " + (failure == null ? "no folder" : failure.getMessage()),
        failure);
  }

  private static void loadFrom(Path parent) throws IOException {
    Path folder =
        Files.createTempDirectory(
            parent,
            ".wipeit-sqlite-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path copy = folder.resolve(NAME);
    try {
      try (InputStream in = code()) {
        Files.copy(in, copy);
      }
      System.setProperty("org.sqlite.lib.path", folder.toString());
      System.setProperty("org.sqlite.lib.name", NAME);
      // Where its own loader would look for what other processes have left behind.
      System.setProperty("org.sqlite.tmpdir", folder.toString());
      initialize(folder);
    } finally {
      // What is mapped stays mapped: unlink(2).
      Files.deleteIfExists(copy);
      Files.deleteIfExists(folder);
    }
  }

  private static void initialize(Path folder) throws IOException {
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception | UnsatisfiedLinkError refused) {
      throw new IOException(folder + ": " + refused.getMessage(), refused);
    }
  }

  private static InputStream code() throws IOException {
    String arch = System.getProperty("os.arch", "");
    String name =
        "/org/sqlite/native/Linux/" + (arch.equals("amd64") ? "x86_64" : arch) + "/" + NAME;
    InputStream code = SQLiteJDBCLoader.class.getResourceAsStream(name);
    if (code == null) {
      throw new IOException("there is no SQLite for the processor " + arch + " in this program");
    }
    return code;
  }
}
