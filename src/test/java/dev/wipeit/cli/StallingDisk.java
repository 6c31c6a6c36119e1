package dev.wipeit.cli;

import dev.wipeit.testing.FaultDrive;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.LoopOptions;
import java.io.IOException;

/**
 * A disk whose every request reaches the drive under it, which answers when the test wants.
 *
 * @param drive what is under it
 * @param device the disk and the state of its runs
 */
record StallingDisk(FaultDrive drive, MarkedDevice device) implements AutoCloseable {

  static StallingDisk ofMebibytes(int size) throws IOException {
    FaultDrive drive = FaultDrive.create((long) size << 20);
    return new StallingDisk(
        drive, MarkedDevice.over(LoopDevice.over(drive, LoopOptions.USUAL.withDirectIo())));
  }

  /** The drive first: what waits for it would hold the disk. */
  @Override
  public void close() throws IOException {
    drive.close();
    device.close();
  }
}
