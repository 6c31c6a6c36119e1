package dev.wipeit.checkpoint;

import dev.wipeit.checkpoint.CheckpointException.Kind;
import dev.wipeit.checkpoint.DurableFiles.NewFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of all devices: each replaced as a whole, with the one before it kept.
 *
 * <p>Who saves or archives must hold the {@link DeviceLock} of that key; who only reads need not.
 * All methods may be called from any thread.
 *
 * <p>The order of a save is: write a temporary file, make it durable, rename the current checkpoint
 * to the previous one, rename the temporary file to the current one, make the folder durable.
 * Between the two renames there is no current checkpoint, but the previous one is the one that was
 * current; at every other moment there is a whole current one. A current one that is damaged is
 * overwritten, and never becomes the previous one.
 */
public final class CheckpointStore {

  private final StateDirectory directory;
  private final DurableFiles files;

  /** What this process knows to be the current checkpoint on disk. */
  private final Map<String, Known> known = new HashMap<>();

  /**
   * A checkpoint on disk.
   *
   * @param paths the files of its device
   * @param text its text, or that of one before it
   */
  private record Known(StateFiles paths, Checkpoint checkpoint, CheckpointText text) {}

  /** A store in that directory, on the machine's own file system. */
  public CheckpointStore(StateDirectory directory) {
    this(directory, directory.files());
  }

  CheckpointStore(StateDirectory directory, DurableFiles files) {
    this.directory = directory;
    this.files = files;
  }

  /**
   * Replaces the checkpoint. On return it is on stable storage, at the price of one sync of the
   * file and one of the folder.
   *
   * @throws CheckpointException ({@link Kind#UNSAVED}) if it could not be saved, if it claims less
   *     than the saved one, or if the saved one is another run's; the former state stands
   * @throws CheckpointException (another kind) if what is saved there cannot be replaced blindly
   */
  public synchronized void save(String key, Checkpoint checkpoint) throws CheckpointException {
    @Nullable Known last = known.get(key);
    StateFiles paths = last == null ? StateFiles.of(directory, key) : last.paths();
    Loaded loaded = last == null ? load(key) : new Loaded.Current(last.checkpoint());
    @Nullable Checkpoint former = loaded.checkpoint();
    if (former != null) {
      Optional<String> objection = Succession.objection(former, checkpoint);
      if (objection.isPresent()) {
        throw unsaved(paths.current(), "not saved: " + objection.get(), null);
      }
    }
    CheckpointText text =
        last != null && last.text().fits(checkpoint)
            ? last.text()
            : CheckpointCodec.text(checkpoint);
    known.remove(key);
    try {
      replace(paths, text.of(checkpoint), loaded instanceof Loaded.Current);
    } catch (IOException failed) {
      throw unsaved(
          paths.current(), "progress could not be saved: " + Printable.reason(failed), failed);
    }
    known.put(key, new Known(paths, checkpoint, text));
  }

