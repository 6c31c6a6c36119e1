package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.RecordedMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiskTableTest {

  @TempDir Path folder;

  static List<String> machines() {
    return RecordedMachinesTest.machines();
  }

  private List<DiskEntry> disks(String name) throws IOException {
    RecordedMachine recorded = RecordedMachine.of(name, folder);
    Machine machine = new Console().machine(recorded.roots(), recorded.kernel());
    return new DiskEntries(machine, folder.resolve("state")).read(true, false);
  }

  private List<String> lines(List<DiskEntry> disks, int columns) throws IOException {
    // A recorded machine has the temporary folder in its nodes, which no machine has.
    String root = folder.toRealPath().toString();
    return new DiskTable(columns, true, node -> node.replace(root, "")).lines(disks);
  }

  @ParameterizedTest
  @MethodSource("machines")
  void hasARowForEachDiskAndFits(String name) throws IOException {
    List<DiskEntry> disks = disks(name);
    for (int columns = 20; columns <= 140; columns++) {
      List<String> lines = lines(disks, columns);
      assertEquals(disks.size() + 1, lines.size());
      for (String line : lines) {
        assertTrue(line.length() <= columns, columns + ": " + line);
      }
    }
  }

  @Test
  void keepsTheStatusInFortyColumns() throws IOException {
    assertEquals(
        List.of(
            "DEVICE        SIZE  SERIAL  STATUS",
            "/dev/sdb  3.63 TiB  \u202612345  free",
            "/dev/sdc  3.63 TiB  \u202612346  offline",
            "/dev/sdd  3.63 TiB  \u2026XYZ12  free"),
        lines(disks("sas"), 40));
  }

  @Test
  void keepsTheStatusInTwentyFourColumns() throws IOException {
    for (String line : lines(disks("virtio"), 24).subList(1, 3)) {
      assertTrue(line.matches(".*  (free|system disk)"), line);
    }
  }

  @Test
  void showsTheSerialNumberWholeInEightyColumns() throws IOException {
    assertEquals(
        List.of(
            "DEVICE        SIZE  TYPE  BUS  MODEL             SERIAL                STATUS",
            "/dev/sdb  3.63 TiB  HDD   SAS  ST4000NM0025      ZC1A04BC0000C8312345  free",
            "/dev/sdc  3.63 TiB  HDD   SAS  ST4000NM0025      ZC1A04BD0000C8312346  offline",
            "/dev/sdd  3.63 TiB  HDD   SAS  HGST HUS724040AL  PN1334PBGXYZ12        free"),
        lines(disks("sas"), 80));
  }

  @Test
  void putsThePathsOfADriveTogether() throws IOException {
    assertEquals(
        List.of(
            "DEVICE            SIZE  TYPE     BUS      MODEL       SERIAL        STATUS",
            "/dev/dm-0      200 GiB  virtual  virtual  -           -             held",
            "/dev/dm-1   199.99 GiB  virtual  virtual  -           -             offline",
            "/dev/sdb       200 GiB  HDD      FC       LUN C-Mode  80D7A]KjYhJR  held",
            "+ /dev/sdd     200 GiB  HDD      FC       LUN C-Mode  80D7A]KjYhJR  held",
            "/dev/sdc       200 GiB  HDD      FC       LUN C-Mode  80D7A]KjYhJS  free"),
        lines(disks("dm-multipath"), 80));
  }

  @Test
  void givesUpModelAndBusBeforeTheEndOfTheSerialNumber() throws IOException {
    List<DiskEntry> disks = disks("sas");
    assertEquals("/dev/sdb  3.63 TiB  HDD   ST4000N…  …312345  free", lines(disks, 52).get(1));
    assertEquals("/dev/sdb  3.63 TiB  …12345  free", lines(disks, 38).get(1));
  }

  @Test
  void saysWhatCannotBeTold() throws IOException {
    String row = lines(disks("broken"), 80).get(3);
    assertTrue(row.matches("/dev/sdc +[?]  [?]  +ATA .* in doubt"), row);
  }
}
