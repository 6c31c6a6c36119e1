package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {

  private final byte[] head = new byte[Signatures.HEAD_BYTES];

  private void put(int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, head, offset, bytes.length);
  }

  private void putHex(int offset, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    System.arraycopy(bytes, 0, head, offset, bytes.length);
  }

  @ParameterizedTest
  @CsvSource({
    "1080, 53ef, 1144, 16, ext2/ext3/ext4 file system",
    "0, 58465342, 108, 12, XFS file system",
    "65600, 5f42485266535f4d, 65835, 256, btrfs file system",
    "1024, 1020f5f2, 0, 0, F2FS file system",
    "3, 4e54465320202020, 0, 0, NTFS file system",
    "3, 4558464154202020, 0, 0, exFAT file system",
    "3, 2d4656452d46532d, 0, 0, BitLocker volume",
    "54, 4641543132202020, 43, 11, FAT12 file system",
    "54, 4641543136202020, 43, 11, FAT16 file system",
    "82, 4641543332202020, 71, 11, FAT32 file system",
    "32769, 4344303031, 32808, 32, ISO 9660 file system",
    "0, 68737173, 0, 0, squashfs file system",
    "0, 4c554b53babe, 0, 0, LUKS encrypted volume",
    "24, 4c564d3220303031, 0, 0, LVM physical volume",
    "536, 4c564d3220303031, 0, 0, LVM physical volume",
    "1048, 4c564d3220303031, 0, 0, LVM physical volume",
    "1560, 4c564d3220303031, 0, 0, LVM physical volume",
    "0, fc4e2ba9, 0, 0, md RAID member",
    "4096, fc4e2ba9, 0, 0, md RAID member",
    "4086, 53574150535041434532, 1052, 16, swap area",
    "65526, 53574150535041434532, 1052, 16, swap area",
    "512, 4546492050415254, 0, 0, GPT partition table",
    "4096, 4546492050415254, 0, 0, GPT partition table",
    "131072, 0cb1ba0000000000, 0, 0, ZFS pool member",
    "522240, 0000000000bab10c, 0, 0, ZFS pool member",
  })
  void eachIsRecognisedAtItsPlaceWithItsLabel(
      int offset, String magic, int labelOffset, int labelBytes, String name) {
    assertEquals(List.of(), Signatures.recognised(head));
    putHex(offset, magic);
    assertEquals(List.of(name), Signatures.recognised(head));
    if (labelBytes > 0) {
      put(labelOffset, "A b");
      assertEquals(List.of(name + " 'A b'"), Signatures.recognised(head));
      put(labelOffset, "x".repeat(labelBytes));
      String label = Signatures.recognised(head).get(0);
      assertTrue(label.startsWith(name + " 'xxx"), label);
      assertEquals(
          labelBytes,
          label.chars().filter(c -> c == 'x').count()
              - (name.contains("x") ? name.chars().filter(c -> c == 'x').count() : 0));
    }
    head[offset] ^= 1;
    assertEquals(List.of(), Signatures.recognised(head));
  }

  @Test
  void severalAreAllNamedAndNoneTwice() {
    putHex(24, "4c564d3220303031");
    putHex(536, "4c564d3220303031");
    putHex(1080, "53ef");
    put(512 - 2, "\u0055\u00aa");
    assertEquals(
        List.of("ext2/ext3/ext4 file system", "LVM physical volume"), Signatures.recognised(head));
  }

  @Test
  void aTableOfPartitionsNeedsAnEntry() {
    putHex(510, "55aa");
    assertEquals(List.of(), Signatures.recognised(head));
    head[446 + 48 + 4] = (byte) 0x83;
    assertEquals(List.of("MBR partition table"), Signatures.recognised(head));
    head[446 + 48] = (byte) 0x80;
    assertEquals(List.of("MBR partition table"), Signatures.recognised(head));
    head[446 + 16] = 0x01;
    assertEquals(List.of(), Signatures.recognised(head));
    head[446 + 16] = 0;
    head[511] = 0;
    assertEquals(List.of(), Signatures.recognised(head));
  }

  @Test
  void aProtectiveTableIsThatOfTheGpt() {
    putHex(510, "55aa");
    head[446 + 4] = (byte) 0xee;
    put(512, "EFI PART");
    assertEquals(List.of("GPT partition table"), Signatures.recognised(head));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 1081, 1144, 1150, 131079})
  void aShortDeviceIsNoError(int length) {
    putHex(1080, "53ef");
    put(1144, "label");
    byte[] shorter = java.util.Arrays.copyOf(head, length);
    boolean seen = length >= 1082;
    assertEquals(seen ? 1 : 0, Signatures.recognised(shorter).size());
    assertFalse(Signatures.hasZfsLabel(shorter));
  }

  @Test
  void aZfsLabelBeforeTheRingIsNone() {
    putHex(127 << 10, "0cb1ba0000000000");
    putHex((256 << 10) + 1024, "0cb1ba0000000000");
    assertFalse(Signatures.hasZfsLabel(head));
    putHex((255 << 10), "0cb1ba0000000000");
    assertTrue(Signatures.hasZfsLabel(head));
  }
}