  /**
   * Replaces whatever is saved for the device by the first checkpoint of a new run. What was saved
   * is kept in the archive, and stays what would be gone on with until the new one is on stable
   * storage.
   *
   * @param archiveAs the name that the old one gets in the archive
   * @throws CheckpointException ({@link Kind#UNSAVED}) if it could not be saved; the old one can be
   *     loaded as before
   */
  public synchronized void begin(String key, Checkpoint first, String archiveAs)
      throws CheckpointException {
    StateFiles paths = StateFiles.of(directory, key);
    StateKey.require(archiveAs);
    CheckpointText text = CheckpointCodec.text(first);
    boolean usable = isCurrent(key);
    known.remove(key);
    try {
      for (Path file : usable ? List.of(paths.current()) : paths.generations()) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          files.link(StateFiles.free(directory, archiveAs), file);
        }
      }
      files.forceFolder(directory.archive());
      if (usable) {
        files.delete(paths.previous());
      }
      replace(paths, text.of(first), false);
      files.delete(paths.previous());
    } catch (IOException failed) {
      throw unsaved(
          paths.current(), "progress could not be saved: " + Printable.reason(failed), failed);
    }
    known.put(key, new Known(paths, first, text));
  }

  private void replace(StateFiles paths, byte[] bytes, boolean keep) throws IOException {
    try (NewFile file = temporary(paths)) {
      file.write(bytes);
      file.force();
    }
    if (keep) {
      files.rename(paths.current(), paths.previous());
    }
    files.rename(paths.temporary(), paths.current());
    files.forceFolder(directory.progress());
  }

  private NewFile temporary(StateFiles paths) throws IOException {
    try {
      return files.create(paths.temporary());
    } catch (FileAlreadyExistsException leftBehind) {
      files.delete(paths.temporary());
      return files.create(paths.temporary());
    }
  }

  /**
   * What is saved for the device. A damaged or missing current checkpoint is replaced by the
   * previous one, and the result says so; one of another format or version, or one that cannot be
   * trusted, never is.
   *
   * @throws CheckpointException if something is saved, but nothing of it can be used
   */
  public Loaded load(String key) throws CheckpointException {
    StateFiles paths = StateFiles.of(directory, key);
    Checkpoint current;
    try {
      current = read(paths.current());
    } catch (CheckpointException unusable) {
      if (unusable.kind() == Kind.DAMAGED) {
        return instead(paths, unusable);
      }
      throw unusable;
    }
    return current == null ? withoutCurrent(paths) : new Loaded.Current(current);
  }

  private Loaded withoutCurrent(StateFiles paths) throws CheckpointException {
    Checkpoint previous = read(paths.previous());
    // Once more: a save by another process may have been between its two renames.
    Checkpoint current = read(paths.current());
    if (current != null) {
      return new Loaded.Current(current);
    }
    return previous == null
        ? new Loaded.None()
        : new Loaded.Previous(previous, paths.current() + ": is missing");
  }

  private Loaded instead(StateFiles paths, CheckpointException damage) throws CheckpointException {
    Checkpoint previous;
    try {
      previous = read(paths.previous());
    } catch (CheckpointException alsoUnusable) {
      throw new CheckpointException(
          alsoUnusable.kind(), damage.getMessage() + "; and " + alsoUnusable.getMessage(), damage);
    }
    if (previous == null) {
      throw damage;
    }
    return new Loaded.Previous(previous, String.valueOf(damage.getMessage()));
  }

  /** The checkpoint in the file, or null if there is no such file. */
  private @Nullable Checkpoint read(Path file) throws CheckpointException {
    try {
      return CheckpointCodec.decode(OwnedFile.read(file, directory.uid()), file.toString());
    } catch (NoSuchFileException none) {
      return null;
    } catch (CheckpointException unusable) {
      throw unusable;
    } catch (IOException failed) {
      throw new CheckpointException(
          Kind.DAMAGED, file + ": cannot be read: " + Printable.reason(failed), failed);
    }
  }

  /**
   * Every device that has something saved, in the order of the keys.
   *
   * @throws CheckpointException if the folder cannot be read
   */
  public List<Stored> all() throws CheckpointException {
    List<Stored> all = new ArrayList<>();
    for (String key : keys()) {
      one(key).ifPresent(all::add);
    }
    return all;
  }

  /** What is saved for one device; empty where nothing is. */
  public Optional<Stored> one(String key) {
    try {
      Loaded loaded = load(key);
      return loaded.checkpoint() == null
          ? Optional.empty()
          : Optional.of(new Stored.Usable(key, loaded));
    } catch (CheckpointException failure) {
      return Optional.of(new Stored.Unusable(key, failure));
    }
  }

  /**
   * Something that is equal to what it was as long as what is saved for the device has not changed;
   * much cheaper than to load it.
   */
  public Object stamp(String key) {
    return StateFiles.of(directory, key).stamp();
  }

  /**
   * Every run in the archive, by the name of its file: finished, replaced or given up.
   *
   * @throws CheckpointException if the folder cannot be read
   */
  public List<Stored> archived() throws CheckpointException {
    return archivedNames().stream().map(this::archived).toList();
  }

  /**
   * The names of the files in the archive, in order.
   *
   * @throws CheckpointException if the folder cannot be read
   */
  public List<String> archivedNames() throws CheckpointException {
    try {
      return StateFiles.archived(directory);
    } catch (IOException failed) {
      throw new CheckpointException(
          Kind.DAMAGED,
          directory.archive() + ": cannot be read: " + Printable.reason(failed),
          failed);
    }
  }

  /**
   * The last checkpoint of a run, whether it is unfinished or in the archive.
   *
   * @param key of its device
   * @return null if there is none
   * @throws CheckpointException if there is one that cannot be used
   */
  public @Nullable Checkpoint ofRun(String key, String run) throws CheckpointException {
    Checkpoint current = load(key).checkpoint();
    return current != null && current.run().equals(run) ? current : lastArchived(run);
  }

  /**
   * The last state of a run in the archive, or null where there is none. Several generations may
   * have been kept.
   *
   * @throws CheckpointException if there is one that cannot be used
   */
  public @Nullable Checkpoint lastArchived(String run) throws CheckpointException {
    @Nullable Checkpoint last = null;
    StateKey.require(run);
    for (int copy = 1; ; copy++) {
      Path file = StateFiles.archived(directory, copy == 1 ? run : run + "-" + copy);
      if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
        return last;
      }
      Checkpoint found = read(file);
      if (found != null && (last == null || found.saved().isAfter(last.saved()))) {
        last = found;
      }
    }
  }

  /** One run in the archive, by the name of its file. */
  public Stored archived(String name) {
    try {
      Checkpoint checkpoint = read(StateFiles.archived(directory, name));
      return checkpoint == null
          ? new Stored.Unusable(name, new CheckpointException(Kind.DAMAGED, name + ": is gone"))
          : new Stored.Usable(name, new Loaded.Current(checkpoint));
    } catch (CheckpointException failure) {
      return new Stored.Unusable(name, failure);
    }
  }

  /**
   * The devices that have something saved, in order.
   *
   * @throws CheckpointException if the folder cannot be read
   */
  public List<String> keys() throws CheckpointException {
    try {
      return StateFiles.keys(directory);
    } catch (IOException failed) {
      throw new CheckpointException(
          Kind.DAMAGED,
          directory.progress() + ": cannot be read: " + Printable.reason(failed),
          failed);
    }
  }

  /**
   * Moves what is saved for the device to {@code progress/archive/<run id>.json}; a name that is
   * taken gets {@code -2} and so on. The bytes are kept as they are, also those of a damaged
   * checkpoint. A previous generation is deleted if the current one is usable, and otherwise
   * archived behind it. On return this is on stable storage.
   *
   * @return where it was moved to; empty if there was nothing
   * @throws CheckpointException ({@link Kind#UNSAVED}) if it could not be moved; what is saved can
   *     be loaded as before
   */
  public synchronized List<Path> archive(String key, String runId) throws CheckpointException {
    StateFiles paths = StateFiles.of(directory, key);
    StateKey.require(runId);
    known.remove(key);
    try {
      files.delete(paths.temporary());
      if (isCurrent(key)) {
        files.delete(paths.previous());
      }
      List<Path> archived = new ArrayList<>();
      for (Path file : paths.generations()) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          Path target = StateFiles.free(directory, runId);
          files.rename(file, target);
          archived.add(target);
        }
      }
      // The new names first: a file under two names is found again, one under none is not.
      files.forceFolder(directory.archive());
      files.forceFolder(directory.progress());
      return archived;
    } catch (IOException failed) {
      throw unsaved(paths.current(), "could not be archived: " + Printable.reason(failed), failed);
    }
  }

  private boolean isCurrent(String key) {
    try {
      return load(key) instanceof Loaded.Current;
    } catch (CheckpointException unusable) {
      return false;
    }
  }

  private static CheckpointException unsaved(Path file, String what, @Nullable IOException cause) {
    String message = file + ": " + what;
    return cause == null
        ? new CheckpointException(Kind.UNSAVED, message)
        : new CheckpointException(Kind.UNSAVED, message, cause);
  }
}
