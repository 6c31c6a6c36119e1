package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.LoopOptions;
import dev.wipeit.testing.Mounted;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.Requires;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.testing.Terminal;
import dev.wipeit.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the list tells of this machine's devices beside what lsblk, udevadm and blkid tell, for
 * every fact that both have. It looks only, and writes to nothing but a loop device of its own.
 */
class ListFactsIT {

  private static final long MIB = 1 << 20;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final Map<String, String> TRANSPORTS =
      Map.of("fc", "fibre_channel", "fcoe", "fibre_channel", "sbp", "firewire", "spi", "scsi");

  /** lsblk's column, and the key of the list; those that are told in the same way. */
  private static final Map<String, String> SAME =
      Map.of(
          "path", "path",
          "name", "name",
          "maj:min", "number",
          "size", "size",
          "log-sec", "logical_sector_size",
          "phy-sec", "physical_sector_size",
          "zoned", "zoned",
          "disc-max", "discard_max_bytes",
          "rota", "rotational",
          "ro", "read_only");

  /** Told by both where both know it. */
  private static final Map<String, String> SAME_IF_ANY =
      Map.of("model", "model", "serial", "serial", "vendor", "vendor", "rev", "firmware");

  @Test
  void tellsWhatLsblkTellsOfEveryDisk() throws IOException {
    Requires.tool("lsblk");
    try (LoopDevice device = LoopDevice.create(16 * MIB, 4096)) {
      Map<String, JsonNode> disks = disks(device);
      Map<String, JsonNode> theirs = lsblk(device);
      assertTrue(disks.containsKey(device.name()), disks.keySet().toString());
      Set<String> both = new HashSet<>(disks.keySet());
      both.retainAll(theirs.keySet());
      assertTrue(both.contains(device.name()), theirs.keySet().toString());
      for (String name : both) {
        compare(theirs.get(name), disks.get(name));
      }
      // What is in use or is a drive is in both lists.
      for (String name : theirs.keySet()) {
        boolean part = theirs.get(name).get("type").asText().equals("part");
        assertTrue(part || disks.containsKey(name), name + " is missing");
      }
    }
  }

  @Test
  void tellsWhatLsblkAndBlkidTellOfPartitionsAndFileSystems() throws IOException {
    Requires.root();
    Requires.tool("lsblk");
    Requires.tool("blkid");
    try (LoopDevice device = LoopDevice.create(64 * MIB, LoopOptions.USUAL.withPartitions())) {
      Path first = device.addPartition(1, 2048, 65536);
      Path second = device.addPartition(2, 67584, 32768);
      Mounted.makeExt4(first);
      try (Mounted mounted = Mounted.device(first, "rw")) {
        JsonNode disk = disks(device).get(device.name());
        assertEquals(List.of(mounted.point().toString()), texts(disk.get("mounts")));
        List<JsonNode> nodes = List.of(disk.get("tree").get("children").get(0), last(disk));
        Map<String, JsonNode> theirs = lsblk(device);
        for (JsonNode node : nodes) {
          JsonNode their = theirs.get(node.get("name").asText());
          assertEquals(their.get("size"), node.get("size"));
          assertEquals(their.get("type"), node.get("kind"));
          assertEquals(places(their), texts(node.get("mounts")));
          assertEquals(their.get("path"), node.get("path"));
        }
        compareSignature(first, nodes.get(0));
        compareSignature(second, nodes.get(1));
        assertEquals("mounted", disk.get("refusals").get(0).get("reason").asText());
      }
    }
  }

  @Test
  void tellsWhatUdevadmTellsOfEveryDisk() throws IOException {
    Requires.tool("udevadm");
    try (LoopDevice device = LoopDevice.create(MIB)) {
      for (JsonNode disk : disks(device).values()) {
        compareWithUdev(disk);
      }
    }
  }

