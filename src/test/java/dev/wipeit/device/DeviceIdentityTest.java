package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceIdentityTest {

  private static DeviceIdentity of(String serial, String wwn, Long inode, long size) {
    BackingFile file = inode == null ? null : new BackingFile(new DeviceNumber(8, 2), inode, 0);
    return new DeviceIdentity(serial, wwn, null, size, file);
  }

  @ParameterizedTest
  @CsvSource({
    "S, , , 9, S, , , 9, true",
    "S, , , 9, S, W, , 9, true",
    "S, W, , 9, S, W, , 9, true",
    "S, W, , 9, S, X, , 9, false",
    "S, W, , 9, T, W, , 9, false",
    ", , 5, 9, , , 5, 9, true",
    ", , 5, 9, , , 6, 9, false",
    "S, , 5, 9, S, , 6, 9, false",
    "S, , , 9, S, , , 8, false",
    ", , , 9, , , , 9, false",
    "S, , , 9, , W, , 9, false",
  })
  void needsOneEqualProofAndNoDifferentOne(
      String serial,
      String wwn,
      Long inode,
      long size,
      String otherSerial,
      String otherWwn,
      Long otherInode,
      long otherSize,
      boolean same) {
    DeviceIdentity mine = of(serial, wwn, inode, size);
    DeviceIdentity other = of(otherSerial, otherWwn, otherInode, otherSize);
    assertEquals(same, mine.isSameDeviceAs(other));
    assertEquals(same, other.isSameDeviceAs(mine));
  }

  @Test
  void isProvableByAnyOfThem() {
    assertTrue(of("S", null, null, 9).isProvable());
    assertTrue(of(null, "W", null, 9).isProvable());
    assertTrue(of(null, null, 5L, 9).isProvable());
    assertFalse(of(null, null, null, 9).isProvable());
  }

  @Test
  void isDescribedInOneLine() {
    assertEquals("serial unknown, 9 bytes", of(null, null, null, 9).describe());
    assertEquals("serial S, WWN W, file 8:2 inode 5, 9 bytes", of("S", "W", 5L, 9).describe());
    assertEquals(
        "8:2 inode 5 from byte 512", new BackingFile(new DeviceNumber(8, 2), 5, 512).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8", "8:", ":8", "8:1:2", "a:b", "8;1"})
  void aDeviceNumberIsTwoNumbers(String text) {
    assertThrows(IllegalArgumentException.class, () -> DeviceNumber.parse(text));
  }

  @Test
  void aDeviceNumberReadsAsItPrints() {
    assertEquals(new DeviceNumber(8, 16), DeviceNumber.parse(" 8:16\n"));
    assertEquals("8:16", new DeviceNumber(8, 16).toString());
  }

  @Test
  void theRootsOfTheMachineAreTheUsualOnes() {
    assertEquals(
        new SystemRoots(Path.of("/sys"), Path.of("/proc"), Path.of("/dev"), Path.of("/run")),
        SystemRoots.ofMachine());
  }

  @Test
  void aRefusalNamesTheDeviceAndWhy() {
    Refusal refusal = new Refusal(Refusal.Reason.SWAP, "in use", "swapoff");
    RefusedException e = new RefusedException("/dev/sdb", List.of(refusal, refusal));
    assertEquals("/dev/sdb is refused: in use; in use", e.getMessage());
    assertEquals(2, e.refusals().size());
  }
}
