package dev.wipeit.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorldWideNameTest {

  @ParameterizedTest
  @CsvSource({
    "0x5000c500a1b2c3d4, naa.5000c500a1b2c3d4",
    "0x5000C500A1B2C3D4, naa.5000c500a1b2c3d4",
    "naa.5000C500A1B2C3D4, naa.5000c500a1b2c3d4",
    "' naa.5000c500a1b2c3d4 ', naa.5000c500a1b2c3d4",
    "0x600508b400105e210000900000490000, naa.600508b400105e210000900000490000",
    "EUI.0025385B21404321, eui.0025385b21404321",
    "uuid.6E0A1B2C-3D4E-4F50-8172-839405162738, uuid.6e0a1b2c-3d4e-4f50-8172-839405162738",
    "t10.ATA     WDC WD10  X, t10.ATA WDC WD10 X",
    "naa.0000000000000000,",
    "eui.00000000-0000,",
    "'',",
  })
  void hasOneSpelling(String raw, String name) {
    assertEquals(name, WorldWideName.normalised(raw));
  }

  /** sysfs, page 83h, words 108 to 111 of IDENTIFY and udev of one drive. */
  @Test
  void isTheSameWhoeverTellsIt() throws IOException {
    String name = "naa.5000c500a1b2c3d4";
    assertEquals(name, WorldWideName.normalised("naa.5000c500a1b2c3d4"));
    assertEquals(
        name, ProductPages.wwn(Bytes.answer("0083000c" + "01030008" + "5000c500a1b2c3d4")));
    Answer identify = new Answer("IDENTIFY", new Identify().bytes());
    assertEquals(name, new IdentifyDevice(identify).labels().wwn());
    assertEquals(name, WorldWideName.normalised("0x5000c500a1b2c3d4"));
  }

  /** As designator_prio in drivers/scsi/scsi_lib.c orders them, each against the next. */
  @ParameterizedTest
  @CsvSource({
    "0308000c6e61612e3132333435363738, 0103001060000000000000000000000000000001",
    "0103001060000000000000000000000000000001, 0102001000112233445566778899aabbccddeeff",
    "0102001000112233445566778899aabbccddeeff, 0102000c00112233445566778899aabb",
    "0102000c00112233445566778899aabb, 010300085000c500a1b2c3d4",
    "010300085000c500a1b2c3d4, 010300082000c500a1b2c3d4",
    "010300082000c500a1b2c3d4, 010200080025385b21404321",
    "010200080025385b21404321, 0201000441544120",
  })
  void theBestDesignatorCounts(String better, String worse) throws IOException {
    String first = name(better);
    assertEquals(first, name(better + worse));
    assertEquals(first, name(worse + better));
  }

  @Test
  void whatNamesAPortIsNoNameOfTheUnit() throws IOException {
    assertEquals(null, name("61930008" + "5000c500a1b2c3d5"));
  }

  private static String name(String designators) throws IOException {
    String length = "%04x".formatted(designators.length() / 2);
    return ProductPages.wwn(Bytes.answer("0083" + length + designators));
  }
}
