package dev.wipeit.device;

import dev.wipeit.sys.Kernel;
import java.io.IOException;
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
      String file = file(disk);
      if (file != null) {
        LoopStatus status = LoopStatus.of(disk, roots, kernel);
        // One that tells nothing and names nothing any more was detached just now.
        if (status != null || file(disk) != null) {
          backings.add(new Backing(disk, file, status));
        }
      }
    }
    return backings;
  }

  private static @Nullable String file(SysDevice disk) {
    return disk.isLoop() ? KernelFiles.textIfAny(disk.folder().resolve("loop/backing_file")) : null;
  }
}
