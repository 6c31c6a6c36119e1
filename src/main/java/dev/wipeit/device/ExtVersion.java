package dev.wipeit.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Tells ext2, ext3 and ext4 apart by the features in the super block (linux/ext4: fs/ext4/ext4.h).
 */
final class ExtVersion {

  /** The super block at 1024: s_feature_compat 0x5c, s_feature_incompat 0x60, ro_compat 0x64. */
  private static final int COMPATIBLE = 0x45c;

  private static final int INCOMPATIBLE = 0x460;
  private static final int READ_COMPATIBLE = 0x464;

  private static final int HAS_JOURNAL = 0x4;

  /** What ext3 knows: filetype, recover, meta_bg. */
  private static final int INCOMPATIBLE_OF_EXT3 = 0x2 | 0x4 | 0x10;

  /** What ext3 knows: sparse_super, large_file, btree_dir. */
  private static final int READ_COMPATIBLE_OF_EXT3 = 0x1 | 0x2 | 0x4;

  private ExtVersion() {}

  /** {@code ext2}, {@code ext3} or {@code ext4}. */
  static String of(byte[] head) {
    if (head.length < READ_COMPATIBLE + Integer.BYTES) {
      return "ext2";
    }
    ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    boolean newer =
        (bytes.getInt(INCOMPATIBLE) & ~INCOMPATIBLE_OF_EXT3) != 0
            || (bytes.getInt(READ_COMPATIBLE) & ~READ_COMPATIBLE_OF_EXT3) != 0;
    boolean journal = (bytes.getInt(COMPATIBLE) & HAS_JOURNAL) != 0;
    return newer ? "ext4" : journal ? "ext3" : "ext2";
  }
}
