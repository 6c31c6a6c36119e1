package dev.wipeit.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** The steps that make state durable, one call each, so that a test can stop between any two. */
interface DurableFiles {

  /** Creates a folder, mode 0700 whatever the umask, that must not exist yet. */
  void createFolder(Path folder) throws IOException;

  /** Creates a file, mode 0600, that must not exist yet. */
  NewFile create(Path file) throws IOException;

  /** Creates a file that stays open, to read and write, mode 0600, that must not exist yet. */
  LogFile createLog(Path file) throws IOException;

  /** Opens a regular file that is there, to read and write. */
  LogFile openLog(Path file) throws IOException;

  /** Renames within one file system, at once and in place of what was there. */
  void rename(Path from, Path to) throws IOException;

  /** Gives a file a second name, which must not exist yet. */
  void link(Path name, Path file) throws IOException;

  /** Deletes the file if it is there. */
  void delete(Path file) throws IOException;

  /** On return the names in the folder are on stable storage. */
  void forceFolder(Path folder) throws IOException;

  /** A file being written. */
  interface NewFile extends Closeable {

    /** Appends all of the bytes. */
    void write(byte[] bytes) throws IOException;

    /** On return the bytes are on stable storage. */
    void force() throws IOException;
  }
}
