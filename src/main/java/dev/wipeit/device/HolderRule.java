package dev.wipeit.device;

import dev.wipeit.device.Layers.Layer;
import dev.wipeit.device.Layers.Origin;
import dev.wipeit.device.Refusal.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses what other devices stand on: device mapper, md, bcache, and loop devices. */
final class HolderRule implements Rule {

  private final SystemRoots roots;

  HolderRule(SystemRoots roots) {
    this.roots = roots;
  }

  @Override
  public List<Refusal> refusals(Subject subject) {
    List<Refusal> refusals = new ArrayList<>();
    for (Layer layer : subject.layers().all()) {
      if (layer.origin() == Origin.HOLDER && !layer.held()) {
        refusals.add(
            new Refusal(Reason.HOLDER, layer.chain() + " is active", remedy(layer.device())));
      } else if (layer.origin() == Origin.LOOP) {
        refusals.add(loop(layer.device(), layer.chain()));
      }
    }
    return refusals;
  }

  private Refusal loop(SysDevice loop, String chain) {
    String file = loop.text("loop/backing_file");
    return new Refusal(
        Reason.LOOP_BACKING,
        chain + " is a loop device" + (file == null ? "" : " over " + file),
        "losetup -d " + loop.node(roots));
  }

  private String remedy(SysDevice holder) {
    String name = holder.text("dm/name");
    if (name != null) {
      return deviceMapperRemedy(Shell.word(name), holder.text("dm/uuid"));
    }
    if (holder.name().startsWith("md")) {
      return "mdadm --stop " + holder.node(roots);
    }
    return "stop " + holder.node(roots) + ", which is built on it";
  }

  /** The prefix of the UUID names the owner of the device (lvm2, cryptsetup, multipath-tools). */
  private static String deviceMapperRemedy(String name, @Nullable String uuid) {
    String owner = uuid == null ? "" : uuid.split("-", 2)[0];
    return switch (owner) {
      case "LVM" -> "vgchange -an " + volumeGroup(name);
      case "CRYPT" -> "cryptsetup close " + name;
      case "mpath" -> "multipath -f " + name;
      default -> "dmsetup remove " + name;
    };
  }

  /**
   * In {@code group-volume} a hyphen that belongs to a name is doubled (lvm2, dm_build_dm_name).
   */
  private static String volumeGroup(String name) {
    return name.replaceFirst("(?<!-)-(?!-).*$", "").replace("--", "-");
  }
}
