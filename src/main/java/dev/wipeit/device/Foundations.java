package dev.wipeit.device;

import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a device lies on: whoever writes to it writes to these. Nothing is opened but loop devices,
 * for reading.
 */
public final class Foundations {

  private final SystemRoots roots;
  private final Kernel kernel;
  private final Sysfs sysfs;
  private final Devices devices;

  /**
   * @param roots where the kernel shows itself
   * @param kernel tells what loop devices are over
   */
  public Foundations(SystemRoots roots, Kernel kernel) {
    this.roots = roots;
    this.kernel = kernel;
    this.sysfs = new Sysfs(roots);
    this.devices = new Devices(roots, kernel);
  }

  /**
   * The disk itself, or that of a partition; then those under a mapped device, an array, or a loop
   * device over a device, through all layers. None for an image file.
   *
   * @throws IOException if sysfs does not know one of them any more
   */
  public List<BlockDevice> of(BlockDevice device) throws IOException {
    Map<DeviceNumber, BlockDevice> found = new LinkedHashMap<>();
    if (device.kind() != DeviceKind.IMAGE_FILE) {
      collect(sysfs.device(device.number()).disk(), found);
    }
    return List.copyOf(found.values());
  }

  private void collect(SysDevice disk, Map<DeviceNumber, BlockDevice> found) throws IOException {
    if (found.containsKey(disk.number())) {
      return;
    }
    found.put(disk.number(), devices.describe(disk, Attributes.lenient()));
    for (SysDevice below : disk.foundations()) {
      collect(below.disk(), found);
    }
    @Nullable LoopStatus status = disk.isLoop() ? LoopStatus.of(disk, roots, kernel) : null;
    if (status != null && status.backingDevice() != null) {
      collect(sysfs.device(status.backingDevice()).disk(), found);
    }
  }
}
