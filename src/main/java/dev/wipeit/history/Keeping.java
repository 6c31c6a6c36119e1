package dev.wipeit.history;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.journal.JournalFolder;
import dev.wipeit.journal.JournalReader;
import dev.wipeit.journal.Position;
import dev.wipeit.journal.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Compresses and removes the journals of runs that are over; safe against a crash at any place. */
final class Keeping {

  private final JournalFiles journals;
  private final JournalFolder marks;

  Keeping(StateDirectory state) {
    this.journals = new JournalFiles(state);
    this.marks = JournalFolder.at(state);
  }

  /**
   * What came of compressing a journal.
   *
   * @param before its bytes
   * @param after the bytes of the compressed one
   */
  record Compacted(long before, long after) {}

  /**
   * Compresses the journal of a run. The new file is read back and on stable storage before the old
   * one goes.
   *
   * @return null if there is none that is not compressed
   * @throws HistoryException if the journal is not whole: then it stays as it is
   */
  @Nullable Compacted compact(String run) throws IOException {
    Path file = journals.path().resolve(run + JournalFiles.ENDING);
    if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      return null;
    }
    Reading whole = verified(file);
    Path zipped = journals.path().resolve(run + JournalFiles.ZIPPED);
    Path temporary = zipped.resolveSibling(zipped.getFileName() + ".tmp");
    Files.deleteIfExists(temporary);
    zip(file, temporary);
    if (!verifiedZip(temporary).next().equals(whole.next())) {
      throw new HistoryException(
          HistoryException.Kind.UNUSABLE,
          temporary + ": does not hold what was written to it; " + file + " stays");
    }
    Compacted done = new Compacted(Files.size(file), Files.size(temporary));
    Files.move(temporary, zipped, ATOMIC_MOVE, REPLACE_EXISTING);
    forceFolder();
    Files.delete(file);
    forceFolder();
    return done;
  }

  private static void zip(Path from, Path to) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                to,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
        InputStream in = Files.newInputStream(from, NOFOLLOW_LINKS)) {
      // Not closed: that would close the channel before it is forced.
      OutputStream out = Channels.newOutputStream(channel);
      GZIPOutputStream zip = new GZIPOutputStream(out, 64 << 10);
      in.transferTo(zip);
      zip.finish();
      zip.flush();
      channel.force(true);
    }
  }

  private static Reading verified(Path file) throws IOException {
    return whole(file, JournalReader.read(file, Position.START, line -> {}));
  }

  private static Reading verifiedZip(Path file) throws IOException {
    try (ReadableByteChannel channel =
        new UnzippedChannel(Files.newByteChannel(file, StandardOpenOption.READ), 0)) {
      return whole(file, JournalReader.read(channel, Position.START, line -> {}));
    }
  }

  private static Reading whole(Path file, Reading reading) throws HistoryException {
    if (reading.flaw() != null || reading.tornBytes() > 0) {
      throw new HistoryException(
          HistoryException.Kind.DAMAGED,
          file
              + ": is left as it is: "
              + (reading.flaw() == null ? "its last line is torn" : reading.flaw().reason()));
    }
    return reading;
  }

  /** Removes the journal of a run, in every form, and its marker; then they are gone for good. */
  void remove(String run) throws IOException {
    boolean found = false;
    for (String ending : new String[] {JournalFiles.ENDING, JournalFiles.ZIPPED}) {
      found |= Files.deleteIfExists(journals.path().resolve(run + ending));
    }
    marks.takenIn(run, Position.START);
    if (found) {
      forceFolder();
    }
  }

  private void forceFolder() throws IOException {
    try (FileChannel channel = FileChannel.open(journals.path(), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
