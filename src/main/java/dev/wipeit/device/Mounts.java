package dev.wipeit.device;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is mounted: in our own mount namespace, which must be readable, and in those of other
 * processes as far as procfs shows them to us.
 */
final class Mounts {

  private final List<Mount> own;
  private final List<Mount> foreign;

  private Mounts(List<Mount> own, List<Mount> foreign) {
    this.own = own;
    this.foreign = foreign;
  }

  static Mounts read(SystemRoots roots) throws IOException {
    Path self = roots.proc().resolve("self");
    List<Mount> own = parsed(KernelFiles.lines(self.resolve("mountinfo")), null);
    List<Mount> foreign = new ArrayList<>();
    Set<String> namespaces = new HashSet<>();
    String ours = Processes.target(self.resolve("ns/mnt"));
    if (ours != null) {
      namespaces.add(ours);
    }
    for (Path process : new Processes(roots).others()) {
      String namespace = Processes.target(process.resolve("ns/mnt"));
      if (namespace != null && namespaces.add(namespace)) {
        foreign.addAll(ofOther(process));
      }
    }
    return new Mounts(List.copyOf(own), List.copyOf(foreign));
  }

  /** Our own first. */
  List<Mount> all() {
    List<Mount> all = new ArrayList<>(own);
    all.addAll(foreign);
    return all;
  }

  /** The mount of our own namespace that holds an absolute path, or null. */
  @Nullable Mount holding(String path) {
    Mount best = null;
    for (Mount mount : own) {
      // Of equal points the later one lies on top.
      if (mount.contains(path)
          && (best == null || mount.point().length() >= best.point().length())) {
        best = mount;
      }
    }
    return best;
  }

  private static List<Mount> ofOther(Path process) throws IOException {
    List<String> lines;
    try {
      lines = KernelFiles.lines(process.resolve("mountinfo"));
    } catch (IOException ended) {
      return List.of();
    }
    return parsed(lines, Processes.describe(process));
  }

  private static List<Mount> parsed(List<String> lines, @Nullable String process)
      throws IOException {
    List<Mount> mounts = new ArrayList<>();
    for (String line : lines) {
      mounts.add(Mount.parse(line, process));
    }
    return mounts;
  }
}
