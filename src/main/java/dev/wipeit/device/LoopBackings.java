package dev.wipeit.device;

import dev.wipeit.sys.Kernel;
import java.io.IOException;
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

  /** Asks all at the same time: one that does not answer is waited for only once. */
  static List<Backing> read(SystemRoots roots, Kernel kernel) throws IOException {
    List<SysDevice> loops =
        new Sysfs(roots).disks().stream().filter(disk -> file(disk) != null).toList();
    return AtOnce.each(
            loops,
            loop -> ofOne(loop, roots, kernel),
            Patience.USUAL.multipliedBy(3),
            LoopBackings::untold)
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static List<Backing> ofOne(SysDevice loop, SystemRoots roots, Kernel kernel) {
    String file = file(loop);
    LoopStatus status = LoopStatus.of(loop, roots, kernel);
    // One that tells nothing and names nothing any more was detached just now.
    return file != null && (status != null || file(loop) != null)
        ? List.of(new Backing(loop, file, status))
        : List.of();
  }

  private static List<Backing> untold(SysDevice loop) {
    String file = file(loop);
    return List.of(new Backing(loop, file == null ? "a file" : file, null));
  }

  private static @Nullable String file(SysDevice disk) {
    return disk.isLoop() ? KernelFiles.textIfAny(disk.folder().resolve("loop/backing_file")) : null;
  }
}
