package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.wipeit.testing.FakeMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "/, root",
    "/srvx, root",
    "/srv, srv",
    "/srv/data/x, top",
    "/srv/dat, srv",
  })
  void theDeepestAndOfThoseTheTopmostMountHoldsAPath(String path, String source)
      throws IOException {
    FakeMachine machine = new FakeMachine(folder);
    machine.noMounts();
    machine.mount("1 1 8:4 / /srv/data rw - ext4 hidden rw");
    machine.mount("1 1 8:1 / / rw - ext4 root rw");
    machine.mount("1 1 8:2 / /srv rw - ext4 srv rw");
    machine.mount("1 1 8:5 / /srv/data rw - ext4 top rw");
    assertEquals(source, Mounts.read(machine.roots()).holding(path).source());
  }

  @Test
  void aPathThatNoMountHoldsIsHeldByNone() throws IOException {
    FakeMachine machine = new FakeMachine(folder);
    machine.noMounts();
    assertNull(Mounts.read(machine.roots()).holding("/"));
  }

  @Test
  void aNamespaceIsNamedByItsLowestProcess() throws IOException {
    FakeMachine machine = new FakeMachine(folder);
    machine.process("10", "late", "mnt:[2]");
    machine.process("9", "early", "mnt:[2]");
    machine.foreignMount("9", "1 1 8:1 / / rw - ext4 other rw");
    assertEquals("9 (early)", Mounts.read(machine.roots()).all().get(1).process());
  }

  @Test
  void whereOurOwnNamespaceIsNotShownOthersAreReadAllTheSame() throws IOException {
    FakeMachine machine = new FakeMachine(folder);
    Files.delete(machine.path("proc/1000/ns/mnt"));
    machine.process("78", "sh", "mnt:[1]");
    machine.foreignMount("78", "1 1 8:1 / / rw - ext4 other rw");
    assertEquals(2, Mounts.read(machine.roots()).all().size());
  }
}
