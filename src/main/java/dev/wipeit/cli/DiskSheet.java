package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.BlockTree;
import dev.wipeit.device.DeviceText;
import dev.wipeit.device.Disk;
import dev.wipeit.device.DiskFacts;
import dev.wipeit.device.Refusal;
import dev.wipeit.units.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a disk, a fact a line. Each section adds its own lines; what is not known is
 * left out.
 */
final class DiskSheet {

  private static final int NAME_COLUMNS = 11;

  private final DiskEntry entry;
  private final BlockDevice device;
  private final DiskFacts facts;
  private final List<String> lines = new ArrayList<>();

  private DiskSheet(DiskEntry entry) {
    this.entry = entry;
    this.device = entry.disk().device();
    this.facts = entry.disk().facts();
  }

  static List<String> lines(DiskEntry entry) {
    DiskSheet sheet = new DiskSheet(entry);
    sheet.lines.add(DeviceText.shown(entry.node()));
    sheet.identity();
    sheet.properties();
    sheet.uses();
    sheet.verdict();
    return sheet.lines;
  }

  private void identity() {
    row("model", device.identity().model());
    row("vendor", facts.vendor());
    row("serial", device.identity().serial() == null ? "none" : device.identity().serial());
    row("WWN", device.identity().wwn());
    row("firmware", facts.firmware());
    rows("by-id", facts.byId().stream().map(link -> link.getFileName() + "").toList());
  }

  private void properties() {
    if (!facts.unreadable().contains("size")) {
      row("size", DeviceSheet.size(device.sizeBytes()));
    }
    row(
        "sectors",
        device.logicalSectorBytes() + " bytes, " + device.physicalSectorBytes() + " inside");
    row(
        "type",
        device.type().kind().label()
            + " (confidence: "
            + device.type().confidence()
            + "; "
            + device.type().evidence()
            + ")");
    row("bus", facts.transport().label());
    row("slot", facts.slot());
    rows("paths", facts.paths());
    row("features", features());
  }

  private String features() {
    List<String> features = new ArrayList<>();
    if (facts.rotational() != null) {
      features.add(facts.rotational() ? "rotational" : "not rotational");
    }
    features.add("zones: " + facts.zoned().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    features.add("discard: " + most(facts.discardMaxBytes()));
    features.add("write zeroes: " + most(facts.writeZeroesMaxBytes()));
    if (device.removable()) {
      features.add("removable");
    }
    if (device.readOnly()) {
      features.add("read-only");
    }
    return String.join(", ", features);
  }

  private static String most(long bytes) {
    return bytes == 0 ? "no" : "up to " + new ByteSize(bytes);
  }

  private void uses() {
    BlockTree tree = entry.tree();
    if (tree != null) {
      rows("on it", TreeText.lines(tree));
    }
  }

  private void verdict() {
    rows("trouble", facts.troubles());
    rows("same drive", entry.others().stream().map(DiskSheet::node).toList());
    PendingRun run = entry.pending();
    if (run != null) {
      row(
          "saved run",
          String.format(Locale.ROOT, "%s, %s, %.2f %% done", run.run(), run.method(), run.percent())
              + (run.isGoingOn() ? ", going on" : ", interrupted"));
    }
    List<String> reasons = new ArrayList<>();
    for (Refusal refusal : entry.refusals()) {
      reasons.add("no: " + refusal.detail() + " (" + refusal.remedy() + ")");
    }
    rows("can wipe", reasons.isEmpty() ? List.of("yes") : reasons);
  }

  private static String node(Disk disk) {
    return disk.device().node().toString();
  }

  private void row(String name, @Nullable String value) {
    if (value != null) {
      rows(name, List.of(value));
    }
  }

  /** The name stands before the first alone. */
  private void rows(String name, List<String> values) {
    String start = name;
    for (String value : values) {
      String indent = value.substring(0, value.length() - value.stripLeading().length());
      lines.add(
          "  "
              + start
              + " ".repeat(NAME_COLUMNS - start.length())
              + indent
              + DeviceText.shown(value));
      start = "";
    }
  }
}
