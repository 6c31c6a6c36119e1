package dev.wipeit.sys;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.jna.Platform;
import dev.wipeit.testing.NativeTool;
import dev.wipeit.testing.Tool;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the constants of this package with the headers of this machine. */
final class AbiTest {

  private static final Map<String, Long> ACTUAL = new TreeMap<>();

  @BeforeAll
  static void readHeaders() throws IOException {
    Tool run = Tool.run(NativeTool.compiled("abi-check").toString()).succeeded();
    for (String line : run.output().lines().toList()) {
      String[] nameAndValue = line.split(" ");
      ACTUAL.put(nameAndValue[0], Long.valueOf(nameAndValue[1]));
    }
  }

  @ParameterizedTest
  @MethodSource({
    "openFlags",
    "calls",
    "statx",
    "fileTypes",
    "blockIoctls",
    "scsiIoctl",
    "nvmeIoctls",
    "errors",
    "signals"
  })
  void agreesWithTheHeaders(String name, long ours) {
    assertEquals(ACTUAL.get(name), ours, name);
  }

  @Test
  void comparesAllThatTheHeadersWereAskedFor() {
    long compared =
        Stream.of(
                openFlags(),
                calls(),
                statx(),
                fileTypes(),
                blockIoctls(),
                scsiIoctl(),
                nvmeIoctls(),
                errors(),
                signals())
            .flatMap(table -> table)
            .map(row -> row.get()[0])
            .distinct()
            .count();
    assertEquals(ACTUAL.size(), compared);
  }

  static Stream<Arguments> openFlags() {
    return Stream.of(
        row("O_RDONLY", Open.READ_ONLY),
        row("O_RDWR", Open.READ_WRITE),
        row("O_EXCL", Open.EXCLUSIVE),
        row("O_NONBLOCK", Open.NONBLOCK),
        row("O_NOFOLLOW", Open.NOFOLLOW),
        row("O_CLOEXEC", Open.CLOSE_ON_EXEC),
        row("O_DIRECT", Open.DIRECT));
  }

  private static int number(SystemCall call) {
    return assertDoesNotThrow(() -> call.number(Platform.ARCH));
  }

  static Stream<Arguments> calls() {
    return Stream.of(
        row("AT_FDCWD", LinuxKernel.AT_FDCWD),
        row("AT_EMPTY_PATH", LinuxKernel.AT_EMPTY_PATH),
        row("F_GETFL", LinuxKernel.F_GETFL),
        row("F_SETFL", LinuxKernel.F_SETFL),
        row("POSIX_FADV_DONTNEED", LinuxKernel.FADV_DONTNEED),
        row("SYNC_FILE_RANGE_WAIT_BEFORE", LinuxKernel.SYNC_WAIT_BEFORE),
        row("SYNC_FILE_RANGE_WRITE", LinuxKernel.SYNC_WRITE),
        row("SYNC_FILE_RANGE_WAIT_AFTER", LinuxKernel.SYNC_WAIT_AFTER),
        row("POSIX_FADV_RANDOM", LinuxKernel.FADV_RANDOM),
        row("PROT_READ", Mapping.PROT_READ),
        row("PROT_WRITE", Mapping.PROT_WRITE),
        row("MAP_SHARED", Mapping.MAP_SHARED),
        row("MAP_PRIVATE", Mapping.MAP_PRIVATE),
        row("MAP_ANONYMOUS", Mapping.MAP_ANONYMOUS),
        row("MADV_HUGEPAGE", Mapping.MADV_HUGEPAGE),
        row("PR_SET_PDEATHSIG", LinuxKernel.PR_SET_PDEATHSIG),
        row("TIOCGWINSZ", LinuxKernel.TIOCGWINSZ),
        row("IOPRIO_WHO_PROCESS", IoPriority.WHO_PROCESS),
        row("IOPRIO_IDLE", IoPriority.IDLE),
        row("SYS_ioprio_set", number(SystemCall.IOPRIO_SET)),
        row("SYS_sched_setattr", number(SystemCall.SCHED_SETATTR)),
        row("SYS_sched_getattr", number(SystemCall.SCHED_GETATTR)),
        row("SCHED_NORMAL", TimeSlice.POLICY_OTHER),
        row("SCHED_BATCH", TimeSlice.POLICY_BATCH),
        row("SCHED_ATTR_SIZE_VER0", TimeSlice.SIZE),
        row("sched_attr_t.sched_policy", TimeSlice.POLICY),
        row("sched_attr_t.sched_runtime", TimeSlice.RUNTIME),
        row("sizeof(winsize_t)", LinuxKernel.WINSIZE_SIZE),
        row("winsize_t.ws_row", LinuxKernel.WINSIZE_ROWS),
        row("winsize_t.ws_col", LinuxKernel.WINSIZE_COLUMNS),
        row("POLLERR", LinuxKernel.POLLERR),
        row("POLLHUP", LinuxKernel.POLLHUP),
        row("sizeof(pollfd_t)", LinuxKernel.POLLFD_SIZE),
        row("pollfd_t.fd", LinuxKernel.POLLFD_FD),
        row("pollfd_t.revents", LinuxKernel.POLLFD_REVENTS));
  }

