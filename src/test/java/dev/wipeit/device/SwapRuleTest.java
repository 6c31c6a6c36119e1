package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.testing.FakeMachine;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwapRuleTest extends GuardedDrive {

  @Test
  void aSwapPartitionIsRefused() throws IOException {
    machine.kernel().file("/dev/swap link", FakeMachine.blockDevice("8:18"));
    machine.kernel().file("/dev/sdc1", FakeMachine.blockDevice("8:33"));
    machine.swap("/dev/swap\\040link");
    machine.swap("/dev/sdc1");
    assertEquals(
        List.of("SWAP: /dev/swap link is in use as swap [swapoff '/dev/swap link']"),
        refused("sdb"));
  }

  @Test
  void aSwapFileOnItIsRefused() throws IOException {
    machine.kernel().file("/srv/swapfile", FakeMachine.regularFile("8:17", 7, 9));
    machine.swap("/srv/swapfile");
    assertEquals(
        List.of("SWAP: /srv/swapfile, on /dev/sdb1 is in use as swap [swapoff /srv/swapfile]"),
        refused("sdb"));
  }

  @Test
  void aSwapFileUnderALoopDeviceIsRefused() throws IOException {
    machine.loop(3, "/srv/a.img", FakeMachine.encoded("8:32"), 7);
    machine.kernel().file("/srv/a.img", FakeMachine.regularFile("8:32", 7, 9));
    machine.swap("/srv/a.img");
    assertEquals(
        List.of("SWAP: /srv/a.img, on /dev/loop3 is in use as swap [swapoff /srv/a.img]"),
        refused("loop3"));
  }

  @Test
  void aSwapAreaThatCannotBeToldCountsAsInUse() throws IOException {
    machine.swap("/gone\\040(deleted)");
    assertEquals(
        List.of(
            "UNKNOWN: /dev/sdb may be in use: cannot tell where the swap area /gone (deleted)"
                + " is: ENOENT (no such file) [run as root, with sysfs and procfs mounted]"),
        refused("sdb"));
  }

  @Test
  void aTableWithoutEvenAHeadingIsEmpty() throws IOException {
    machine.write("proc/swaps", "");
    assertEquals(List.of(), refused("sdb"));
  }
}
