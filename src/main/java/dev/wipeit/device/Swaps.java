package dev.wipeit.device;

import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.FileStatus;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The swap areas in use, from {@code swaps} of procfs (proc(5)). */
final class Swaps {

  /**
   * A swap area.
   *
   * @param name the file or device that it was switched on with
   * @param status what that file is now
   */
  record Area(String name, FileStatus status) {}

  private Swaps() {}

  /**
   * Reads them all.
   *
   * @throws IOException if one cannot be told: it may be on any device
   */
  static List<Area> read(SystemRoots roots, Kernel kernel) throws IOException {
    Path file = roots.proc().resolve("swaps");
    List<Area> areas = new ArrayList<>();
    List<String> lines = KernelFiles.lines(file);
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      String name = Mount.unescaped(line.split("\\s", 2)[0]);
      areas.add(new Area(name, status(name, kernel)));
    }
    return areas;
  }

  private static FileStatus status(String name, Kernel kernel) throws IOException {
    try {
      return kernel.status(name);
    } catch (ErrnoException e) {
      throw new IOException("cannot tell where the swap area " + name + " is: " + e.errno(), e);
    }
  }
}
