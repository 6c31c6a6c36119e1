package dev.wipeit.media;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.device.Devices;
import dev.wipeit.device.SystemRoots;
import dev.wipeit.sys.Kernel;
import dev.wipeit.testing.FaultDrive;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.LoopOptions;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real device that is only read. */
final class ReadOnlyMediaIT {

  private static final int SIZE = 1 << 20;

  private final Kernel kernel = Kernel.linux();

  @ParameterizedTest
  @EnumSource(names = {"DIRECT", "BUFFERED"})
  void whatIsOpenForReadingOnlyAnswersOnlyWhereItCanBeRead(IoMode mode) throws IOException {
    try (FaultDrive drive = FaultDrive.create(SIZE);
        LoopDevice device = LoopDevice.over(drive, LoopOptions.USUAL.withDirectIo());
        ReadOnlyMedia media =
            ReadOnlyMedia.open(
                new Devices(SystemRoots.ofMachine(), kernel).inspect(device.node(), true),
                kernel,
                mode)) {
      drive.gone();
      assertFalse(media.answers());
      assertTrue(media.isThere(), "nothing could be read of it from the beginning");
      drive.clear();
      drive.back();
      media.read(AlignedBuffer.allocate(4096), 4096);
      drive.badRead(0, 8);
      assertTrue(media.answers(), "a bad sector is no reason");
      drive.gone();
      assertFalse(media.answers());
      assertFalse(media.isThere());
      drive.clear();
      drive.back();
      assertTrue(media.answers());
    }
  }
}
