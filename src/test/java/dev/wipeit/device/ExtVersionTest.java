package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtVersionTest {

  /** As mkfs.ext2, mkfs.ext3 and mkfs.ext4 set them (e2fsprogs 1.47). */
  @ParameterizedTest
  @CsvSource({
    "0x38, 0x02, 0x3, ext2",
    "0x3c, 0x02, 0x3, ext3",
    "0x3c, 0x06, 0x7, ext3",
    "0x3c, 0x2c2, 0x46b, ext4",
    "0x38, 0x42, 0x3, ext4",
    "0x38, 0x02, 0xb, ext4"
  })
  void theFeaturesTell(String compatible, String incompatible, String readOnly, String version) {
    byte[] head = new byte[4096];
    ByteBuffer.wrap(head)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x45c, Integer.decode(compatible))
        .putInt(0x460, Integer.decode(incompatible))
        .putInt(0x464, Integer.decode(readOnly));
    assertEquals(version, ExtVersion.of(head));
  }

  @Test
  void aHeadThatIsTooShortIsTheOldest() {
    assertEquals("ext2", ExtVersion.of(new byte[1082]));
  }
}
