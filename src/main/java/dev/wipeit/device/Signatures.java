package dev.wipeit.device;

import dev.wipeit.drive.DeviceText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of a device say is on it. Offsets and magic numbers are those of the
 * kernel's headers and of libblkid (util-linux).
 */
final class Signatures {

  /** Two ZFS labels of 256 KiB; everything else lies before their end. */
  static final int HEAD_BYTES = 512 << 10;

  /**
   * A magic number at a place.
   *
   * @param type what it stands for, as libblkid calls it
   * @param name what it stands for
   * @param offset where it is, bytes
   * @param magic the bytes, each as the character of its value
   * @param labelOffset where the label is, or 0
   * @param labelBytes how long the label can be
   */
  private record Signature(
      String type, String name, int offset, String magic, int labelOffset, int labelBytes) {}

  private static final List<Signature> TABLE =
      List.of(
          // linux/ext4: super block at 1024, s_magic 0x38, s_volume_name 0x78.
          hex("ext", "ext2/ext3/ext4 file system", 0x438, "53ef", 0x478, 16),
          // fs/xfs/libxfs/xfs_format.h: sb_magicnum 0, sb_fname 108.
          ascii("xfs", "XFS file system", 0, "XFSB", 108, 12),
          // uapi/linux/btrfs_tree.h: super block at 64 KiB, magic 0x40, label 0x12b.
          ascii("btrfs", "btrfs file system", 0x10040, "_BHRfS_M", 0x1012b, 256),
          // linux/f2fs_fs.h: super block at 1024, magic first.
          hex("f2fs", "F2FS file system", 0x400, "1020f5f2", 0, 0),
          // Boot sectors: the name of the system at 3; FAT has its type behind the labels.
          ascii("ntfs", "NTFS file system", 3, "NTFS    ", 0, 0),
          ascii("exfat", "exFAT file system", 3, "EXFAT   ", 0, 0),
          ascii("BitLocker", "BitLocker volume", 3, "-FVE-FS-", 0, 0),
          ascii("vfat", "FAT12 file system", 0x36, "FAT12   ", 0x2b, 11),
          ascii("vfat", "FAT16 file system", 0x36, "FAT16   ", 0x2b, 11),
          ascii("vfat", "FAT32 file system", 0x52, "FAT32   ", 0x47, 11),
          // ECMA-119: volume descriptor at 32 KiB, identifier 1, volume name 40.
          ascii("iso9660", "ISO 9660 file system", 0x8001, "CD001", 0x8028, 32),
          // fs/squashfs/squashfs_fs.h.
          ascii("squashfs", "squashfs file system", 0, "hsqs", 0, 0),
          // LUKS on-disk format 1.2 and 2.
          hex("crypto_LUKS", "LUKS encrypted volume", 0, "4c554b53babe", 0, 0),
          // lvm2 format_text: a label in one of the first four sectors, its type at 24.
          ascii("LVM2_member", "LVM physical volume", 0x018, "LVM2 001", 0, 0),
          ascii("LVM2_member", "LVM physical volume", 0x218, "LVM2 001", 0, 0),
          ascii("LVM2_member", "LVM physical volume", 0x418, "LVM2 001", 0, 0),
          ascii("LVM2_member", "LVM physical volume", 0x618, "LVM2 001", 0, 0),
          // linux/raid/md_p.h: 1.1 at the start, 1.2 at 4 KiB, little-endian 0xa92b4efc.
          hex("linux_raid_member", "md RAID member", 0, "fc4e2ba9", 0, 0),
          hex("linux_raid_member", "md RAID member", 0x1000, "fc4e2ba9", 0, 0),
          // linux/swap.h: the last 10 bytes of the first page (4 KiB; 64 KiB on some ARM).
          ascii("swap", "swap area", 4086, "SWAPSPACE2", 1052, 16),
          ascii("swap", "swap area", 65526, "SWAPSPACE2", 1052, 16));

  /** sys/uberblock_impl.h: the ring of uberblocks is the second half of a label of 256 KiB. */
  private static final int ZFS_LABEL_BYTES = 256 << 10;

