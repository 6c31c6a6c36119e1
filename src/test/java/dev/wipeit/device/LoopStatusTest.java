package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.wipeit.sys.Errno;
import dev.wipeit.testing.FakeMachine;
import dev.wipeit.testing.FakeMachine.Folder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopStatusTest {

  private static final DeviceNumber DISK = new DeviceNumber(8, 2);

  @TempDir Path folder;
  private FakeMachine machine;
  private Folder loop;

  @BeforeEach
  void aLoopDevice() throws IOException {
    machine = new FakeMachine(folder);
    loop = machine.loop(3, "/a.img", FakeMachine.encoded("8:2"), 77);
    machine.kernel().file("/a.img", FakeMachine.regularFile("8:2", 78, 9));
  }

  private LoopStatus status() throws IOException {
    LoopStatus status =
        LoopStatus.of(SysDevice.at(loop.folder()), machine.roots(), machine.kernel());
    assertEquals(Set.of(), machine.kernel().openNow());
    return status;
  }

  @Test
  void theDeviceItselfIsAskedFirst() throws IOException {
    assertEquals(new LoopStatus(new BackingFile(DISK, 77, 0), null), status());
    String node = machine.dev("loop3").toString();
    machine.kernel().loop(node, FakeMachine.encoded("0:6"), 5, 4096, FakeMachine.encoded("8:2"));
    assertEquals(new LoopStatus(new BackingFile(new DeviceNumber(0, 6), 5, 4096), DISK), status());
  }

  @Test
  void withoutPermissionItsFileIsLookedAt() throws IOException {
    machine.kernel().failsOpen(machine.dev("loop3").toString(), Errno.EACCES);
    loop.attribute("loop/offset", "512");
    assertEquals(new LoopStatus(new BackingFile(DISK, 78, 512), null), status());
    machine.kernel().file("/a.img", FakeMachine.blockDevice("8:2"));
    assertEquals(new LoopStatus(new BackingFile(new DeviceNumber(0, 6), 99, 512), DISK), status());
  }

  @Test
  void aNodeOfAnotherDeviceIsNotAsked() throws IOException {
    machine.kernel().file(machine.dev("loop3").toString(), FakeMachine.blockDevice("7:4"));
    assertEquals(78, status().file().inode());
    machine.kernel().file(machine.dev("loop3").toString(), FakeMachine.regularFile("7:3", 1, 1));
    assertEquals(78, status().file().inode());
  }

  @Test
  void aDeletedFileIsNotToldWithoutPermission() throws IOException {
    machine.kernel().failsOpen(machine.dev("loop3").toString(), Errno.EACCES);
    loop.attribute("loop/backing_file", "/a.img (deleted)");
    assertNull(status());
  }

  @ParameterizedTest
  @CsvSource({"0:0", "8:16", "8:255", "8:256", "7:1048575", "4095:1048575", "254:0"})
  void theKernelsEncodingIsUndone(String number) {
    assertEquals(DeviceNumber.parse(number), LoopStatus.decoded(FakeMachine.encoded(number)));
  }

  @Test
  void theEncodingIsThatOfTheKernel() {
    // 0x1abcd:0x... as new_encode_dev would write 259:0x12345.
    assertEquals(new DeviceNumber(259, 0x12345), LoopStatus.decoded(0x12310345L));
  }
}
