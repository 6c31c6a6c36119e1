package dev.wipeit.cli;

import dev.wipeit.device.SystemRoots;
import dev.wipeit.testing.LoopDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serial numbers for loop devices, which have none: a udev database of the test's own. */
final class SerialNumbers {

  private static final String LOOP_MAJOR = "7";

  private final Path run;

  /**
   * @param run what stands for {@code /run}
   */
  SerialNumbers(Path run) {
    this.run = run;
  }

  /** The machine's own roots, but for that database. */
  SystemRoots roots() {
    SystemRoots real = SystemRoots.ofMachine();
    return new SystemRoots(real.sys(), real.proc(), real.dev(), run);
  }

  void give(LoopDevice device, String serial) throws IOException {
    write(device, "E:ID_SERIAL_SHORT=" + serial + "\n");
  }

  /** A WWN as udev writes it, too. */
  void give(LoopDevice device, String serial, String wwn) throws IOException {
    write(device, "E:ID_SERIAL_SHORT=" + serial + "\nE:ID_WWN=" + wwn + "\n");
  }

  private void write(LoopDevice device, String properties) throws IOException {
    Path folder = Files.createDirectories(run.resolve("udev/data"));
    String number = LOOP_MAJOR + ":" + device.name().substring("loop".length());
    Files.writeString(folder.resolve("b" + number), properties);
  }
}