  private static void compareWithUdev(JsonNode disk) throws IOException {
    Map<String, String> udev = new LinkedHashMap<>();
    String sys = "/sys/dev/block/" + disk.get("number").asText();
    for (String line : Tool.run("udevadm", "info", sys).succeeded().output().lines().toList()) {
      if (line.startsWith("E: ")) {
        String[] pair = line.substring(3).split("=", 2);
        udev.put(pair[0], pair[1]);
      }
    }
    assertEquals(udev.get("DEVNAME"), disk.get("path").asText());
    assertEquals(udev.get("MAJOR") + ":" + udev.get("MINOR"), disk.get("number").asText());
    assertEquals("disk", udev.get("DEVTYPE"));
    if (udev.containsKey("ID_SERIAL_SHORT") && !disk.get("serial").isNull()) {
      assertEquals(udev.get("ID_SERIAL_SHORT"), disk.get("serial").asText());
    }
    if (udev.containsKey("ID_PART_TABLE_TYPE")) {
      String table = udev.get("ID_PART_TABLE_TYPE").replace("dos", "mbr");
      assertEquals(table, disk.get("partition_table").asText());
    }
  }

  @Test
  void everyObjectIsAsTheSchemaSays() throws IOException {
    ListSchema schema = ListSchema.read();
    try (LoopDevice device = LoopDevice.create(MIB)) {
      Map<String, JsonNode> disks = disks(device);
      assertTrue(disks.containsKey(device.name()));
      for (JsonNode disk : disks.values()) {
        assertEquals(List.of(), schema.faults(disk));
      }
    }
  }

  @Test
  void theTableFitsTheTerminal() throws IOException {
    Requires.tool("tmux");
    try (LoopDevice device = LoopDevice.create(MIB);
        Terminal terminal = Program.with("list", "--all").inTerminal(80, 40)) {
      assertEquals(0, terminal.awaitExit());
      List<String> lines = terminal.screen().lines().filter(line -> !line.isBlank()).toList();
      assertTrue(lines.get(0).matches("DEVICE +SIZE .* STATUS *"), terminal.screen());
      for (JsonNode disk : disks(device).values()) {
        String start = disk.get("path").asText() + " ";
        assertEquals(1, lines.stream().filter(line -> line.startsWith(start)).count(), start);
      }
      String row = lines.stream().filter(l -> l.startsWith(device.node() + " ")).findFirst().get();
      assertTrue(row.strip().endsWith("free"), row);
    }
  }

  @Test
  void showsTheRunThatADiskIsIn(@TempDir Path state) throws IOException {
    try (LoopDevice device = LoopDevice.create(16 * MIB)) {
      Program wipe = Program.with("--yes", "--max-rate", "2M", device.node().toString());
      try (RunningProgram running = wipe.stateDirectory(state).start()) {
        running.awaitStderr("begins at byte", Duration.ofSeconds(30));
        JsonNode disk = disk(device, state);
        assertEquals(running.javaPid(), disk.get("pending_run").get("pid").asLong());
        assertEquals("being_wiped", disk.get("refusals").get(0).get("reason").asText());
        assertFalse(disk.get("can_be_wiped").asBoolean());
        running.signal("INT");
        running.awaitExit(Duration.ofSeconds(20)).expectExit(130);
      }
      JsonNode disk = disk(device, state);
      assertEquals(List.of(), ListSchema.read().faults(disk));
      assertEquals("random", disk.get("pending_run").get("method").asText());
      assertTrue(disk.get("pending_run").get("pid").isNull(), disk.toString());
      assertTrue(disk.get("can_be_wiped").asBoolean(), disk.toString());
      String table = Program.with("list", "--all").stateDirectory(state).run().out();
      String row = table.lines().filter(l -> l.startsWith(device.node() + " ")).findFirst().get();
      assertTrue(row.matches(".* [0-9]+ % done"), row);
    }
  }

  private static JsonNode disk(LoopDevice device, Path state) throws IOException {
    Program list = Program.with("list", "--all", "--json").stateDirectory(state);
    for (String line : list.run().expectExit(0).outLines()) {
      JsonNode disk = MAPPER.readTree(line);
      if (disk.get("name").asText().equals(device.name())) {
        return disk;
      }
    }
    throw new AssertionError(device + " is not listed");
  }

