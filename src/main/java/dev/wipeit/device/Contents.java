package dev.wipeit.device;

import dev.wipeit.sys.Kernel;
import dev.wipeit.units.ByteSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is on a device, so that a person can recognise it before it is wiped. Devices are
 * opened for reading only, and only their first 512 KiB are read. Safe for use by several threads.
 */
public final class Contents {

  private final SystemRoots roots;
  private final Kernel kernel;

  /**
   * @param roots where the kernel shows itself
   * @param kernel reads the devices
   */
  public Contents(SystemRoots roots, Kernel kernel) {
    this.roots = roots;
    this.kernel = kernel;
  }

  /**
   * What is on the device, one line per item: what its own first bytes say, then each partition
   * with its size and what is on it. Never empty; what could not be read says so.
   */
  public List<String> lines(BlockDevice device) {
    List<String> lines = new ArrayList<>();
    if (device.kind() == DeviceKind.IMAGE_FILE) {
      lines.addAll(ofImage(device));
    } else {
      lines.addAll(ofDevice(device));
    }
    return lines.isEmpty() ? List.of("nothing recognised") : List.copyOf(lines);
  }

  private List<String> ofImage(BlockDevice image) {
    try (OpenDevice open = OpenDevice.open(image.node(), kernel)) {
      return Signatures.recognised(open.read(0, Signatures.HEAD_BYTES));
    } catch (IOException e) {
      return List.of("could not be read (" + e.getMessage() + ")");
    }
  }

  private List<String> ofDevice(BlockDevice device) {
    try {
      SysDevice entry = new Sysfs(roots).device(device.number());
      List<String> lines = new ArrayList<>(probed(entry));
      for (SysDevice partition : entry.partitions()) {
        lines.add(partition(partition));
      }
      return lines;
    } catch (IOException e) {
      return List.of("could not be read (" + e.getMessage() + ")");
    }
  }

  private String partition(SysDevice partition) throws IOException {
    List<String> found = probed(partition);
    String what = found.isEmpty() ? "nothing recognised" : String.join(", ", found);
    return partition.name() + ": " + new ByteSize(partition.sizeBytes()) + ", " + what;
  }

  /** What udev found out, else what the device's own bytes say. */
  private List<String> probed(SysDevice device) throws IOException {
    UdevRecord udev = UdevRecord.of(device.number(), roots);
    String type = udev.text("ID_FS_TYPE");
    if (type != null) {
      return List.of(fromUdev(type, udev.text("ID_FS_LABEL")));
    }
    if (device.sizeBytes() == 0) {
      return List.of();
    }
    try (OpenDevice open = OpenDevice.open(device.node(roots), device.number(), kernel)) {
      return Signatures.recognised(open.read(0, Signatures.HEAD_BYTES));
    } catch (IOException e) {
      return List.of("could not be read (" + e.getMessage() + ")");
    }
  }

  private static String fromUdev(String type, @Nullable String label) {
    return type + (label == null ? "" : " '" + label + "'");
  }
}
