package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.sys.Errno;
import dev.wipeit.testing.FakeMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImageFileRuleTest extends GuardedDrive {

  private BlockDevice image;

  @BeforeEach
  void anImage() throws IOException {
    machine.write("images/disk.img", "content");
    Path path = machine.path("images/disk.img");
    machine.kernel().file(path.toString(), FakeMachine.regularFile("8:32", 5, 7));
    image = new Devices(machine.roots(), machine.kernel()).inspect(path, true);
  }

  @Test
  void isAllowedWhereNothingUsesIt() {
    machine.loop(1, "/other.img", FakeMachine.encoded("8:32"), 6);
    machine.idleLoop(2).attribute("loop/backing_file", "/gone (deleted)");
    machine.kernel().file("/swap", FakeMachine.regularFile("8:32", 6, 7));
    machine.swap("/swap");
    machine.process("78", "vi", "mnt:[1]");
    machine.openFile("78", 3, "/x", "02", FakeMachine.regularFile("8:32", 6, 9));
    machine.openFile("78", 4, "/x", "02", FakeMachine.regularFile("8:33", 5, 9));
    machine.openFile("78", 5, "/x", "02", FakeMachine.blockDevice("8:32"));
    assertEquals(List.of(), refused(image, false));
  }

  @Test
  void isRefusedUnderALoopDevice() throws IOException {
    machine.loop(1, "/other name", FakeMachine.encoded("8:32"), 5);
    machine.idleLoop(2).attribute("loop/backing_file", machine.path("images/disk.img").toString());
    machine.kernel().failsStatus(machine.path("images/disk.img").toString(), Errno.EACCES);
    assertEquals(
        List.of(
            "LOOP_BACKING: /dev/loop1 is a loop device over /images/disk.img [losetup -d"
                + " /dev/loop1]",
            "LOOP_BACKING: /dev/loop2 is a loop device over /images/disk.img [losetup -d"
                + " /dev/loop2]"),
        refused(image, false));
  }

  @Test
  void isRefusedAsSwapAndWhereItIsOpenForWriting() throws IOException {
    machine.kernel().file("/link", FakeMachine.regularFile("8:32", 5, 7));
    machine.swap("/link");
    machine.process("78", "vi", "mnt:[1]");
    machine.openFile("78", 3, "/x", "02", FakeMachine.regularFile("8:32", 5, 7));
    assertEquals(
        List.of(
            "SWAP: /link is in use as swap [swapoff /link]",
            "OPEN_ELSEWHERE: /images/disk.img is open for writing in process 78 (vi)"
                + " [end that process, or have it close the file]"),
        refused(image, false));
  }

  @Test
  void isRefusedWhereItIsEmptyOrReadOnly() {
    DeviceIdentity identity = image.identity();
    BlockDevice bad =
        new BlockDevice(
            image.path(),
            image.node(),
            image.name(),
            image.number(),
            image.kind(),
            image.type(),
            0,
            1,
            1,
            true,
            false,
            identity);
    assertEquals(
        List.of(
            "NO_MEDIUM: /images/disk.img is empty [name a file with content]",
            "READ_ONLY: /images/disk.img is read-only [chmod u+w "
                + Shell.word(bad.path().toString()).replace(folder.toString(), "")
                + "]"),
        refused(bad, false));
  }

  @Test
  void isRefusedWhereItsUsersCannotBeTold() throws IOException {
    Files.delete(machine.path("proc/swaps"));
    assertEquals(
        List.of(
            "UNKNOWN: /images/disk.img may be in use: /proc/swaps cannot be read"
                + " [run as root, with sysfs and procfs mounted]"),
        refused(image, false));
  }
}
