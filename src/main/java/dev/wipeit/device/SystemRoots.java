package dev.wipeit.device;

import java.nio.file.Path;

/**
 * Where the kernel shows itself. Other roots than the machine's make every reader here a test.
 *
 * @param sys sysfs, normally {@code /sys}
 * @param proc procfs, normally {@code /proc}
 * @param dev device nodes, normally {@code /dev}
 * @param run the udev database below {@code udev/data}, normally {@code /run}
 */
public record SystemRoots(Path sys, Path proc, Path dev, Path run) {

  /** The roots of this machine. */
  public static SystemRoots ofMachine() {
    return new SystemRoots(Path.of("/sys"), Path.of("/proc"), Path.of("/dev"), Path.of("/run"));
  }
}
