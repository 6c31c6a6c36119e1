package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.sys.Errno;
import dev.wipeit.testing.FakeMachine;
import dev.wipeit.testing.FakeMachine.Folder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentsTest {

  private static final byte[] NOTHING = new byte[512 << 10];

  @TempDir Path folder;
  private FakeMachine machine;
  private Folder sdb;

  @BeforeEach
  void aDrive() throws IOException {
    machine = new FakeMachine(folder);
    sdb = machine.disk("sdb", "8:16").contents(NOTHING);
  }

  private List<String> lines(BlockDevice device) {
    List<String> lines = new Contents(machine.roots(), machine.kernel()).lines(device);
    assertEquals(Set.of(), machine.kernel().openNow());
    return lines.stream().map(machine::shown).toList();
  }

  private BlockDevice device() throws IOException {
    return new Devices(machine.roots(), machine.kernel()).inspect(machine.dev("sdb"), false);
  }

  private static byte[] swap() {
    byte[] head = new byte[8192];
    byte[] magic = "SWAPSPACE2".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(magic, 0, head, 4086, magic.length);
    return head;
  }

  @Test
  void nothingIsSaid() throws IOException {
    assertEquals(List.of("nothing recognised"), lines(device()));
  }

  @Test
  void partitionsComeWithTheirSizesInNaturalOrder() throws IOException {
    sdb.partition("sdb10", "8:26").contents(NOTHING);
    sdb.partition("sdb2", "8:18").contents(swap()).attribute("size", "3");
    machine.kernel().readsAtMost(1000);
    assertEquals(
        List.of("sdb2: 1.5 KiB, swap area", "sdb10: 512 MiB, nothing recognised"), lines(device()));
  }

  @Test
  void udevIsBelievedWhereItKnows() throws IOException {
    sdb.contents(swap());
    machine.udev("8:16", "E:ID_FS_TYPE=ext4", "E:ID_FS_LABEL=my data");
    assertEquals(List.of("ext4 'my data'"), lines(device()));
    machine.udev("8:16", "E:ID_FS_TYPE=ext4");
    assertEquals(List.of("ext4"), lines(device()));
  }

  @Test
  void whatCannotBeReadIsSaid() throws IOException {
    sdb.partition("sdb1", "8:17");
    machine.kernel().failsOpen(machine.dev("sdb").toString(), Errno.EACCES);
    assertEquals(
        List.of(
            "could not be read (open /dev/sdb: EACCES (permission denied))",
            "sdb1: 512 MiB, could not be read (pread: EIO (input/output error))"),
        lines(device()));
  }

  @Test
  void aNodeOfAnotherDeviceIsNotRead() throws IOException {
    BlockDevice device = device();
    machine.kernel().file(machine.dev("sdb").toString(), FakeMachine.blockDevice("8:32"));
    assertEquals(
        List.of("could not be read (/dev/sdb is not the device 8:16, but 8:32)"), lines(device));
  }

  @Test
  void aDriveWithoutAMediumIsNotOpened() throws IOException {
    sdb.attribute("size", "0");
    machine.kernel().failsOpen(machine.dev("sdb").toString(), Errno.ENOMEDIUM);
    assertEquals(List.of("nothing recognised"), lines(device()));
  }

  @Test
  void aDeviceThatHasGoneIsSaid() throws IOException {
    BlockDevice device = device();
    Files.delete(machine.path("sys/dev/block/8:16"));
    assertEquals(List.of("could not be read (/sys/dev/block/8:16)"), lines(device));
  }

  @Test
  void anImageFileIsProbed() throws IOException {
    machine.write("disk.img", "x");
    String path = machine.path("disk.img").toString();
    machine.kernel().file(path, FakeMachine.regularFile("8:2", 5, 10));
    machine.kernel().contents(path, swap());
    BlockDevice image = new Devices(machine.roots(), machine.kernel()).inspect(Path.of(path), true);
    assertEquals(List.of("swap area"), lines(image));
    machine.kernel().failsOpen(path, Errno.EACCES);
    assertEquals(
        List.of("could not be read (open /disk.img: EACCES (permission denied))"), lines(image));
  }
}
