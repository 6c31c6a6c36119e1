package dev.wipeit.sys;

/**
 * The ioctl(2) that passes a SCSI command to a drive, from scsi/sg.h; the layout of {@code struct
 * sg_io_hdr} is that of a 64-bit kernel.
 */
public final class ScsiIoctl {

  /** SG_IO: struct sg_io_hdr, in and out. */
  public static final long SG_IO = 0x2285;

  /** sizeof(struct sg_io_hdr). */
  public static final int SIZE = 88;

  /** {@code interface_id} (int): always {@link #INTERFACE}. */
  public static final int INTERFACE_ID = 0;

  /** {@code dxfer_direction} (int): one of {@link #NO_DATA} and {@link #FROM_DRIVE}. */
  public static final int DIRECTION = 4;

  /** {@code cmd_len} (u8, bytes). */
  public static final int COMMAND_LENGTH = 8;

  /** {@code mx_sb_len} (u8, bytes): what the buffer for sense data holds. */
  public static final int SENSE_CAPACITY = 9;

  /** {@code dxfer_len} (u32, bytes). */
  public static final int DATA_LENGTH = 12;

  /** {@code dxferp}: the buffer for data. */
  public static final int DATA = 16;

  /** {@code cmdp}: the command. */
  public static final int COMMAND = 24;

  /** {@code sbp}: the buffer for sense data. */
  public static final int SENSE = 32;

  /** {@code timeout} (u32, milliseconds). */
  public static final int TIMEOUT = 40;

  /** {@code status} (u8): the SCSI status. */
  public static final int STATUS = 64;

  /** {@code sb_len_wr} (u8): the bytes of sense data that came. */
  public static final int SENSE_LENGTH = 67;

  /** {@code host_status} (u16): 0, or how the host adapter failed. */
  public static final int HOST_STATUS = 68;

  /** {@code driver_status} (u16): 0, or what the driver has to say. */
  public static final int DRIVER_STATUS = 70;

  /** {@code resid} (int): the bytes of data that did not come. */
  public static final int RESIDUE = 72;

  /** The letter S. */
  public static final int INTERFACE = 'S';

  /** {@code SG_DXFER_NONE}. */
  public static final int NO_DATA = -1;

  /** {@code SG_DXFER_FROM_DEV}. */
  public static final int FROM_DRIVE = -3;

  private ScsiIoctl() {}
}
