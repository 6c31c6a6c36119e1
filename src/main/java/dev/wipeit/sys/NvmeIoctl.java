package dev.wipeit.sys;

/** The ioctl(2) requests of NVMe drives, from linux/nvme_ioctl.h. */
public final class NvmeIoctl {

  /** NVME_IOCTL_ID: no argument; answers with the number of the namespace. */
  public static final long NAMESPACE = 0x4E40;

  /** NVME_IOCTL_ADMIN_CMD: struct nvme_passthru_cmd; answers with the status of the command. */
  public static final long ADMIN_COMMAND = 0xC0484E41L;

  /** sizeof(struct nvme_passthru_cmd). */
  public static final int SIZE = 72;

  /** {@code opcode} (u8). */
  public static final int OPCODE = 0;

  /** {@code nsid} (u32). */
  public static final int NAMESPACE_ID = 4;

  /** {@code addr} (u64): the buffer for data. */
  public static final int DATA = 24;

  /** {@code data_len} (u32, bytes). */
  public static final int DATA_LENGTH = 36;

  /** {@code cdw10} (u32). */
  public static final int DWORD_10 = 40;

  /** {@code timeout_ms} (u32). */
  public static final int TIMEOUT = 64;

  private NvmeIoctl() {}
}
