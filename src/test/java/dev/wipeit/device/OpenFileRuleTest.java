package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.testing.FakeMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenFileRuleTest extends GuardedDrive {

  @Test
  void aWriterIsNamedOnce() throws IOException {
    machine.process("78", "qemu-system-x86", "mnt:[1]");
    machine.openFile("78", 3, "/dev/sdb1", "0100002", FakeMachine.blockDevice("8:17"));
    machine.openFile("78", 4, "/dev/sdb", "0100001", FakeMachine.blockDevice("8:16"));
    assertEquals(
        List.of(
            "OPEN_ELSEWHERE: /dev/sdb1 is open for writing in process 78 (qemu-system-x86)"
                + " [end that process, or have it close the file]"),
        refused("sdb"));
  }

  @Test
  void readersOtherDevicesAndOurselvesAreNoReason() throws IOException {
    machine.ownOpenFile(3, "/dev/sdb", "0100002", FakeMachine.blockDevice("8:16"));
    machine.process("78", "blkid", "mnt:[1]");
    machine.openFile("78", 3, "/dev/sdb", "0100000", FakeMachine.blockDevice("8:16"));
    machine.openFile("78", 4, "/dev/sdc", "0100002", FakeMachine.blockDevice("8:32"));
    machine.openFile("78", 5, "socket:[123]", "02", FakeMachine.blockDevice("8:16"));
    machine.openFile("78", 6, "/dev/sdb", "0100002", FakeMachine.blockDevice("8:16"));
    machine.kernel().forget(machine.path("proc/78/fd/6").toString());
    machine.write("proc/78/fd/7", "no link");
    machine.link(machine.path("proc/78/fd/8"), Path.of("/no/fdinfo"));
    assertEquals(List.of(), refused("sdb"));
  }

  @Test
  void aWriterOfTheFileUnderALoopDeviceIsNamed() throws IOException {
    machine.loop(3, "/a.img", FakeMachine.encoded("8:32"), 5);
    machine.process("78", "", "mnt:[1]");
    machine.openFile("78", 3, "/a.img", "02", FakeMachine.regularFile("8:32", 5, 9));
    assertEquals(
        List.of(
            "OPEN_ELSEWHERE: the file under /dev/loop3 is open for writing in process 78"
                + " [end that process, or have it close the file]"),
        refused("loop3"));
  }
}
