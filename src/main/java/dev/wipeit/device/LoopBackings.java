package dev.wipeit.device;

import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The loop devices of the machine that are over something. The kernel lets them claim nothing. */
final class LoopBackings {

  /**
   * One of them.
   *
   * @param loop the loop device
   * @param file the file that it names; this path can be out of date
   * @param status what it is over, or null where neither it nor the path tells
   */
  record Backing(SysDevice loop, String file, @Nullable LoopStatus status) {}

  private LoopBackings() {}

  static List<Backing> read(SystemRoots roots, Kernel kernel) throws IOException {
    List<Backing> backings = new ArrayList<>();
    for (SysDevice disk : new Sysfs(roots).disks()) {
      Path file = disk.folder().resolve("loop/backing_file");
      if (disk.isLoop() && Files.exists(file)) {
        String name = KernelFiles.textIfAny(file);
        // Nothing to read: it was detached just now.
        if (name != null) {
          backings.add(new Backing(disk, name, LoopStatus.of(disk, roots, kernel)));
        }
      }
    }
    return backings;
  }
}
