package dev.wipeit.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ReadableByteChannel;

/** A log on a real file system. */
record DiskLog(FileChannel channel) implements LogFile {

  @Override
  public boolean tryLock() throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException elsewhereInThisProcess) {
      return false;
    }
  }

  @Override
  public ReadableByteChannel fromBeginning() throws IOException {
    return channel.position(0);
  }

  @Override
  public void write(byte[] bytes, long offset) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      channel.write(left, offset + left.position());
    }
  }

  @Override
  public void truncate(long bytes) throws IOException {
    channel.truncate(bytes);
  }

  @Override
  public void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
