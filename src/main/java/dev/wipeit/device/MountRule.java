package dev.wipeit.device;

import dev.wipeit.device.Layers.Layer;
import dev.wipeit.device.Refusal.Reason;
import dev.wipeit.drive.DeviceText;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses what is mounted, here or in another mount namespace. */
final class MountRule implements Rule {

  @Override
  public List<Refusal> refusals(Subject subject) {
    Map<String, Refusal> byPlace = new LinkedHashMap<>();
    Set<Layer> mountedHere = new HashSet<>();
    for (Mount mount : subject.mounts().all()) {
      Layer layer = subject.layers().among(subject.filesystems().devicesOf(mount));
      // Other namespaces mostly repeat what is mounted here.
      boolean repeats = mount.process() != null && mountedHere.contains(layer);
      if (layer != null && !repeats) {
        if (mount.process() == null) {
          mountedHere.add(layer);
        }
        byPlace.putIfAbsent(layer.chain() + " on " + mount.point(), refusal(layer, mount));
      }
    }
    return List.copyOf(byPlace.values());
  }

  private static Refusal refusal(Layer layer, Mount mount) {
    String detail = layer.chain() + " is mounted on " + DeviceText.shown(mount.point());
    String umount = "umount " + Shell.word(mount.point());
    String process = mount.process();
    if (process == null) {
      return new Refusal(Reason.MOUNTED, detail, umount);
    }
    String number = process.split(" ", 2)[0];
    return new Refusal(
        Reason.MOUNTED,
        detail + " in the mount namespace of process " + process,
        "nsenter -t " + number + " -m " + umount);
  }
}
