package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.wipeit.testing.RecordedMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code list --all --json} on every recorded machine. Each expectation was checked by hand against
 * its tree; what is found is left in {@code target/machines} where it differs.
 */
class RecordedMachinesTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  static List<String> machines() {
    return List.of(
        "sata-hdd",
        "sata-ssd",
        "sas",
        "nvme-namespaces",
        "nvme-multipath",
        "usb-stick",
        "usb-bridge",
        "emmc",
        "virtio",
        "lvm-luks-md",
        "btrfs",
        "zfs",
        "dm-multipath",
        "4kn",
        "520-byte",
        "zoned",
        "optical",
        "loop-partitions",
        "zram",
        "iscsi",
        "broken");
  }

  @ParameterizedTest
  @MethodSource("machines")
  void everyFactIsAsOnTheMachine(String name) throws IOException {
    String found = found(RecordedMachine.of(name, folder));
    Path left = Path.of("target/machines", name + ".json");
    Files.createDirectories(left.getParent());
    Files.writeString(left, found);
    assertEquals(RecordedMachine.text(name + ".json"), found);
  }

  private String found(RecordedMachine machine) throws IOException {
    Path state = folder.resolve("state");
    CommandLineRun run =
        CommandLineRun.on(machine.roots(), machine.kernel(), state, "list", "--all", "--json");
    assertEquals(0, run.exitCode(), run.err());
    ArrayNode disks = MAPPER.createArrayNode();
    for (String line : run.out().lines().toList()) {
      JsonNode disk = MAPPER.readTree(machine.shown(line.replace(state.toString(), "/state")));
      disks.add(disk);
    }
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(disks) + "\n";
  }
}
