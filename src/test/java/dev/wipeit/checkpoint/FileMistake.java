package dev.wipeit.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A mistake in how the state is saved, planted to see that it is found. */
public enum FileMistake {
  /** None. */
  NONE(files -> files),
  /** The temporary file is made durable only after it has taken the place of the current one. */
  SYNC_AFTER_RENAME(SyncAfterRename::new),
  /** The content of a file is never made durable. */
  NO_FILE_SYNC(
      files ->
          new Planted(files) {
            @Override
            public NewFile create(Path file) throws IOException {
              return new Unforced(files.create(file));
            }
          }),
  /** The names in a folder are never made durable. */
  NO_FOLDER_SYNC(
      files ->
          new Planted(files) {
            @Override
            public void forceFolder(Path folder) {}
          }),
  /** A new folder is not made durable in the one above it. */
  NEW_FOLDER_NOT_SYNCED(
      files ->
          new Planted(files) {
            @Override
            public void forceFolder(Path folder) throws IOException {
              if (folder.endsWith("progress") || folder.endsWith("archive")) {
                files.forceFolder(folder);
              }
            }
          }),
  /** The current checkpoint is deleted instead of being kept as the previous one. */
  PREVIOUS_LOST(
      files ->
          new Planted(files) {
            @Override
            public void rename(Path from, Path to) throws IOException {
              if (to.toString().endsWith(".previous")) {
                files.delete(from);
              } else {
                files.rename(from, to);
              }
            }
          }),
  /** What a new run replaces is not kept in the archive. */
  NOT_ARCHIVED(
      files ->
          new Planted(files) {
            @Override
            public void link(Path name, Path file) {}
          }),
  /** The lines of a journal are never made durable. */
  NO_JOURNAL_SYNC(files -> files),
  /** The name of a new journal is not made durable. */
  NO_JOURNAL_FOLDER_SYNC(
      files ->
          new Planted(files) {
            @Override
            public void forceFolder(Path folder) throws IOException {
              if (!folder.endsWith("journal")) {
                files.forceFolder(folder);
              }
            }
          });

  private final UnaryOperator<DurableFiles> planted;

  FileMistake(UnaryOperator<DurableFiles> planted) {
    this.planted = planted;
  }

  UnaryOperator<DurableFiles> planted() {
    return planted;
  }

  /** All steps as they should be. */
  private static class Planted implements DurableFiles {

    private final DurableFiles files;

    Planted(DurableFiles files) {
      this.files = files;
    }

    @Override
    public void createFolder(Path folder) throws IOException {
      files.createFolder(folder);
    }

    @Override
    public NewFile create(Path file) throws IOException {
      return files.create(file);
    }

    @Override
    public LogFile createLog(Path file) throws IOException {
      return files.createLog(file);
    }

    @Override
    public LogFile openLog(Path file) throws IOException {
      return files.openLog(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      files.rename(from, to);
    }

    @Override
    public void link(Path name, Path file) throws IOException {
      files.link(name, file);
    }

    @Override
    public void delete(Path file) throws IOException {
      files.delete(file);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
      files.forceFolder(folder);
    }
  }

  private record Unforced(DurableFiles.NewFile file) implements DurableFiles.NewFile {
    @Override
    public void write(byte[] bytes) throws IOException {
      file.write(bytes);
    }

    @Override
    public void force() {}

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  private static final class SyncAfterRename extends Planted {

    private DurableFiles.NewFile written;

    SyncAfterRename(DurableFiles files) {
      super(files);
    }

    @Override
    public NewFile create(Path file) throws IOException {
      written = super.create(file);
      return new Unforced(written);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      super.rename(from, to);
      if (from.toString().endsWith(".tmp")) {
        written.force();
      }
    }
  }
}
