package dev.wipeit.device;

import dev.wipeit.drive.DeviceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The controllers that lead to an NVMe namespace. With the kernel's own multipath the disk belongs
 * to a subsystem, whose folder has a link to each controller; without it, to one controller
 * (drivers/nvme/host: multipath.c, core.c).
 */
final class NvmePaths {

  private static final Pattern CONTROLLER = Pattern.compile("nvme[0-9]+");

  /** The kernel's name of a transport over no network (nvme_pci_ctrl_ops, apple.c). */
  private static final List<String> LOCAL = List.of("pcie", "apple-nvme");

  private NvmePaths() {}

  /** Whether its controllers are in this machine; what does not say so is taken to be. */
  static boolean isLocal(SysDevice disk) {
    for (Path controller : controllers(disk)) {
      String transport = text(controller, "transport");
      if (transport != null) {
        return LOCAL.contains(transport);
      }
    }
    return true;
  }

  /** The folders of its controllers, sorted; empty where it has gone. */
  static List<Path> controllers(SysDevice disk) {
    Path device = disk.folder().resolve("device");
    try {
      Path real = device.toRealPath();
      if (CONTROLLER.matcher(KernelFiles.nameOf(real)).matches()) {
        return List.of(real);
      }
      List<Path> controllers = new ArrayList<>();
      for (Path entry : KernelFiles.entries(real)) {
        if (CONTROLLER.matcher(KernelFiles.nameOf(entry)).matches()) {
          controllers.add(entry.toRealPath());
        }
      }
      return controllers;
    } catch (IOException gone) {
      return List.of();
    }
  }

  /** A line for each way, where there are several: {@code nvme1 tcp traddr=10.0.0.1 (live)}. */
  static List<String> lines(SysDevice disk) {
    List<Path> controllers = disk.name().startsWith("nvme") ? controllers(disk) : List.of();
    return controllers.size() < 2 ? List.of() : controllers.stream().map(NvmePaths::line).toList();
  }

  private static String line(Path controller) {
    StringBuilder line = new StringBuilder(KernelFiles.nameOf(controller));
    for (String attribute : List.of("transport", "address")) {
      String text = text(controller, attribute);
      if (text != null) {
        line.append(' ').append(text);
      }
    }
    String state = text(controller, "state");
    return state == null ? line.toString() : line.append(" (").append(state).append(')').toString();
  }

  private static @Nullable String text(Path controller, String attribute) {
    return DeviceText.normalised(KernelFiles.textIfAny(controller.resolve(attribute)));
  }
}
