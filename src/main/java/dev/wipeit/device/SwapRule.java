package dev.wipeit.device;

import dev.wipeit.device.Layers.Layer;
import dev.wipeit.device.Refusal.Reason;
import dev.wipeit.device.Swaps.Area;
import dev.wipeit.drive.DeviceText;
import dev.wipeit.sys.FileStatus;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses what is swapped to: a device, or a swap file on it. */
final class SwapRule implements Rule {

  private final SystemRoots roots;
  private final Kernel kernel;

  SwapRule(SystemRoots roots, Kernel kernel) {
    this.roots = roots;
    this.kernel = kernel;
  }

  @Override
  public List<Refusal> refusals(Subject subject) throws IOException {
    List<Refusal> refusals = new ArrayList<>();
    for (Area area : Swaps.read(roots, kernel)) {
      Layer layer = layer(subject, area);
      if (layer != null) {
        refusals.add(refusal(area, area.status().isBlockDevice() ? "" : ", on " + layer.chain()));
      }
    }
    return refusals;
  }

  static Refusal refusal(Area area, String where) {
    return new Refusal(
        Reason.SWAP,
        DeviceText.shown(area.name()) + where + " is in use as swap",
        "swapoff " + Shell.word(area.name()));
  }

  private static @Nullable Layer layer(Subject subject, Area area) throws IOException {
    FileStatus status = area.status();
    Layers layers = subject.layers();
    if (status.isBlockDevice()) {
      return layers.among(Set.of(Numbers.ofNode(status)));
    }
    DeviceNumber filesystem = Numbers.ofFilesystem(status);
    Layer loop = layers.overFile(filesystem, status.inode());
    return loop == null
        ? layers.among(subject.filesystems().devicesUnder(Path.of(area.name()), filesystem))
        : loop;
  }
}
