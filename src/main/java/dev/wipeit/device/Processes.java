package dev.wipeit.device;

import dev.wipeit.drive.DeviceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The other processes that procfs shows. */
final class Processes {

  private final SystemRoots roots;

  Processes(SystemRoots roots) {
    this.roots = roots;
  }

  /** Their folders in procfs, lowest number first, without our own. */
  List<Path> others() throws IOException {
    String own = target(roots.proc().resolve("self"));
    List<Path> others = new ArrayList<>();
    for (Path entry : KernelFiles.entries(roots.proc())) {
      String name = KernelFiles.nameOf(entry);
      if (isNumber(name) && !name.equals(own)) {
        others.add(entry);
      }
    }
    others.sort(NaturalOrder.by(KernelFiles::nameOf));
    return others;
  }

  /** Number and command of a process, such as {@code 4711 (qemu-system-x86)}. */
  static String describe(Path process) {
    String command = DeviceText.normalised(KernelFiles.textIfAny(process.resolve("comm")));
    return KernelFiles.nameOf(process) + (command == null ? "" : " (" + command + ")");
  }

  /** Where a link of procfs leads, or null where that is not shown to us or has gone. */
  static @Nullable String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException notShown) {
      return null;
    }
  }

  private static boolean isNumber(String name) {
    return name.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
