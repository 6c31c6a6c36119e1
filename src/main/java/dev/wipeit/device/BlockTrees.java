package dev.wipeit.device;

import dev.wipeit.device.LoopBackings.Backing;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows what stands on devices. What is mounted, swapped to and attached is read once, when it is
 * made, and what cannot be told is named; the guard asks anew and counts it as in use. Devices are
 * opened for reading only. Safe for use by several threads.
 */
public final class BlockTrees {

  private final SystemRoots roots;
  private final Contents contents;
  private final Uses uses;

  /**
   * @param roots where the kernel shows itself
   * @param kernel reads the devices and tells what loop devices are over
   */
  public BlockTrees(SystemRoots roots, Kernel kernel) {
    this.roots = roots;
    this.contents = new Contents(roots, kernel);
    this.uses = Uses.read(roots, kernel);
  }

  /** What could not be told of any device, a line each. */
  public List<String> problems() {
    return uses.problems();
  }

  /**
   * The tree of a device.
   *
   * @throws IOException if sysfs does not know it any more
   */
  public BlockTree of(BlockDevice device) throws IOException {
    return tree(new Sysfs(roots).device(device.number()), Set.of());
  }

  private BlockTree tree(SysDevice device, Set<DeviceNumber> below) {
    Set<DeviceNumber> path = new LinkedHashSet<>(below);
    path.add(device.number());
    List<BlockTree> children = new ArrayList<>();
    for (SysDevice child : children(device)) {
      // A loop device over a file on itself cannot be, but a number can be given out anew.
      if (!path.contains(child.number())) {
        children.add(tree(child, path));
      }
    }
    return new BlockTree(
        device.name(),
        device.node(roots).toString(),
        device.text("dm/name"),
        BlockKinds.of(device),
        size(device),
        contents.content(device),
        uses.mountsOf(device.number()),
        uses.isSwap(device.number()),
        children);
  }

  /** Partitions, holders, loop devices; none of those that vanish meanwhile. */
  private List<SysDevice> children(SysDevice device) {
    List<SysDevice> children = new ArrayList<>();
    for (Path entry : entries(device.folder())) {
      if (KernelFiles.textIfAny(entry.resolve("partition")) != null) {
        addUnlessGone(children, entry);
      }
    }
    for (Path entry : entries(device.folder().resolve("holders"))) {
      addUnlessGone(children, entry);
    }
    for (Backing loop : uses.loopsOver(device.number())) {
      children.add(loop.loop());
    }
    children.sort(NaturalOrder.by(SysDevice::name));
    return children;
  }

  private static void addUnlessGone(List<SysDevice> devices, Path entry) {
    try {
      devices.add(SysDevice.at(entry));
    } catch (IOException gone) {
      // Nothing stands on it any more; the guard, which must know, asks for itself.
      return;
    }
  }

  private static List<Path> entries(Path folder) {
    try {
      return KernelFiles.entriesIfAny(folder);
    } catch (IOException gone) {
      return List.of();
    }
  }

  private static @Nullable Long size(SysDevice device) {
    try {
      return device.sizeBytes();
    } catch (IOException unreadable) {
      return null;
    }
  }
}
