package dev.wipeit.checkpoint;

import dev.wipeit.cuts.Event.Content;
import dev.wipeit.cuts.Event.ContentForced;
import dev.wipeit.cuts.Event.Created;
import dev.wipeit.cuts.Event.Deleted;
import dev.wipeit.cuts.Event.FolderCreated;
import dev.wipeit.cuts.Event.FolderForced;
import dev.wipeit.cuts.Event.Linked;
import dev.wipeit.cuts.Event.Renamed;
import dev.wipeit.cuts.RequestLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Real files, and a log of each step in its order. */
public final class RecordingFiles implements DurableFiles {

  private final DurableFiles disk = new DiskFiles();
  private final Path root;
  private final RequestLog log;
  private int next;

  /** Over the folder that has the state directory in it. */
  private RecordingFiles(Path root, RequestLog log, int next) {
    this.root = root;
    this.log = log;
    this.next = next;
  }

  /**
   * A store that writes down what it does.
   *
   * @param known how many files there were before; those that are created get the numbers from here
   *     on
   * @param mistake what stands between the store and the files
   */
  public static CheckpointStore store(
      StateDirectory directory, RequestLog log, int known, FileMistake mistake) {
    return new CheckpointStore(directory, over(directory.path(), log, known, mistake));
  }

  /** A state directory; that it is made is written down. */
  public static StateDirectory directory(Path path, RequestLog log, FileMistake mistake)
      throws StateDirectoryException {
    return StateDirectory.open(path, over(path, log, 0, mistake));
  }

  private static DurableFiles over(Path directory, RequestLog log, int known, FileMistake mistake) {
    Path root = Objects.requireNonNull(directory.getParent());
    UnaryOperator<DurableFiles> planted = mistake.planted();
    return planted.apply(new RecordingFiles(root, log, known));
  }

  private String relative(Path path) {
    if (!path.startsWith(root)) {
      throw new AssertionError("outside the state directory: " + path);
    }
    return root.relativize(path).toString();
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    disk.createFolder(folder);
    log.add(new FolderCreated(relative(folder)));
  }

  @Override
  public NewFile create(Path file) throws IOException {
    int number = next++;
    log.add(new Created(relative(file), number));
    NewFile open = disk.create(file);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    return new NewFile() {
      @Override
      public void write(byte[] bytes) throws IOException {
        content.writeBytes(bytes);
        log.add(new Content(number, content.toByteArray()));
        open.write(bytes);
      }

      @Override
      public void force() {
        log.add(new ContentForced(number));
      }

      @Override
      public void close() throws IOException {
        open.close();
      }
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
    log.add(new Renamed(relative(from), relative(to)));
  }

  @Override
  public void link(Path name, Path file) throws IOException {
    disk.link(name, file);
    log.add(new Linked(relative(name), relative(file)));
  }

  @Override
  public void delete(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      disk.delete(file);
      log.add(new Deleted(relative(file)));
    }
  }

  @Override
  public void forceFolder(Path folder) {
    log.add(new FolderForced(relative(folder)));
  }
}
