package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecondPathRuleTest extends GuardedDrive {

  private static final String REMEDY =
      " [wipe it through its multipath device, or detach one of the two]";

  @Test
  void anEqualWwnIsRefusedForTheDiskAndItsPartitions() throws IOException {
    sdb.attribute("device/wwid", "naa.5");
    machine.disk("sdc", "8:32").attribute("device/wwid", "naa.5");
    String expected =
        "SECOND_PATH: /dev/sdb and /dev/sdc say that they are the same drive (serial unknown,"
            + " WWN naa.5, 1073741824 bytes)"
            + REMEDY;
    assertEquals(List.of(expected), refused("sdb"));
    assertEquals(List.of(expected), refused("sdb1"));
  }

  @Test
  void anEqualSerialAndSizeIsRefused() throws IOException {
    sdb.attribute("device/serial", "S1").attribute("wwid", "eui.1");
    machine.disk("sdc", "8:32").attribute("device/serial", "S1");
    assertEquals(
        List.of(
            "SECOND_PATH: /dev/sdb and /dev/sdc say that they are the same drive (serial S1, WWN"
                + " eui.1, 1073741824 bytes)"
                + REMEDY),
        refused("sdb"));
  }

  @Test
  void otherDrivesAreNoReason() throws IOException {
    sdb.attribute("device/serial", "S1").attribute("wwid", "eui.1");
    machine.disk("sdc", "8:32").attribute("device/serial", "S1").attribute("wwid", "eui.2");
    machine.disk("sdd", "8:48").attribute("device/serial", "S1").attribute("size", "8");
    machine.disk("sde", "8:64").attribute("device/serial", "S2");
    machine.disk("sdf", "8:80");
    machine.virtual("dm-0", "252:0").attribute("serial", "S1");
    assertEquals(List.of(), refused("sdb"));
    assertEquals(List.of(), refused("sdf"));
    assertEquals(List.of(), refused("dm-0"));
  }

  @Test
  void aPathThatStandsByCanHaveNoSize() throws IOException {
    sdb.attribute("device/serial", "S1");
    machine.disk("sdc", "8:32").attribute("device/serial", "S1").attribute("size", "0");
    assertEquals(1, refused("sdb").size());
  }

  @Test
  void theSlotsOfACardReaderAreNotOneDrive() throws IOException {
    sdb.attribute("device/serial", "058F63666485").attribute("removable", "1");
    for (String name : List.of("sdc", "sdd")) {
      machine
          .disk(name, name.equals("sdc") ? "8:32" : "8:48")
          .attribute("device/serial", "058F63666485")
          .attribute("removable", "1")
          .attribute("size", "0");
    }
    assertEquals(List.of(), refused("sdb"));
    assertEquals(
        List.of("NO_MEDIUM: /dev/sdc has no medium: its size is 0 [insert a medium]"),
        refused("sdc"));
  }

  @Test
  void whatIsBrokenOfAnotherDiskIsNoReason() throws IOException {
    sdb.attribute("device/serial", "S1");
    machine.disk("sdc", "8:32").attribute("size", "many").attribute("queue/zoned", "?");
    assertEquals(List.of(), refused("sdb"));
  }
}