  private static void compare(JsonNode theirs, JsonNode ours) {
    SAME.forEach(
        (column, key) -> {
          if (theirs.has(column) && !theirs.get(column).isNull()) {
            assertEquals(theirs.get(column), ours.get(key), column + " of " + theirs.get("name"));
          }
        });
    assertEquals(theirs.get("rm").asBoolean(), ours.get("removable").asBoolean());
    SAME_IF_ANY.forEach(
        (column, key) -> {
          if (!theirs.path(column).isNull() && !ours.get(key).isNull()) {
            assertEquals(theirs.get(column).asText().strip(), ours.get(key).asText(), column);
          }
        });
    if (!theirs.path("wwn").isNull() && !ours.get("wwn").isNull()) {
      String plain = ours.get("wwn").asText().replaceFirst("^naa\\.", "0x");
      assertEquals(theirs.get("wwn").asText(), plain);
    }
    if (!theirs.path("tran").isNull()) {
      String tran = theirs.get("tran").asText();
      assertEquals(TRANSPORTS.getOrDefault(tran, tran), ours.get("transport").asText());
    }
    JsonNode tree = ours.get("tree");
    assertEquals(theirs.get("type"), tree.get("kind"));
    assertEquals(places(theirs), texts(tree.get("mounts")), theirs.get("name").asText());
    if (!theirs.path("fstype").isNull()) {
      assertEquals(theirs.get("fstype"), tree.get("signatures").path(0).path("type"));
      assertEquals(theirs.get("label"), tree.get("signatures").path(0).path("label"));
    }
  }

  /** blkid reads the bytes itself, whether udev runs or not. */
  private static void compareSignature(Path node, JsonNode ours) throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    Tool blkid = Tool.run("blkid", "--probe", "--output", "export", node.toString());
    blkid
        .output()
        .lines()
        .filter(line -> line.contains("="))
        .forEach(line -> found.put(line.split("=", 2)[0], line.split("=", 2)[1]));
    JsonNode signature = ours.get("signatures").path(0);
    assertEquals(found.get("TYPE"), signature.path("type").textValue());
    assertEquals(found.get("LABEL"), signature.path("label").textValue());
  }

  /** Loop devices of others come and go. */
  private static boolean isSteady(String name, LoopDevice own) {
    return !name.startsWith("loop") || (name + "p").startsWith(own.name() + "p");
  }

  private static Map<String, JsonNode> disks(LoopDevice own) throws IOException {
    Map<String, JsonNode> disks = new LinkedHashMap<>();
    for (String line : Program.run("list", "--all", "--json").expectExit(0).outLines()) {
      JsonNode disk = MAPPER.readTree(line);
      if (isSteady(disk.get("name").asText(), own)) {
        disks.put(disk.get("name").asText(), disk);
      }
    }
    assertFalse(disks.isEmpty());
    return disks;
  }

  private static Map<String, JsonNode> lsblk(LoopDevice own) throws IOException {
    String json = Tool.run("lsblk", "-J", "-O", "-b").succeeded().output();
    Map<String, JsonNode> devices = new LinkedHashMap<>();
    add(devices, MAPPER.readTree(json).get("blockdevices"));
    devices.keySet().removeIf(name -> !isSteady(name, own));
    return devices;
  }

  private static void add(Map<String, JsonNode> devices, JsonNode tree) {
    for (JsonNode device : tree) {
      devices.put(device.get("kname").asText(), device);
      add(devices, device.path("children"));
    }
  }

  /** Without the swap, which is no place. */
  private static List<String> places(JsonNode theirs) {
    return texts(theirs.get("mountpoints")).stream()
        .filter(place -> place.startsWith("/"))
        .toList();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(
        text -> {
          if (!text.isNull()) {
            texts.add(text.asText());
          }
        });
    return texts.stream().sorted().toList();
  }

  private static JsonNode last(JsonNode disk) {
    JsonNode children = disk.get("tree").get("children");
    return children.get(children.size() - 1);
  }
}
