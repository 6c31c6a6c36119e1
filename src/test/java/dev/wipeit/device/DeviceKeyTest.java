package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceKeyTest {

  private static final BackingFile FILE = new BackingFile(new DeviceNumber(8, 2), 77, 512);

  private static String key(
      String name, DeviceKind kind, String serial, String wwn, BackingFile file, long size) {
    DeviceIdentity identity = new DeviceIdentity(serial, wwn, "M", size, file);
    DriveType type = new DriveType(DriveType.Kind.HDD, DriveType.Confidence.HIGH, "told");
    Path node = Path.of("/dev/any");
    DeviceNumber number = new DeviceNumber(8, 16);
    return DeviceKey.of(
        new BlockDevice(
            node, node, name, number, kind, type, size, 512, 512, false, false, identity));
  }

  private static String ofSerial(String serial) {
    return key("sdb", DeviceKind.DISK, serial, null, null, 9);
  }

  @ParameterizedTest
  @CsvSource({
    "sdb, DISK, S1, naa.5, wwn-naa.5-9d8c8a7c2a6e",
    "sdb, DISK, S1, , serial-S1-",
    "sdb, DISK, , , name-sdb-9-",
    "sdb12, PARTITION, S1, , serial-S1-part12-9-",
  })
  void isMadeFromTheBestThatIsKnown(
      String name, DeviceKind kind, String serial, String wwn, String key) {
    String readable = key(name, kind, serial, wwn, null, 9).replaceFirst("-[0-9a-f]{12}$", "-");
    assertEquals(key.replaceFirst("-[0-9a-f]{12}$", "-"), readable);
  }

  @Test
  void isTheSameInEveryRelease() {
    // echo -n serial-S1 | sha256sum
    assertEquals("serial-S1-6ed42555c604", ofSerial("S1"));
  }

  @Test
  void comesFromTheFileWhereThereIsOne() {
    assertTrue(key("loop3", DeviceKind.LOOP, null, null, FILE, 9).startsWith("loop-8_2-77-512-"));
    assertTrue(
        key("a.img", DeviceKind.IMAGE_FILE, null, null, FILE, 9).startsWith("file-8_2-77-512-"));
  }

  @Test
  void doesNotDependOnTheNameOrTheSizeOfAKnownDrive() {
    assertEquals(ofSerial("S1"), key("sdx", DeviceKind.DISK, "S1", null, null, 10));
    assertNotEquals(
        key("sdb", DeviceKind.DISK, null, null, null, 9),
        key("sdb", DeviceKind.DISK, null, null, null, 10));
  }

  @Test
  void differsWhereOnlyTheUnsafeCharactersDiffer() {
    assertNotEquals(ofSerial("A/B"), ofSerial("A:B"));
    assertTrue(ofSerial("A/ /B").startsWith("serial-A_B-"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "\u65e5\u672c", "a b", "...", "S\u0000"})
  void isAFileName(String serial) {
    assertTrue(ofSerial(serial).matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}"), ofSerial(serial));
    String named = key(serial, DeviceKind.DISK, null, null, null, 9);
    assertTrue(named.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}"), named);
  }

  @Test
  void isShortForALongSerialAndStillItsOwn() {
    String a = ofSerial("x".repeat(200) + "a");
    String b = ofSerial("x".repeat(200) + "b");
    assertNotEquals(a, b);
    assertEquals(60 + 1 + 12, a.length());
    assertEquals("serial-" + "x".repeat(53) + "-", a.substring(0, 61));
  }

  @Test
  void partitionsHaveKeysOfTheirOwn() {
    String first = key("sdb1", DeviceKind.PARTITION, "S1", null, null, 9);
    assertNotEquals(first, key("sdb2", DeviceKind.PARTITION, "S1", null, null, 9));
    assertEquals(first, key("sdc1", DeviceKind.PARTITION, "S1", null, null, 9));
    assertNotEquals(first, ofSerial("S1"));
  }
}
