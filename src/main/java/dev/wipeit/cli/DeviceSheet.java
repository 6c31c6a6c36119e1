package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.Contents;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.units.ByteSize;
import java.util.ArrayList;
import java.util.List;

/** What an operator is shown of one device before it is touched. */
final class DeviceSheet {

  private final Machine machine;

  DeviceSheet(Machine machine) {
    this.machine = machine;
  }

  List<String> lines(BlockDevice device) {
    DeviceIdentity identity = device.identity();
    List<String> lines = new ArrayList<>();
    boolean renamed = !device.node().equals(device.path());
    lines.add(device.path() + (renamed ? " (" + device.node() + ")" : ""));
    if (identity.model() != null) {
      lines.add(row("model", identity.model()));
    }
    lines.add(row("serial", identity.serial() == null ? "none" : identity.serial()));
    if (identity.wwn() != null) {
      lines.add(row("WWN", identity.wwn()));
    }
    lines.add(row("size", size(device.sizeBytes())));
    lines.add(
        row(
            "type",
            device.type().kind().label()
                + " (confidence: "
                + device.type().confidence()
                + "; "
                + device.type().evidence()
                + ")"));
    List<String> contents = new Contents(machine.roots(), machine.kernel()).lines(device);
    for (int i = 0; i < contents.size(); i++) {
      lines.add(row(i == 0 ? "contents" : "", contents.get(i)));
    }
    lines.addAll(DriveState.of(machine, device).lines());
    return lines;
  }

  static String size(long bytes) {
    return new ByteSize(bytes) + " (" + bytes + " bytes)";
  }

  static String row(String name, String value) {
    return "  " + name + " ".repeat(Math.max(1, 10 - name.length())) + value;
  }
}
