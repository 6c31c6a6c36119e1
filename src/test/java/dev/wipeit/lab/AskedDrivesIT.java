package dev.wipeit.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.testing.ProgramResult;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What emulated drives of every kind say of themselves, as the packaged program shows it. */
@Tag("emulated")
final class AskedDrivesIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MIB = 1 << 20;
  private static final int SIZE = 8 * MIB;

  private static Rack rack;
  private static Machine machine;

  @BeforeAll
  static void boot() throws IOException {
    rack = new Rack();
    Drive nvme = rack.drive(DriveKind.NVME, "NVME-1", SIZE);
    machine =
        rack.boot(
            nvme,
            rack.namespace(nvme, 2, SIZE),
            rack.drive(DriveKind.SATA, "SATA-1", SIZE).with("wwn", 0x5000c500a1b2c3d4L),
            rack.drive(DriveKind.SCSI, "SCSI-1", SIZE).with("wwn", 0x5000c500a1b2c3d5L),
            rack.drive(DriveKind.VIRTIO, "VIRTIO-1", SIZE),
            rack.drive(DriveKind.USB, "USB-1", SIZE),
            rack.drive(DriveKind.USB, "STICK-1", SIZE).with("removable", true));
  }

  @AfterAll
  static void off() throws IOException {
    if (rack != null) {
      rack.close();
    }
  }

  /** The drives by their serials, with the number of the namespace behind that of an NVMe drive. */
  private static Map<String, JsonNode> listed(String command) throws IOException {
    ProgramResult list = machine.run(command).expectExit(0);
    Map<String, JsonNode> drives = new HashMap<>();
    for (String line : list.out().lines().toList()) {
      JsonNode drive = MAPPER.readTree(line);
      String name = drive.path("name").asText();
      String suffix = name.startsWith("nvme") ? "/" + name.replaceFirst(".*n", "") : "";
      drives.put(drive.path("serial").asText() + suffix, drive);
    }
    return drives;
  }

  @Test
  void everyDriveIsAskedInItsOwnLanguage() throws IOException {
    Map<String, JsonNode> drives = listed("wipeit list --json");

    JsonNode nvme = drives.get("NVME-1/1");
    assertEquals(
        MAPPER.readTree(
            """
            {"failing": false, "warnings": [], "reallocated_sectors": null,
             "pending_sectors": null, "media_errors": 0, "percentage_used": 0,
             "temperature_celsius": 50, "critical_celsius": 100, "power_on_hours": 0}"""),
        nvme.get("health"));
    assertEquals(SIZE, nvme.at("/hidden_areas/reported_size").asInt());

    JsonNode sata = drives.get("SATA-1");
    assertEquals("naa.5000c500a1b2c3d4", sata.get("wwn").asText());
    assertFalse(sata.at("/health/failing").asBoolean(true));
    assertEquals(31, sata.at("/health/temperature_celsius").asInt());
    assertEquals(0, sata.at("/health/reallocated_sectors").asInt(-1));
    assertEquals(SIZE, sata.at("/hidden_areas/native_size").asInt());
    assertEquals(0, sata.at("/hidden_areas/hpa").asInt(-1));

    JsonNode scsi = drives.get("SCSI-1");
    assertEquals("naa.5000c500a1b2c3d5", scsi.get("wwn").asText());
    assertEquals(SIZE, scsi.at("/hidden_areas/reported_size").asInt());
    assertTrue(scsi.get("health").isNull());

    assertEquals(SIZE, drives.get("USB-1").at("/hidden_areas/reported_size").asInt());
    assertTrue(drives.get("STICK-1").get("health").isNull());
    assertTrue(drives.get("VIRTIO-1").get("health").isNull());
    assertTrue(drives.get("VIRTIO-1").get("hidden_areas").isNull());
  }

  /** hdparm, smartctl and nvme are programs of others that ask the same. */
  @Test
  void othersAreToldTheSame() throws IOException {
    Map<String, JsonNode> drives = listed("wipeit list --json");
    JsonNode sata = drives.get("SATA-1");
    String max = machine.run("hdparm -N $(disk SATA-1)").expectExit(0).out();
    assertTrue(max.contains("max sectors   = 16384/16384"), max);
    assertEquals(16384L * 512, sata.at("/hidden_areas/native_size").asLong());
    JsonNode smart = MAPPER.readTree(machine.run("smartctl -j -a $(disk SATA-1)").out());
    assertEquals(
        smart.at("/temperature/current").asInt(-1), sata.at("/health/temperature_celsius").asInt());
    assertEquals(
        smart.at("/power_on_time/hours").asInt(-1), sata.at("/health/power_on_hours").asInt());
    assertEquals(
        smart.at("/smart_status/passed").asBoolean(), !sata.at("/health/failing").asBoolean());
    String wwn = machine.run("hdparm -I $(disk SATA-1)").expectExit(0).out();
    assertTrue(wwn.contains(sata.get("wwn").asText().substring("naa.".length())), wwn);

    JsonNode log =
        MAPPER.readTree(machine.run("nvme smart-log -o json $(disk NVME-1 1)").expectExit(0).out());
    JsonNode nvme = drives.get("NVME-1/1").get("health");
    assertEquals(log.get("temperature").asInt() - 273, nvme.get("temperature_celsius").asInt());
    assertEquals(log.get("power_on_hours").asLong(), nvme.get("power_on_hours").asLong());
  }

  @Test
  void theSheetSaysIt() throws IOException {
    String sheets = machine.run("wipeit list -v").expectExit(0).out();
    assertTrue(sheets.contains("  health     good, 50 C (limit 100), 0 h on"), sheets);
    assertTrue(sheets.contains("  hidden     nothing\n"), sheets);
  }

  @Test
  void namesComeFromTheDriveWhereUdevHasNone() throws IOException {
    Map<String, JsonNode> drives =
        listed("unshare -m sh -c 'mount -t tmpfs none /run/udev && exec wipeit list --json'");
    // The kernel asks USB drives for no pages: of these sysfs has but the USB descriptor.
    assertTrue(drives.containsKey("USB-1"), drives.toString());
    assertTrue(drives.containsKey("STICK-1"), drives.toString());
    assertEquals("naa.5000c500a1b2c3d4", drives.get("SATA-1").get("wwn").asText());
  }

  @Test
  void whoMayNotAskIsStillShownTheDrives() throws IOException {
    ProgramResult list =
        machine
            .run(
                "cp $(command -v wipeit) /tmp/w && chmod 755 /tmp/w && setpriv --reuid=65534 --clear-groups /tmp/w list --json")
            .expectExit(0);
    assertTrue(list.out().contains("\"serial\":\"SATA-1\""), list.out());
    assertFalse(list.out().contains("\"temperature_celsius\""), list.out());
  }

  @Test
  void theResultHasTheHealthAtTheStartAndAtTheEnd() throws IOException {
    ProgramResult wipe =
        machine
            .run("wipeit wipe --yes --serial SATA-1 --reveal-hidden --json $(disk SATA-1)")
            .expectExit(0);
    JsonNode last = MAPPER.readTree(wipe.out().lines().reduce((a, b) -> b).orElseThrow());
    JsonNode drive = last.at("/devices/0");
    assertEquals(31, drive.at("/health_before/temperature_celsius").asInt());
    assertEquals(31, drive.at("/health_after/temperature_celsius").asInt());
    assertEquals("nothing_hidden", drive.get("reveal_hidden").asText());
  }
}