  static Stream<Arguments> statx() {
    return Stream.of(
        row("STATX_BASIC_STATS", LinuxKernel.STATX_BASIC_STATS),
        row("sizeof(statx_t)", LinuxKernel.STATX_SIZE),
        row("statx_t.stx_mode", LinuxKernel.STATX_MODE),
        row("statx_t.stx_ino", LinuxKernel.STATX_INODE),
        row("statx_t.stx_size", LinuxKernel.STATX_SIZE_BYTES),
        row("statx_t.stx_rdev_major", LinuxKernel.STATX_RDEV_MAJOR),
        row("statx_t.stx_rdev_minor", LinuxKernel.STATX_RDEV_MINOR),
        row("statx_t.stx_dev_major", LinuxKernel.STATX_DEV_MAJOR),
        row("statx_t.stx_dev_minor", LinuxKernel.STATX_DEV_MINOR));
  }

  static Stream<Arguments> fileTypes() {
    return Stream.of(
        row("S_IFMT", FileStatus.TYPE_MASK),
        row("S_IFBLK", FileStatus.BLOCK_DEVICE),
        row("S_IFCHR", FileStatus.CHARACTER_DEVICE),
        row("S_IFDIR", FileStatus.DIRECTORY),
        row("S_IFIFO", FileStatus.FIFO),
        row("S_IFREG", FileStatus.REGULAR),
        row("S_IFSOCK", FileStatus.SOCKET));
  }

  static Stream<Arguments> blockIoctls() {
    return Stream.of(
        row("BLKROGET", BlockIoctl.READ_ONLY),
        row("BLKFLSBUF", BlockIoctl.FLUSH_BUFFERS),
        row("BLKSSZGET", BlockIoctl.LOGICAL_SECTOR_SIZE),
        row("BLKGETSIZE64", BlockIoctl.SIZE_BYTES),
        row("LOOP_GET_STATUS64", BlockIoctl.LOOP_STATUS),
        row("sizeof(loop_info64_t)", BlockIoctl.LOOP_STATUS_SIZE),
        row("loop_info64_t.lo_device", BlockIoctl.LOOP_STATUS_DEVICE),
        row("loop_info64_t.lo_inode", BlockIoctl.LOOP_STATUS_INODE),
        row("loop_info64_t.lo_offset", BlockIoctl.LOOP_STATUS_OFFSET),
        row("loop_info64_t.lo_sizelimit", BlockIoctl.LOOP_STATUS_SIZE_LIMIT));
  }

