package dev.wipeit.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LeftOutTest {

  @Test
  void namesWhatIsMissingWhomItConcernsAndHowToGetIt() {
    String text =
        LeftOut.text(
            List.of(
                "needs the program mkfs.ext4\tGuardIT",
                "needs the program tmux\tSignalIT",
                "needs the program tmux\tConsentIT",
                "needs the program tmux\tConsentIT",
                "needs /dev/fuse\tStallIT",
                "needs the C library fuse3 with its headers\tStallIT",
                "needs Debian's kernel in /root: src/test/lab/kernel\tMachineIT",
                "needs root\tLinuxKernelIT"));
    assertTrue(text.contains("  ConsentIT SignalIT: needs the program tmux\n"), text);
    assertTrue(text.contains("  LinuxKernelIT: needs root\n"), text);
    assertTrue(text.contains("as root: .ci/run\n"), text);
    assertTrue(text.contains("apt-get install e2fsprogs fuse3 libfuse3-dev tmux\n"), text);
    assertTrue(text.contains("  and: src/test/lab/kernel\n"), text);
  }
}
