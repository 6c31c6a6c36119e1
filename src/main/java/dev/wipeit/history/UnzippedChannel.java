package dev.wipeit.history;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** What is in a gzip file (RFC 1952), for one reader. */
final class UnzippedChannel implements ReadableByteChannel {

  private static final int BUFFER_BYTES = 64 << 10;

  private final ReadableByteChannel file;
  private final GZIPInputStream bytes;

  /**
   * Takes over the file; closing this closes it.
   *
   * @param from how much of what is in it is passed over
   * @throws IOException if it is no gzip file, or ends before that
   */
  UnzippedChannel(ReadableByteChannel file, long from) throws IOException {
    this.file = file;
    try {
      this.bytes =
          new GZIPInputStream(
              new BufferedInputStream(Channels.newInputStream(file), BUFFER_BYTES), BUFFER_BYTES);
      bytes.skipNBytes(from);
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
      }
      return count;
    } catch (IOException failed) {
      throw damaged(failed);
    }
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