  static Stream<Arguments> scsiIoctl() {
    return Stream.of(
        row("SG_IO", ScsiIoctl.SG_IO),
        row("SG_DXFER_NONE", ScsiIoctl.NO_DATA),
        row("SG_DXFER_FROM_DEV", ScsiIoctl.FROM_DRIVE),
        row("sizeof(sg_io_t)", ScsiIoctl.SIZE),
        row("sg_io_t.interface_id", ScsiIoctl.INTERFACE_ID),
        row("sg_io_t.dxfer_direction", ScsiIoctl.DIRECTION),
        row("sg_io_t.cmd_len", ScsiIoctl.COMMAND_LENGTH),
        row("sg_io_t.mx_sb_len", ScsiIoctl.SENSE_CAPACITY),
        row("sg_io_t.dxfer_len", ScsiIoctl.DATA_LENGTH),
        row("sg_io_t.dxferp", ScsiIoctl.DATA),
        row("sg_io_t.cmdp", ScsiIoctl.COMMAND),
        row("sg_io_t.sbp", ScsiIoctl.SENSE),
        row("sg_io_t.timeout", ScsiIoctl.TIMEOUT),
        row("sg_io_t.status", ScsiIoctl.STATUS),
        row("sg_io_t.sb_len_wr", ScsiIoctl.SENSE_LENGTH),
        row("sg_io_t.host_status", ScsiIoctl.HOST_STATUS),
        row("sg_io_t.driver_status", ScsiIoctl.DRIVER_STATUS),
        row("sg_io_t.resid", ScsiIoctl.RESIDUE));
  }

  static Stream<Arguments> nvmeIoctls() {
    return Stream.of(
        row("NVME_IOCTL_ID", NvmeIoctl.NAMESPACE),
        row("NVME_IOCTL_ADMIN_CMD", NvmeIoctl.ADMIN_COMMAND),
        row("sizeof(nvme_cmd_t)", NvmeIoctl.SIZE),
        row("nvme_cmd_t.opcode", NvmeIoctl.OPCODE),
        row("nvme_cmd_t.nsid", NvmeIoctl.NAMESPACE_ID),
        row("nvme_cmd_t.addr", NvmeIoctl.DATA),
        row("nvme_cmd_t.data_len", NvmeIoctl.DATA_LENGTH),
        row("nvme_cmd_t.cdw10", NvmeIoctl.DWORD_10),
        row("nvme_cmd_t.timeout_ms", NvmeIoctl.TIMEOUT));
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        row("EPERM", Errno.EPERM.number()),
        row("ENOENT", Errno.ENOENT.number()),
        row("EINTR", Errno.EINTR.number()),
        row("EIO", Errno.EIO.number()),
        row("ENXIO", Errno.ENXIO.number()),
        row("EBADF", Errno.EBADF.number()),
        row("EACCES", Errno.EACCES.number()),
        row("EBUSY", Errno.EBUSY.number()),
        row("ENODEV", Errno.ENODEV.number()),
        row("EINVAL", Errno.EINVAL.number()),
        row("ENOSYS", Errno.ENOSYS.number()),
        row("ENOTTY", Errno.ENOTTY.number()),
        row("ENOSPC", Errno.ENOSPC.number()),
        row("EROFS", Errno.EROFS.number()),
        row("ELOOP", 40),
        row("EBADE", Errno.EBADE.number()),
        row("ENODATA", Errno.ENODATA.number()),
        row("ETIME", Errno.ETIME.number()),
        row("ENOLINK", Errno.ENOLINK.number()),
        row("EILSEQ", Errno.EILSEQ.number()),
        row("ETIMEDOUT", Errno.ETIMEDOUT.number()),
        row("EREMOTEIO", Errno.EREMOTEIO.number()),
        row("ENOMEDIUM", Errno.ENOMEDIUM.number()));
  }

  /** Linux numbers, also signal(7); the same on x86, ARM and RISC-V. */
  static Stream<Arguments> signals() {
    return Stream.of(
        row("SIGHUP", 1),
        row("SIGINT", 2),
        row("SIGKILL", 9),
        row("SIGALRM", 14),
        row("SIGVTALRM", 26),
        row("SIGPROF", 27),
        row("SIGPIPE", 13),
        row("SIGTERM", 15));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void namesEveryErrorAsTheHeadersDo(String name, long number) {
    String text = new Errno(Math.toIntExact(number)).toString();
    assertEquals(name, text.substring(0, text.indexOf(' ')));
  }

  private static Arguments row(String name, long ours) {
    return Arguments.of(name, ours);
  }
}
