package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.testing.FakeMachine;
import dev.wipeit.testing.FakeMachine.Folder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A fake machine with one drive of two partitions, {@code sdb}, and the guard in front of it. */
class GuardedDrive {

  static final Path STATE = Path.of("/srv/no-such-folder/state");

  @TempDir Path folder;
  FakeMachine machine;
  Folder sdb;
  Folder sdb1;

  @BeforeEach
  void aDriveWithTwoPartitions() throws IOException {
    machine = new FakeMachine(folder);
    sdb = machine.disk("sdb", "8:16");
    sdb1 = sdb.partition("sdb1", "8:17");
    sdb.partition("sdb2", "8:18");
  }

  @AfterEach
  void leavesNothingOpen() {
    assertEquals(0, machine.kernel().openNow().size());
  }

  BlockDevice inspect(String name) throws IOException {
    return new Devices(machine.roots(), machine.kernel()).inspect(machine.dev(name), true);
  }

  Guard guard() {
    return new Guard(machine.roots(), machine.kernel(), STATE);
  }

  /** Every refusal as {@code REASON: detail [remedy]}. */
  List<String> refused(BlockDevice device, boolean partitionAllowed) {
    return guard().refusals(device, partitionAllowed).stream()
        .map(refusal -> refusal.reason() + ": " + refusal.detail() + " [" + refusal.remedy() + "]")
        .map(machine::shown)
        .toList();
  }

  List<String> refused(String name) throws IOException {
    return refused(inspect(name), true);
  }
}
