package dev.wipeit.history;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.wipeit.history.HistoryException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.sqlite.JDBC;

/**
 * The file {@code history.db} and a connection to it. In WAL mode readers wait for nobody, and
 * writers for each other; every wait is bounded. For one thread.
 */
final class Database implements Closeable {

  /** How long is waited for another process. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;
  private final Sql sql;
  private final boolean writable;

  private Database(Path file, Sql sql, boolean writable) {
    this.file = file;
    this.sql = sql;
    this.writable = writable;
  }

  /**
   * Opens the database for writing; one that is not there is made, mode 0600, with its tables.
   *
   * @throws HistoryException if it cannot be used; a damaged one is left as it is
   */
  static Database open(Path file) throws HistoryException {
    load(file);
    try {
      if (Files.notExists(file, NOFOLLOW_LINKS)) {
        create(file);
      }
    } catch (IOException refused) {
      throw unusable(file, refused);
    }
    requireOwned(file);
    return connected(file, uri(file, ""), true);
  }

  /**
   * Opens the database for reading; nothing is changed.
   *
   * @throws HistoryException if it cannot be read, or has tables of another version
   */
  static Database openReadOnly(Path file) throws HistoryException {
    load(file);
    requireOwned(file);
    try {
      return connected(file, uri(file, "?mode=ro"), false);
    } catch (HistoryException withoutSharedMemory) {
      // On a read-only file system nobody can change it, and SQLite need not keep watch.
      if (withoutSharedMemory.kind() != Kind.UNUSABLE || hasUnmerged(file)) {
        throw withoutSharedMemory;
      }
      return connected(file, uri(file, "?immutable=1"), false);
    }
  }

  private static void create(Path file) throws IOException {
    try {
      // Before SQLite does: its other files get the same mode.
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      Files.setPosixFilePermissions(file, OWNER_ONLY);
    } catch (FileAlreadyExistsException another) {
      return;
    }
  }

  private static Database connected(Path file, String url, boolean writable)
      throws HistoryException {
    Sql sql = null;
    boolean open = false;
    try {
      sql = new Sql(JDBC.createConnection(url, properties(writable)));
      Database database = new Database(file, sql, writable);
      database.prepare();
      open = true;
      return database;
    } catch (SQLException failed) {
      throw SqlFailure.of(file.toString(), failed);
    } finally {
      if (!open && sql != null) {
        close(sql);
      }
    }
  }

  private void prepare() throws SQLException, HistoryException {
    if (writable) {
      sql.execute("PRAGMA journal_mode = WAL");
      Schema.migrate(sql, file.toString());
      // Once told, what was taken in is on stable storage.
      sql.execute("PRAGMA synchronous = FULL");
      sql.execute("PRAGMA foreign_keys = ON");
    } else if (Schema.version(sql, file.toString()) != Schema.VERSION) {
      throw new HistoryException(
          Kind.UNUSABLE,
          file + ": is of an earlier version: ask it once as a user who may write there");
    }
    sql.execute("PRAGMA trusted_schema = OFF");
    sql.execute("PRAGMA cell_size_check = ON");
  }

  private static Properties properties(boolean writable) {
    Properties properties = new Properties();
    properties.setProperty("busy_timeout", Long.toString(PATIENCE.toMillis()));
    // 1 and 2: SQLITE_OPEN_READONLY and SQLITE_OPEN_READWRITE; 64: SQLITE_OPEN_URI.
    properties.setProperty("open_mode", Integer.toString((writable ? 2 : 1) | 64));
    return properties;
  }

  /** RFC 8089, as https://www.sqlite.org/uri.html wants it. */
  private static String uri(Path file, String query) {
    return "jdbc:sqlite:file:" + file.toUri().getRawPath().replace("?", "%3f") + query;
  }

  private static void load(Path file) throws HistoryException {
    try {
      Path parent = file.toAbsolutePath().getParent();
      NativeSqlite.load(parent == null ? List.of(temporary()) : List.of(parent, temporary()));
    } catch (IOException failed) {
      throw new HistoryException(Kind.UNUSABLE, String.valueOf(failed.getMessage()), failed);
    }
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
  }

  /** Whether what was committed last is not in the file itself. */
  private static boolean hasUnmerged(Path file) {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    try {
      return Files.size(log) > 0;
    } catch (IOException none) {
      return false;
    }
  }

  private static void requireOwned(Path file) throws HistoryException {
    try {
      if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
        throw untrusted(file, "is not a regular file (symbolic links are not followed)");
      }
      Object owner = Files.getAttribute(file, "unix:uid", NOFOLLOW_LINKS);
      // The folder's owner was found to be the effective user when the state directory was opened.
      Object expected = Files.getAttribute(file.toAbsolutePath().getParent(), "unix:uid");
      if (!owner.equals(expected)) {
        throw untrusted(file, "belongs to uid " + owner + ", expected " + expected);
      }
    } catch (HistoryException known) {
      throw known;
    } catch (IOException failed) {
      throw unusable(file, failed);
    }
  }

  private static HistoryException untrusted(Path file, String what) {
    return new HistoryException(
        Kind.UNTRUSTED, file + ": " + what + ": look who put it there, and move it away");
  }

  private static HistoryException unusable(Path file, IOException failure) {
    return new HistoryException(
        Kind.UNUSABLE, file + ": cannot be used: " + Reason.of(failure), failure);
  }

  Path file() {
    return file;
  }

  Sql sql() {
    return sql;
  }

  boolean isWritable() {
    return writable;
  }

  @Override
  public void close() {
    close(sql);
  }

  private static void close(Sql sql) {
    try {
      sql.close();
    } catch (SQLException useless) {
      // Everything that was told is committed; the next one to open it tidies up.
      return;
    }
  }
}
