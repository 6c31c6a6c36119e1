package dev.wipeit.device;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device, what is on it, and what stands on it: its partitions, what is built on them, and loop
 * devices over them or over a file on them.
 *
 * @param name the kernel's name
 * @param path its node
 * @param title the name that a person gave it (device mapper), or null
 * @param kind what it is, as lsblk calls it: disk, part, lvm, crypt, raid1, loop, rom, or the owner
 *     of a device mapper device
 * @param sizeBytes its size, or null where that cannot be read
 * @param content what is on it
 * @param mounts where it is mounted, with the process for another mount namespace
 * @param swap whether it is swapped to
 * @param children what stands on it, in natural order
 */
public record BlockTree(
    String name,
    String path,
    @Nullable String title,
    String kind,
    @Nullable Long sizeBytes,
    Content content,
    List<String> mounts,
    boolean swap,
    List<BlockTree> children) {

  public BlockTree {
    mounts = List.copyOf(mounts);
    children = List.copyOf(children);
  }

  /** Where it and what stands on it is mounted, each place once. */
  public List<String> allMounts() {
    List<String> all = new ArrayList<>(mounts);
    for (BlockTree child : children) {
      all.addAll(child.allMounts());
    }
    return all.stream().distinct().toList();
  }
}
