package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.testing.FakeMachine;
import dev.wipeit.testing.FakeMachine.Folder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine of which every text is an attack on the terminal that shows it. */
class ListEscapesTest {

  /** Clear the screen, in seven bits and in one of eight; a title; text from right to left. */
  private static final String EVIL =
      "E\u001b[2JV\u009b2JI\u001b]0;x\u0007L\u202etxt\u200b\u2028\r\b\u0000\u007f";

  @TempDir Path folder;
  private FakeMachine machine;

  @BeforeEach
  void everythingIsEvil() throws IOException {
    machine = new FakeMachine(folder);
    Folder disk = machine.disk("sdb", "8:16");
    for (String attribute :
        List.of("model", "vendor", "serial", "wwid", "rev", "state", "firmware_rev")) {
      disk.attribute("device/" + attribute, attribute + EVIL);
    }
    disk.attribute("queue/zoned", EVIL).attribute("queue/rotational", EVIL);
    String fileName = EVIL.replace("\u0000", "");
    disk.attribute("device/enclosure_device:" + fileName, "");
    machine.link(machine.path("dev/disk/by-id/x" + fileName), Path.of("../../sdb"));
    udev("8:16");
    Folder partition = disk.partition("sdb1", "8:17");
    udev("8:17");
    Folder holder = machine.virtual("dm-0", "253:0");
    holder.attribute("dm/name", "name" + EVIL).attribute("dm/uuid", EVIL + "-x");
    holder.attribute("queue/zoned", "none");
    partition.heldBy(holder);
    machine.mount("30 22 253:0 / /mnt" + fileName + " rw - ext4 /x rw");
    Folder broken = machine.disk("sdc", "8:32").attribute("size", "many" + EVIL);
    broken.attribute("device/model", "broken");
    machine.loop(0, "/file" + fileName, FakeMachine.encoded("8:17"), 7);
    Folder nvme = machine.disk("nvme0n1", "259:9");
    machine.write("sys/class/s/nvme1/address", EVIL);
    machine.write("sys/class/s/nvme1/transport", "tcp" + EVIL);
    machine.write("sys/class/s/nvme1/state", "live" + EVIL);
    machine.link(nvme.folder().resolve("device"), machine.path("sys/class/s/nvme1"));
    machine.write("sys/devices/virtual/block/sdz/dev", EVIL);
    machine.link(machine.path("sys/block/sdz"), machine.path("sys/devices/virtual/block/sdz"));
  }

  private void udev(String number) {
    List<String> lines = new ArrayList<>();
    for (String key :
        List.of("ID_MODEL", "ID_FS_TYPE", "ID_FS_LABEL", "ID_PATH", "ID_WWN", "ID_REVISION")) {
      lines.add("E:" + key + "=" + key + EVIL);
    }
    machine.udev(number, lines.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "list --all", "list --all -v", "list --all --json", "--list"})
  void noControlCharacterReachesTheTerminal(String arguments) throws IOException {
    CommandLineRun run = run(arguments.split(" "));
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("sdb"), run.out());
    assertClean(run.out());
    assertClean(run.err());
    assertTrue(run.err().contains("sdz"), "what is no device is told: " + run.err());
  }

  @Test
  void everyTextIsStillThere() throws IOException {
    // The guard would say nothing else than that it cannot tell what this is.
    machine.delete("sys/block/sdz");
    String sheet = run("list", "--all", "-v").out();
    for (String part :
        List.of(
            "model", "serial", "wwid", "rev", "state", "name", "/mnt", "ID_FS_LABEL", "/file")) {
      assertTrue(sheet.contains(part + "E[2JV"), part + " in\n" + sheet);
    }
  }

  /** A script must be able to use a path as it is. */
  @Test
  void jsonHasPathsAsTheyAre() throws IOException {
    String line =
        run("list", "--json").out().lines().filter(l -> l.contains("sdb")).findFirst().get();
    JsonNode disk = new ObjectMapper().readTree(line);
    assertTrue(disk.get("by_id").get(0).asText().endsWith("/x" + EVIL.replace("\u0000", "")), line);
    assertTrue(disk.get("mounts").get(0).asText().startsWith("/mntE\u001b[2JV\u009b2J"), line);
  }

  private CommandLineRun run(String... arguments) throws IOException {
    return CommandLineRun.on(machine.roots(), machine.kernel(), folder.resolve("state"), arguments);
  }

  private static void assertClean(String text) {
    text.codePoints()
        .filter(c -> c != '\n')
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean acts =
                  type == Character.CONTROL
                      || type == Character.FORMAT
                      || type == Character.LINE_SEPARATOR
                      || type == Character.PARAGRAPH_SEPARATOR;
              assertTrue(!acts, () -> Integer.toHexString(c) + " in " + escaped(text));
            });
  }

  private static String escaped(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
        .replaceAll("[^\\n -~]", "?");
  }
}
