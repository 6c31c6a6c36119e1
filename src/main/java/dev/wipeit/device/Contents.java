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
  private List<String> probed(SysDevice device) {
    return content(device).lines();
  }

  /** What is on a device itself: what udev found out, else what its own first bytes say. */
  Content content(SysDevice device) {
    UdevRecord udev = UdevRecord.ofIfAny(device.number(), roots);
    String type = udev.text("ID_FS_TYPE");
    PartitionTable table = device.isPartition() ? PartitionTable.NONE : PartitionTable.of(udev);
    if (type != null) {
      Found found = new Found(type, type, udev.text("ID_FS_LABEL"));
      return new Content(table == null ? PartitionTable.NONE : table, List.of(found), null);
    }
    String closed = whyNotRead(device);
    return closed == null ? read(device, table) : new Content(table, List.of(), closed);
  }

  private Content read(SysDevice device, @Nullable PartitionTable table) {
    try {
      if (device.sizeBytes() == 0) {
        return new Content(table, List.of(), null);
      }
      try (OpenDevice open = OpenDevice.open(device.node(roots), device.number(), kernel)) {
        return Signatures.content(open.read(0, Signatures.HEAD_BYTES));
      }
    } catch (IOException e) {
      return new Content(table, List.of(), String.valueOf(e.getMessage()));
    }
  }

  /** A read of these would wait for ever. */
  private static @Nullable String whyNotRead(SysDevice device) {
    if ("1".equals(device.text("dm/suspended"))) {
      return "it is suspended";
    }
    String state = device.text("device/state");
    return state == null || Facts.isWorking(state) ? null : "its state is " + state;
  }
}
