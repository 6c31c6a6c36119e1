package dev.wipeit.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The links in {@code dev/disk/by-id}, by the node that they lead to. */
final class Links {

  private final Map<Path, List<Path>> byNode;

  private Links(Map<Path, List<Path>> byNode) {
    this.byNode = byNode;
  }

  /** Reads them all; without udev there are none. */
  static Links read(SystemRoots roots) {
    Map<Path, List<Path>> byNode = new HashMap<>();
    Path folder = roots.dev().resolve("disk/by-id");
    try {
      for (Path link : KernelFiles.entriesIfAny(folder)) {
        byNode.computeIfAbsent(target(link), node -> new ArrayList<>()).add(link);
      }
    } catch (IOException changing) {
      // udev makes them anew whenever a drive comes or goes; a link proves nothing.
      return new Links(byNode);
    }
    return new Links(byNode);
  }

  /** The links of a node, sorted. */
  List<Path> of(Path node) {
    return byNode.getOrDefault(node, List.of());
  }

  private static Path target(Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    return link.resolveSibling(target).normalize();
  }
}
