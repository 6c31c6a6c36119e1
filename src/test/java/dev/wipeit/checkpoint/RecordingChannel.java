package dev.wipeit.checkpoint;

import dev.wipeit.cuts.Event.ContentForced;
import dev.wipeit.cuts.Event.Shortened;
import dev.wipeit.cuts.Event.Written;
import dev.wipeit.cuts.RequestLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A file that stays open, and a log of what is done with it; only what a journal needs. */
final class RecordingChannel extends FileChannel {

  private final FileChannel file;
  private final int number;
  private final RequestLog log;
  private final FileMistake mistake;

  RecordingChannel(FileChannel file, int number, RequestLog log, FileMistake mistake) {
    this.file = file;
    this.number = number;
    this.log = log;
    this.mistake = mistake;
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    byte[] bytes = new byte[source.remaining()];
    source.duplicate().get(bytes);
    log.add(new Written(number, position, bytes));
    int written = file.write(source, position);
    if (written != bytes.length) {
      throw new AssertionError("a part of it: " + written + " of " + bytes.length);
    }
    return written;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int written = write(source, position());
    position(position() + written);
    return written;
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    if (size < file.size()) {
      log.add(new Shortened(number, size));
      file.truncate(size);
    }
    return this;
  }

  /** Not waited for: what is durable is what the log says. */
  @Override
  public void force(boolean metaData) {
    if (mistake != FileMistake.NO_JOURNAL_SYNC) {
      log.add(new ContentForced(number));
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return file.read(target);
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return file.read(target, position);
  }

  @Override
  public long position() throws IOException {
    return file.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    file.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return file.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw new UnsupportedOperationException("not recorded");
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new UnsupportedOperationException("not recorded");
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException("not recorded");
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException("not recorded");
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException("not recorded");
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException("not recorded");
  }
}
