package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.Contents;
import dev.wipeit.device.DeviceKind;
import dev.wipeit.device.Guard;
import dev.wipeit.device.Refusal;
import dev.wipeit.units.ByteSize;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The disks and the guard's verdict on each. Opens nothing for writing. */
final class DiskReport {

  private final Machine machine;
  private final Guard guard;
  private final PrintStream out;

  /**
   * @param state the state directory; the disk below it cannot be wiped
   */
  DiskReport(Machine machine, Path state) {
    this.machine = machine;
    this.guard = new Guard(machine.roots(), machine.kernel(), state);
    this.out = machine.streams().out();
  }

  void print(boolean all, boolean verbose) throws IOException {
    List<BlockDevice> devices = devices(all);
    if (devices.isEmpty()) {
      out.println("No disk was found." + (all ? "" : " (--all shows loop devices too.)"));
    }
    for (BlockDevice device : devices) {
      if (verbose) {
        new DeviceSheet(machine).lines(device).forEach(out::println);
      } else {
        out.println(fit(line(device)));
      }
      verdict(device).forEach(out::println);
    }
  }

  private String line(BlockDevice device) {
    @Nullable String model = device.identity().model();
    @Nullable String serial = device.identity().serial();
    return String.format(
        Locale.ROOT,
        "%-14s %10s  %-8s  %s  %s",
        device.node(),
        new ByteSize(device.sizeBytes()),
        device.type().kind().label(),
        model == null ? "-" : model,
        serial == null ? "no serial" : "serial " + serial);
  }

  private List<String> verdict(BlockDevice device) {
    List<Refusal> refusals = guard.refusals(device, false);
    return refusals.isEmpty()
        ? List.of("  can be wiped")
        : refusals.stream().map(refusal -> fit("  no: " + refusal.detail())).toList();
  }

  /** Cut to the screen, where there is one. */
  private String fit(String line) {
    if (!machine.kernel().isTerminal(1)) {
      return line;
    }
    int columns = machine.columns();
    return line.length() <= columns ? line : line.substring(0, Math.max(1, columns - 1));
  }

  void printJson(boolean all) throws IOException {
    for (BlockDevice device : devices(all)) {
      List<Refusal> refusals = guard.refusals(device, false);
      DriveState state = DriveState.of(machine, device);
      out.println(
          Json.line(
              Json.object(
                  "type", "disk",
                  "path", device.node().toString(),
                  "name", device.name(),
                  "number", device.number().toString(),
                  "kind", device.kind().name().toLowerCase(Locale.ROOT),
                  "drive_type", device.type().kind().label(),
                  "confidence", device.type().confidence().name(),
                  "evidence", device.type().evidence(),
                  "model", device.identity().model(),
                  "serial", device.identity().serial(),
                  "wwn", device.identity().wwn(),
                  "size", device.sizeBytes(),
                  "logical_sector_size", device.logicalSectorBytes(),
                  "physical_sector_size", device.physicalSectorBytes(),
                  "read_only", device.readOnly(),
                  "removable", device.removable(),
                  "contents", new Contents(machine.roots(), machine.kernel()).lines(device),
                  "health", DriveState.json(state.health()),
                  "hidden_areas", DriveState.json(state.areas()),
                  "can_be_wiped", refusals.isEmpty(),
                  "refusals",
                      refusals.stream()
                          .map(
                              refusal ->
                                  Json.object(
                                      "reason",
                                      refusal.reason().name().toLowerCase(Locale.ROOT),
                                      "detail",
                                      refusal.detail(),
                                      "remedy",
                                      refusal.remedy()))
                          .toList())));
    }
  }

  private List<BlockDevice> devices(boolean all) throws IOException {
    return machine.devices().list().stream()
        .filter(device -> all || device.kind() == DeviceKind.DISK)
        .toList();
  }
}
