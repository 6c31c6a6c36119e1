package dev.wipeit.checkpoint;

import dev.wipeit.cuts.Event.ContentForced;
import dev.wipeit.cuts.Event.Shortened;
import dev.wipeit.cuts.Event.Written;
import dev.wipeit.cuts.RequestLog;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A log file, and a log of what is done with it.
 *
 * @param number of the file
 */
record RecordingLog(LogFile file, Path path, int number, RequestLog log, FileMistake mistake)
    implements LogFile {

  @Override
  public boolean tryLock() throws IOException {
    return file.tryLock();
  }

  @Override
  public ReadableByteChannel fromBeginning() throws IOException {
    return file.fromBeginning();
  }

  @Override
  public void write(byte[] bytes, long offset) throws IOException {
    log.add(new Written(number, offset, bytes));
    file.write(bytes, offset);
  }

  @Override
  public void truncate(long bytes) throws IOException {
    if (bytes < Files.size(path)) {
      log.add(new Shortened(number, bytes));
      file.truncate(bytes);
    }
  }

  /** Not waited for: what is durable is what the log says. */
  @Override
  public void force() {
    if (mistake != FileMistake.NO_JOURNAL_SYNC) {
      log.add(new ContentForced(number));
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
