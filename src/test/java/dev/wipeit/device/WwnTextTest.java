package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WwnTextTest {

  @ParameterizedTest
  @CsvSource({
    "naa.5000c500a1b2c3d4, naa.5000c500a1b2c3d4, true",
    "NAA.5000C500A1B2C3D4, naa.5000c500a1b2c3d4, true",
    "0x5000c500a1b2c3d4, naa.5000c500a1b2c3d4, true",
    "0X5000C500A1B2C3D4, naa.5000c500a1b2c3d4, true",
    "wwn-0x5000c500a1b2c3d4, naa.5000c500a1b2c3d4, true",
    "5000c500a1b2c3d4, naa.5000c500a1b2c3d4, true",
    "5000c500a1b2c3d4, eui.5000c500a1b2c3d4, true",
    "eui.5000c500a1b2c3d4, naa.5000c500a1b2c3d4, false",
    "5000c500a1b2c3d5, naa.5000c500a1b2c3d4, false",
    "5000c500a1b2c3, naa.5000c500a1b2c3d4, false",
    "naa., naa.5000c500a1b2c3d4, false",
    "0x, naa.5000c500a1b2c3d4, false",
    "'', naa.5000c500a1b2c3d4, false",
    "nvme.144d-53, nvme.144d-53, true",
    "NVME.144D-53, nvme.144d-53, false",
    "t10.ATA  Model, t10.ATA Model, true",
    "'  naa.5000c500a1b2c3d4 ', naa.5000c500a1b2c3d4, true"
  })
  void isRecognisedHoweverItIsWritten(String written, String name, boolean means) {
    assertEquals(means, WwnText.means(written, name));
  }
}
