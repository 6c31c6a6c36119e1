package dev.wipeit.device;

import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.FileStatus;
import dev.wipeit.sys.Kernel;
import dev.wipeit.sys.Open;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A device or an image file that is open for reading only. */
final class OpenDevice implements AutoCloseable {

  private final Kernel kernel;
  private final int descriptor;

  private OpenDevice(Kernel kernel, int descriptor) {
    this.kernel = kernel;
    this.descriptor = descriptor;
  }

  /** Opens a node that must lead to the device of this number. */
  static OpenDevice open(Path node, DeviceNumber number, Kernel kernel) throws IOException {
    OpenDevice opened = open(node, kernel);
    try {
      FileStatus status = kernel.status(opened.descriptor);
      DeviceNumber found = Numbers.ofNode(status);
      if (!status.isBlockDevice() || !found.equals(number)) {
        throw new IOException(node + " is not the device " + number + ", but " + found);
      }
    } catch (IOException e) {
      opened.close();
      throw e;
    }
    return opened;
  }

  /** Opens whatever is at the path, without waiting for a medium or a writer. */
  static OpenDevice open(Path path, Kernel kernel) throws ErrnoException {
    return new OpenDevice(kernel, kernel.open(path.toString(), Open.READ_ONLY | Open.NONBLOCK));
  }

  int descriptor() {
    return descriptor;
  }

  /** Reads from an absolute position until the length is reached or the device ends. */
  byte[] read(long offset, int length) throws ErrnoException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(length);
    while (buffer.hasRemaining()) {
      int count = kernel.pread(descriptor, buffer, offset + buffer.position());
      if (count <= 0) {
        break;
      }
      buffer.position(buffer.position() + count);
    }
    byte[] bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    return bytes;
  }

  @Override
  public void close() throws ErrnoException {
    kernel.close(descriptor);
  }
}