  private static final int ZFS_RING_OFFSET = 128 << 10;
  private static final int ZFS_SLOT_BYTES = 1 << 10;
  private static final String ZFS_LITTLE_ENDIAN = latin("0cb1ba0000000000");
  private static final String ZFS_BIG_ENDIAN = latin("0000000000bab10c");

  /** MBR: four entries of 16 bytes at 446, type at 4 (UEFI 2.10, 5.2); 0xee protects a GPT. */
  private static final int MBR_ENTRIES = 446;

  private static final int MBR_ENTRY_BYTES = 16;
  private static final int MBR_TYPE = 4;
  private static final String MBR_MAGIC = latin("55aa");
  private static final String GPT_MAGIC = "EFI PART";

  private static final String EXT = "ext";

  private Signatures() {}

  /** What is recognised in the first {@link #HEAD_BYTES} of a device, for a person. */
  static List<String> recognised(byte[] head) {
    return content(head).lines();
  }

  /** What is recognised in the first {@link #HEAD_BYTES} of a device. */
  static Content content(byte[] head) {
    List<Found> found = new ArrayList<>();
    for (Signature signature : TABLE) {
      if (has(head, signature.offset(), signature.magic())) {
        Found next = new Found(type(head, signature), signature.name(), label(head, signature));
        if (!found.contains(next)) {
          found.add(next);
        }
      }
    }
    if (hasZfsLabel(head)) {
      found.add(new Found("zfs_member", "ZFS pool member", null));
    }
    return new Content(partitionTable(head, found.isEmpty()), found, null);
  }

  /** Whether one of the two labels at the start holds an uberblock of either byte order. */
  static boolean hasZfsLabel(byte[] head) {
    for (int label = 0; label < HEAD_BYTES; label += ZFS_LABEL_BYTES) {
      int end = label + ZFS_LABEL_BYTES;
      for (int slot = label + ZFS_RING_OFFSET; slot < end; slot += ZFS_SLOT_BYTES) {
        if (has(head, slot, ZFS_LITTLE_ENDIAN) || has(head, slot, ZFS_BIG_ENDIAN)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String type(byte[] head, Signature signature) {
    return signature.type().equals(EXT) ? ExtVersion.of(head) : signature.type();
  }

  private static PartitionTable partitionTable(byte[] head, boolean nothingElse) {
    // The header is in the second logical sector, of 512 or 4096 bytes.
    if (has(head, 512, GPT_MAGIC) || has(head, 4096, GPT_MAGIC)) {
      return PartitionTable.GPT;
    }
    // The boot sectors of FAT and NTFS end like an MBR.
    return nothingElse && has(head, 510, MBR_MAGIC) && hasMbrEntry(head)
        ? PartitionTable.MBR
        : PartitionTable.NONE;
  }

  private static boolean hasMbrEntry(byte[] head) {
    boolean any = false;
    for (int entry = MBR_ENTRIES; entry < 510; entry += MBR_ENTRY_BYTES) {
      // A status is 0 or, for the active partition, 0x80.
      if ((head[entry] & 0x7f) != 0) {
        return false;
      }
      any |= head[entry + MBR_TYPE] != 0;
    }
    return any;
  }

  private static @Nullable String label(byte[] head, Signature signature) {
    int start = signature.labelOffset();
    int end = Math.min(start + signature.labelBytes(), head.length);
    if (start == 0 || start >= end) {
      return null;
    }
    String text = new String(head, start, end - start, StandardCharsets.UTF_8);
    int zero = text.indexOf('\0');
    return DeviceText.normalised(zero < 0 ? text : text.substring(0, zero));
  }

  private static boolean has(byte[] head, int offset, String magic) {
    byte[] bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
    int end = offset + bytes.length;
    return end <= head.length && Arrays.equals(head, offset, end, bytes, 0, bytes.length);
  }

  private static Signature ascii(
      String type, String name, int offset, String magic, int labelOffset, int labelBytes) {
    return new Signature(type, name, offset, magic, labelOffset, labelBytes);
  }

  private static Signature hex(
      String type, String name, int offset, String magic, int labelOffset, int labelBytes) {
    return new Signature(type, name, offset, latin(magic), labelOffset, labelBytes);
  }

  private static String latin(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
  }
}
