package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.sys.Errno;
import dev.wipeit.testing.RecordedMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryTest {

  @TempDir Path folder;

  private static Inventory of(RecordedMachine machine) {
    return new Inventory(machine.roots(), machine.kernel());
  }

  private static List<String> names(List<Disk> disks) {
    return disks.stream().map(disk -> disk.device().name()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "optical, sda, sda sr0",
    "zram, xvda, ram0 xvda zram0 zram1",
    "loop-partitions, vdb, loop0 loop1 vdb",
    "nvme-multipath, nvme0n1 nvme2n1, nvme0n1 nvme2n1",
    "lvm-luks-md, sda sdb, dm-0 dm-1 dm-2 md127 sda sdb"
  })
  void virtualAndOpticalOnesAreListedWhereTheyAreAskedFor(String name, String few, String all)
      throws IOException {
    Inventory inventory = of(RecordedMachine.of(name, folder));
    assertEquals(few, String.join(" ", names(inventory.list())));
    assertEquals(all, String.join(" ", names(inventory.look(true).disks())));
  }

  @Test
  void opensNoDrive() throws IOException {
    RecordedMachine machine = RecordedMachine.of("sas", folder);
    of(machine).look(true);
    assertEquals(Set.of(), machine.kernel().opened());
  }

  @Test
  void whatHasNoNumberIsAProblemOfItsOwn() throws IOException {
    RecordedMachine machine = RecordedMachine.of("sas", folder);
    machine.machine().write("sys/devices/virtual/block/sdz/dev", "eight");
    Path odd = machine.roots().sys().resolve("devices/virtual/block/sdz");
    machine.machine().link(machine.roots().sys().resolve("block/sdz"), odd);
    Inventory.Listing listing = of(machine).look(false);
    assertEquals(List.of("sdb", "sdc", "sdd"), names(listing.disks()));
    assertEquals(
        List.of("/sys/devices/virtual/block/sdz/dev: not a device number: 'eight'"),
        listing.problems().stream().map(machine::shown).toList());
  }

  @Test
  void failsWithoutSysfs() throws IOException {
    RecordedMachine machine = RecordedMachine.of("usb-bridge", folder);
    Files.delete(machine.roots().sys().resolve("block/sdf"));
    Files.delete(machine.roots().sys().resolve("block"));
    assertThrows(IOException.class, () -> of(machine).list());
  }

  @Test
  void pathsToOneDriveAreTogether() throws IOException {
    Inventory.Listing listing = of(RecordedMachine.of("dm-multipath", folder)).look(true);
    assertEquals(
        List.of(List.of("dm-0"), List.of("dm-1"), List.of("sdb", "sdd"), List.of("sdc")),
        listing.drives().stream().map(InventoryTest::names).toList());
  }

  @Test
  void aPartitionHasTheFactsOfItsDisk() throws IOException {
    RecordedMachine machine = RecordedMachine.of("sata-hdd", folder);
    BlockDevice partition =
        new Devices(machine.roots(), machine.kernel())
            .inspect(machine.roots().dev().resolve("sda2"), false);
    Disk disk = of(machine).of(partition);
    assertEquals(partition, disk.device());
    assertEquals(Transport.SATA, disk.facts().transport());
    assertEquals("1A01", disk.facts().firmware());
  }

  /** Every state that a drive can be in while the kernel takes it apart, or sets it up. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aDriveThatIsHalfGoneHidesNoOther(int seed) throws IOException {
    RecordedMachine machine = RecordedMachine.of("dm-multipath", folder);
    Path going = machine.roots().sys().resolve("block/sdb").toRealPath().resolve("../..");
    List<Path> files = filesBelow(going.normalize());
    Collections.shuffle(files, new Random(seed));
    Disk steady = of(machine).list().get(2);
    assertEquals("sdd", steady.device().name());
    for (Path file : files) {
      Files.delete(file);
      List<Disk> disks = of(machine).list();
      assertEquals(steady, disks.get(disks.size() - 1), "without " + file + ", seed " + seed);
      BlockTrees trees = new BlockTrees(machine.roots(), machine.kernel());
      for (Disk disk : disks) {
        assertTrue(trees.of(disk.device()).name().startsWith("sd"));
      }
    }
    assertEquals(List.of("sdc", "sdd"), names(of(machine).list()));
  }

  @Test
  void drivesThatComeAndGoWhileItReadsDisturbNoOther() throws Exception {
    RecordedMachine machine = RecordedMachine.of("dm-multipath", folder);
    Path sys = machine.roots().sys();
    Path device = sys.resolve("block/sdc").toRealPath();
    Path away = sys.resolve("away");
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger changes = new AtomicInteger();
    AtomicReference<Exception> failure = new AtomicReference<>();
    Thread kernel =
        new Thread(
            () -> {
              try {
                while (!done.get()) {
                  Files.move(device, away);
                  Files.move(away, device);
                  changes.incrementAndGet();
                }
              } catch (IOException e) {
                failure.set(e);
              }
            });
    Disk first = of(machine).list().get(0);
    kernel.start();
    int listed = 0;
    int seen = 0;
    try {
      while (listed < 200 || changes.get() < 200) {
        List<Disk> disks = of(machine).list();
        assertEquals(first, disks.get(0));
        seen += names(disks).contains("sdc") ? 1 : 0;
        listed++;
      }
    } finally {
      done.set(true);
      kernel.join();
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    assertTrue(seen > 0, "it was there at times");
  }

  @Test
  void whatCannotBeToldOfMountsIsSaid() throws IOException {
    RecordedMachine machine = RecordedMachine.of("loop-partitions", folder);
    machine.kernel().failsStatus("/srv/images/card.img", Errno.EACCES);
    Files.delete(machine.roots().proc().resolve("swaps"));
    BlockTrees trees = new BlockTrees(machine.roots(), machine.kernel());
    assertEquals(
        List.of(
            "what is under loop0 cannot be told: nothing tells what it is over",
            "what is swapped to cannot be told: /proc/swaps"),
        trees.problems().stream().map(machine::shown).toList());
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return new ArrayList<>(
          walk.filter(path -> !Files.isDirectory(path) || isLink(path)).toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isLink(Path path) {
    return Files.isSymbolicLink(path);
  }
}
