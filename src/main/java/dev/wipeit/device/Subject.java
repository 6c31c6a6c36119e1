package dev.wipeit.device;

import dev.wipeit.sys.Kernel;
import java.io.IOException;

/**
 * What the rules look at: a device as it was inspected, and what the kernel shows of it now.
 *
 * @param device as it was inspected
 * @param entry its folder in sysfs
 * @param layers what stands on it
 * @param mounts what is mounted
 * @param btrfs the btrfs file systems in use
 * @param filesystems which devices file systems are on
 */
record Subject(
    BlockDevice device,
    SysDevice entry,
    Layers layers,
    Mounts mounts,
    Btrfs btrfs,
    Filesystems filesystems) {

  static Subject read(BlockDevice device, SysDevice entry, SystemRoots roots, Kernel kernel)
      throws IOException {
    Mounts mounts = Mounts.read(roots);
    Btrfs btrfs = Btrfs.read(roots);
    Filesystems filesystems = new Filesystems(mounts, btrfs, kernel);
    Layers layers = Layers.over(entry, roots, LoopBackings.read(roots, kernel), filesystems);
    return new Subject(device, entry, layers, mounts, btrfs, filesystems);
  }
}
