package dev.wipeit.cli;

import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The most memory that the Java of a program ever had: VmHWM of proc_pid_status(5). */
final class PeakMemory {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private PeakMemory() {}

  /** Watches it until it ends, in KiB. */
  static long kibOf(RunningProgram running) throws IOException {
    long pid = running.javaPid();
    long peak = 0;
    while (running.isAlive()) {
      peak = Math.max(peak, kib(pid));
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return peak;
  }

  /** 0 once the process has ended. */
  private static long kib(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/status"))
          .lines()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException ended) {
      return 0;
    }
  }
}
