package dev.wipeit.history;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** What is in a gzip file (RFC 1952), for one reader that only goes forward. */
final class UnzippedChannel implements SeekableByteChannel {

  private static final int BUFFER_BYTES = 64 << 10;

  private final SeekableByteChannel file;
  private final GZIPInputStream bytes;
  private long position;

  /**
   * Takes over the file; closing this closes it.
   *
   * @throws IOException if it is no gzip file
   */
  UnzippedChannel(SeekableByteChannel file) throws IOException {
    this.file = file;
    try {
      this.bytes =
          new GZIPInputStream(
              new BufferedInputStream(Channels.newInputStream(file), BUFFER_BYTES), BUFFER_BYTES);
    } catch (IOException noGzip) {
      file.close();
      throw damaged(noGzip);
    }
  }

  private static IOException damaged(IOException cause) {
    return cause instanceof EOFException || cause instanceof ZipException
        ? new ZipException("the compressed file is damaged")
        : cause;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    byte[] part = new byte[into.remaining()];
    try {
      int count = bytes.read(part);
      if (count > 0) {
        into.put(part, 0, count);
        position += count;
      }
      return count;
    } catch (IOException failed) {
      throw damaged(failed);
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long to) throws IOException {
    if (to < position) {
      throw new IOException("a compressed file is read forward only");
    }
    try {
      bytes.skipNBytes(to - position);
    } catch (IOException failed) {
      throw damaged(failed);
    }
    position = to;
    return this;
  }

  @Override
  public long size() {
    throw new UnsupportedOperationException("not known before it was read");
  }

  @Override
  public int write(ByteBuffer from) {
    throw new UnsupportedOperationException("read only");
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new UnsupportedOperationException("read only");
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
