package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.BlockTree;
import dev.wipeit.device.Content;
import dev.wipeit.device.Contents;
import dev.wipeit.device.Disk;
import dev.wipeit.device.DiskFacts;
import dev.wipeit.device.DriveType;
import dev.wipeit.device.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A disk as a script is told of it; docs/list-schema.json has every key. */
final class DiskJson {

  private DiskJson() {}

  static Map<String, @Nullable Object> of(DiskEntry entry) {
    BlockDevice device = entry.disk().device();
    Map<String, @Nullable Object> json =
        Json.object(
            "type", "disk",
            "path", device.node().toString(),
            "name", device.name(),
            "number", device.number().toString(),
            "kind", word(device.kind()));
    json.putAll(type(device.type()));
    json.putAll(identity(entry.disk()));
    json.putAll(properties(device, entry.disk().facts()));
    json.putAll(uses(entry));
    json.putAll(verdict(entry));
    return json;
  }

  private static Map<String, @Nullable Object> type(DriveType type) {
    return Json.object(
        "drive_type", type.kind().label(),
        "confidence", type.confidence().name(),
        "evidence", type.evidence());
  }

  private static Map<String, @Nullable Object> identity(Disk disk) {
    return Json.object(
        "model", disk.device().identity().model(),
        "vendor", disk.facts().vendor(),
        "serial", disk.device().identity().serial(),
        "wwn", disk.device().identity().wwn(),
        "firmware", disk.facts().firmware(),
        "by_id", disk.facts().byId().stream().map(Object::toString).toList());
  }

  /** What sysfs does not say is null. */
  private static Map<String, @Nullable Object> properties(BlockDevice device, DiskFacts facts) {
    return Json.object(
        "size", known(facts, "size", device.sizeBytes()),
        "logical_sector_size",
            known(facts, "queue/logical_block_size", device.logicalSectorBytes()),
        "physical_sector_size",
            known(facts, "queue/physical_block_size", device.physicalSectorBytes()),
        "transport", facts.transport().id(),
        "slot", facts.slot(),
        "controllers", facts.paths(),
        "rotational", facts.rotational(),
        "zoned", word(facts.zoned()).replace('_', '-'),
        "discard_max_bytes", facts.discardMaxBytes(),
        "write_zeroes_max_bytes", facts.writeZeroesMaxBytes(),
        "read_only", known(facts, "ro", device.readOnly()),
        "removable", known(facts, "removable", device.removable()));
  }

  private static @Nullable Object known(DiskFacts facts, String attribute, Object value) {
    return facts.unreadable().contains(attribute) ? null : value;
  }

  private static Map<String, @Nullable Object> uses(DiskEntry entry) {
    BlockTree tree = entry.tree();
    return Json.object(
        "partition_table", tree == null ? null : table(tree.content()),
        "contents", tree == null ? List.of() : Contents.lines(tree),
        "mounts", tree == null ? List.of() : tree.allMounts(),
        "tree", tree == null ? null : node(tree));
  }

  private static Map<String, @Nullable Object> node(BlockTree tree) {
    Map<String, @Nullable Object> node =
        Json.object(
            "name", tree.name(),
            "path", tree.path(),
            "title", tree.title(),
            "kind", tree.kind(),
            "size", tree.sizeBytes(),
            "partition_table", table(tree.content()));
    node.put(
        "signatures",
        tree.content().found().stream()
            .map(found -> Json.object("type", found.type(), "label", found.label()))
            .toList());
    node.put("problem", tree.content().problem());
    node.put("mounts", tree.mounts());
    node.put("swap", tree.swap());
    node.put("children", tree.children().stream().map(DiskJson::node).toList());
    return node;
  }

  private static @Nullable String table(Content content) {
    return content.table() == null ? null : word(content.table());
  }

  private static Map<String, @Nullable Object> verdict(DiskEntry entry) {
    return Json.object(
        "other_paths",
            entry.others().stream().map(other -> other.device().node().toString()).toList(),
        "troubles", entry.disk().facts().troubles(),
        "pending_run", entry.pending() == null ? null : pending(entry.pending()),
        "can_be_wiped", entry.refusals().isEmpty(),
        "refusals", entry.refusals().stream().map(DiskJson::refusal).toList());
  }

  private static Map<String, @Nullable Object> pending(PendingRun run) {
    return Json.object(
        "run", run.run(),
        "method", run.method(),
        "progress_percent", run.percent(),
        "pid", run.isGoingOn() ? run.holder().getAsLong() : null);
  }

  private static Map<String, @Nullable Object> refusal(Refusal refusal) {
    return Json.object(
        "reason", word(refusal.reason()),
        "detail", refusal.detail(),
        "remedy", refusal.remedy());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
