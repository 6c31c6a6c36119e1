package dev.wipeit.cli;

import dev.wipeit.checkpoint.DeviceLock;
import dev.wipeit.device.BlockDevice;
import java.io.Closeable;
import java.io.IOException;

/**
 * A device that the guard allows, locked for this process.
 *
 * @param device as it was inspected
 * @param key under which its state is kept
 * @param lock held until this is closed
 */
record Target(BlockDevice device, String key, DeviceLock lock) implements Closeable {

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
