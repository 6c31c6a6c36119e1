package dev.wipeit.cli;

import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.device.DiskFacts;
import dev.wipeit.journal.EventJson;
import dev.wipeit.journal.FlushPolicy;
import dev.wipeit.journal.HostFacts;
import dev.wipeit.journal.Journal;
import dev.wipeit.journal.RunFacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the record of a run is told that is no event: the process, the device, the result. */
final class Records {

  private final Machine machine;

  Records(Machine machine) {
    this.machine = machine;
  }

  /** The journals of this process, begun; what was recovered is told. */
  Journal begin(StateDirectory state, FlushPolicy policy, Report report) {
    Journal journal =
        new Journal(state, policy, this::host, machine.clock(), System::nanoTime, report::warning);
    journal.start(recovered -> recovered.lines().forEach(report::message));
    return journal;
  }

  private HostFacts host() {
    return HostFacts.of(
        BuildVersion.number(), machine.roots().proc().resolve("sys/kernel"), machine.env());
  }

  /** What is known of a device before its run begins. */
  RunFacts facts(BlockDevice device, String key, DriveState before) {
    return new RunFacts(key, () -> device(device), health("start", before));
  }

  private Map<String, @Nullable Object> device(BlockDevice device) {
    DeviceIdentity identity = device.identity();
    Map<String, @Nullable Object> fields =
        Json.object(
            "path", device.path().toString(),
            "node", device.node().toString(),
            "number", device.number().toString(),
            "kind", device.kind().name().toLowerCase(Locale.ROOT),
            "model", identity.model(),
            "serial", identity.serial(),
            "wwn", identity.wwn(),
            "total_size", device.sizeBytes(),
            "logical_sector", device.logicalSectorBytes(),
            "physical_sector", device.physicalSectorBytes(),
            "type", device.type().kind().label());
    try {
      fields.putAll(facts(machine.disk(device).facts()));
    } catch (IOException gone) {
      // The run itself tells what becomes of the device.
      fields.put("transport", null);
    }
    return fields;
  }

  private static Map<String, @Nullable Object> facts(DiskFacts facts) {
    return Json.object(
        "transport", facts.transport().id(),
        "vendor", facts.vendor(),
        "firmware", facts.firmware(),
        "slot", facts.slot(),
        "rotational", facts.rotational());
  }

  private static List<EventJson> health(String when, DriveState state) {
    Map<String, @Nullable Object> fields = Json.object("when", when);
    fields.putAll(state.json());
    return fields.get("health") == null && fields.get("hidden_areas") == null
        ? List.of()
        : List.of(new EventJson("health", fields));
  }

  /** The last lines of a run: its health at the end, and its result. */
  static List<EventJson> end(DeviceResult result) {
    List<EventJson> last = new ArrayList<>();
    if (result.drive() != null) {
      last.addAll(health("end", result.drive().after()));
    }
    last.add(new EventJson("device_result", Summary.json(result)));
    return last;
  }
}
