package dev.wipeit.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The block devices that sysfs knows. */
final class Sysfs {

  private final SystemRoots roots;

  Sysfs(SystemRoots roots) {
    this.roots = roots;
  }

  /**
   * The device of a number.
   *
   * @throws NoSuchFileException if sysfs does not know it
   */
  SysDevice device(DeviceNumber number) throws IOException {
    return SysDevice.at(roots.sys().resolve("dev/block/" + number));
  }

  /** The whole disks in natural order of their names; what vanishes meanwhile is left out. */
  List<SysDevice> disks() throws IOException {
    List<String> broken = new ArrayList<>();
    List<SysDevice> disks = disks(broken::add);
    if (!broken.isEmpty()) {
      throw new IOException(broken.get(0));
    }
    return disks;
  }

  /**
   * As {@link #disks()}, but what is there and has no readable number is named, not thrown.
   *
   * @param broken takes a line for each
   */
  List<SysDevice> disks(Consumer<String> broken) throws IOException {
    List<SysDevice> disks = new ArrayList<>();
    for (Path entry : KernelFiles.entries(roots.sys().resolve("block"))) {
      // A path of an NVMe multipath device (hidden) has no number and no node.
      if (!"1".equals(KernelFiles.textIfAny(entry.resolve("hidden")))) {
        addUnlessGone(disks, entry, broken);
      }
    }
    disks.sort(NaturalOrder.by(SysDevice::name));
    return disks;
  }

  private static void addUnlessGone(List<SysDevice> disks, Path entry, Consumer<String> broken) {
    try {
      disks.add(SysDevice.at(entry));
    } catch (IOException e) {
      if (Files.exists(entry.resolve("dev"))) {
        broken.accept(String.valueOf(e.getMessage()));
      }
    }
  }
}
