package dev.wipeit.device;

import dev.wipeit.device.Layers.Layer;
import dev.wipeit.device.Layers.Origin;
import dev.wipeit.device.Refusal.Reason;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Refuses the devices of btrfs file systems in use, and those with a ZFS label while ZFS runs: the
 * kernel does not tell which pools are imported.
 */
final class MemberRule implements Rule {

  private final SystemRoots roots;
  private final Kernel kernel;

  MemberRule(SystemRoots roots, Kernel kernel) {
    this.roots = roots;
    this.kernel = kernel;
  }

  @Override
  public List<Refusal> refusals(Subject subject) throws IOException {
    List<Refusal> refusals = new ArrayList<>();
    boolean zfsRuns = Files.exists(roots.proc().resolve("spl/kstat/zfs"));
    for (Layer layer : subject.layers().all()) {
      for (String uuid : subject.btrfs().uuidsOn(layer.device().number())) {
        refusals.add(btrfs(layer, uuid));
      }
      if (zfsRuns && layer.origin() == Origin.BASE && hasZfsLabel(layer.device())) {
        refusals.add(zfs(layer));
      }
    }
    return refusals;
  }

  private static Refusal btrfs(Layer layer, String uuid) {
    return new Refusal(
        Reason.MEMBER,
        layer.chain() + " is part of the btrfs file system " + uuid + ", which is in use",
        "unmount that file system, or take the device out of it with btrfs device remove");
  }

  private static Refusal zfs(Layer layer) {
    return new Refusal(
        Reason.MEMBER,
        layer.chain() + " has a ZFS label and ZFS is running: its pool may be imported",
        "zpool export its pool; for an old label, zpool labelclear " + layer.chain());
  }

  private boolean hasZfsLabel(SysDevice device) throws IOException {
    if (device.sizeBytes() == 0) {
      return false;
    }
    Path node = device.node(roots);
    try (OpenDevice open = OpenDevice.open(node, device.number(), kernel)) {
      return Signatures.hasZfsLabel(open.read(0, Signatures.HEAD_BYTES));
    }
  }
}
