package dev.wipeit.sys;

/**
 * ioctl(2) requests of block devices, from linux/fs.h and linux/loop.h, in the encoding of
 * asm-generic/ioctl.h (x86, ARM, RISC-V).
 */
public final class BlockIoctl {

  /** BLKROGET: int, not 0 where the device is read-only. */
  public static final long READ_ONLY = 0x125E;

  /** BLKFLSBUF: writes back and drops the page cache of the device; no argument. */
  public static final long FLUSH_BUFFERS = 0x1261;

  /** BLKSSZGET: int, logical sector size in bytes. */
  public static final long LOGICAL_SECTOR_SIZE = 0x1268;

  /** BLKGETSIZE64: u64, size in bytes. */
  public static final long SIZE_BYTES = 0x80081272L;

  /** LOOP_GET_STATUS64: struct loop_info64. */
  public static final long LOOP_STATUS = 0x4C05;

  /** sizeof(struct loop_info64). */
  public static final int LOOP_STATUS_SIZE = 232;

  /** Offset of {@code lo_device} (u64, encoded as by the kernel's new_encode_dev). */
  public static final int LOOP_STATUS_DEVICE = 0;

  /** Offset of {@code lo_inode} (u64). */
  public static final int LOOP_STATUS_INODE = 8;

  /** Offset of {@code lo_rdevice} (u64, encoded alike): what a backing block device is, else 0. */
  public static final int LOOP_STATUS_BACKING_DEVICE = 16;

  /** Offset of {@code lo_offset} (u64, bytes). */
  public static final int LOOP_STATUS_OFFSET = 24;

  /** Offset of {@code lo_sizelimit} (u64, bytes; 0 for none). */
  public static final int LOOP_STATUS_SIZE_LIMIT = 32;

  private BlockIoctl() {}
}
