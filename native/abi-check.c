/*
 * abi-check: the constants, sizes and offsets that dev.wipeit.sys knows by heart, as this machine's
 * own headers have them; one `name value` line each.
 */
#define _GNU_SOURCE

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/ioprio.h>
#include <linux/loop.h>
#include <linux/nvme_ioctl.h>
#include <linux/sched.h>
#include <linux/sched/types.h>
#include <scsi/sg.h>
#include <signal.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#define VALUE(name) printf("%s %llu\n", #name, (unsigned long long)(name))
#define NUMBER(name) printf("%s %lld\n", #name, (long long)(name))
#define SIZE(type) printf("sizeof(%s) %zu\n", #type, sizeof(type))
#define OFFSET(type, field) printf("%s.%s %zu\n", #type, #field, offsetof(type, field))

typedef struct statx statx_t;
typedef struct loop_info64 loop_info64_t;
typedef struct winsize winsize_t;
typedef struct pollfd pollfd_t;
typedef struct sched_attr sched_attr_t;
typedef struct sg_io_hdr sg_io_t;
typedef struct nvme_passthru_cmd nvme_cmd_t;

static void open_flags(void) {
  VALUE(O_RDONLY);
  VALUE(O_RDWR);
  VALUE(O_EXCL);
  VALUE(O_NONBLOCK);
  VALUE(O_NOFOLLOW);
  VALUE(O_CLOEXEC);
  VALUE(O_DIRECT);
}

static void calls(void) {
  NUMBER(AT_FDCWD);
  VALUE(AT_EMPTY_PATH);
  VALUE(F_GETFL);
  VALUE(F_SETFL);
  VALUE(POSIX_FADV_DONTNEED);
  VALUE(SYNC_FILE_RANGE_WAIT_BEFORE);
  VALUE(SYNC_FILE_RANGE_WRITE);
  VALUE(SYNC_FILE_RANGE_WAIT_AFTER);
  VALUE(POSIX_FADV_RANDOM);
  VALUE(PROT_READ);
  VALUE(PROT_WRITE);
  VALUE(MAP_SHARED);
  VALUE(MAP_PRIVATE);
  VALUE(MAP_ANONYMOUS);
  VALUE(MADV_HUGEPAGE);
  VALUE(PR_SET_PDEATHSIG);
  VALUE(TIOCGWINSZ);
  VALUE(IOPRIO_WHO_PROCESS);
  printf("IOPRIO_IDLE %d\n", IOPRIO_CLASS_IDLE << IOPRIO_CLASS_SHIFT);
  VALUE(SYS_ioprio_set);
  VALUE(SYS_sched_setattr);
  VALUE(SYS_sched_getattr);
  VALUE(SCHED_NORMAL);
  VALUE(SCHED_BATCH);
  OFFSET(sched_attr_t, sched_policy);
  OFFSET(sched_attr_t, sched_runtime);
  VALUE(SCHED_ATTR_SIZE_VER0);
  SIZE(winsize_t);
  OFFSET(winsize_t, ws_row);
  OFFSET(winsize_t, ws_col);
  VALUE(POLLERR);
  VALUE(POLLHUP);
  SIZE(pollfd_t);
  OFFSET(pollfd_t, fd);
  OFFSET(pollfd_t, revents);
}

static void statx_layout(void) {
  VALUE(STATX_BASIC_STATS);
  SIZE(statx_t);
  OFFSET(statx_t, stx_mode);
  OFFSET(statx_t, stx_ino);
  OFFSET(statx_t, stx_size);
  OFFSET(statx_t, stx_rdev_major);
  OFFSET(statx_t, stx_rdev_minor);
  OFFSET(statx_t, stx_dev_major);
  OFFSET(statx_t, stx_dev_minor);
}

static void file_types(void) {
  VALUE(S_IFMT);
  VALUE(S_IFBLK);
  VALUE(S_IFCHR);
  VALUE(S_IFDIR);
  VALUE(S_IFIFO);
  VALUE(S_IFREG);
  VALUE(S_IFSOCK);
}

static void block_ioctls(void) {
  VALUE(BLKROGET);
  VALUE(BLKFLSBUF);
  VALUE(BLKSSZGET);
  VALUE(BLKGETSIZE64);
  VALUE(LOOP_GET_STATUS64);
  SIZE(loop_info64_t);
  OFFSET(loop_info64_t, lo_device);
  OFFSET(loop_info64_t, lo_inode);
  OFFSET(loop_info64_t, lo_offset);
  OFFSET(loop_info64_t, lo_sizelimit);
}

static void scsi_ioctl(void) {
  VALUE(SG_IO);
  NUMBER(SG_DXFER_NONE);
  NUMBER(SG_DXFER_FROM_DEV);
  SIZE(sg_io_t);
  OFFSET(sg_io_t, interface_id);
  OFFSET(sg_io_t, dxfer_direction);
  OFFSET(sg_io_t, cmd_len);
  OFFSET(sg_io_t, mx_sb_len);
  OFFSET(sg_io_t, dxfer_len);
  OFFSET(sg_io_t, dxferp);
  OFFSET(sg_io_t, cmdp);
  OFFSET(sg_io_t, sbp);
  OFFSET(sg_io_t, timeout);
  OFFSET(sg_io_t, status);
  OFFSET(sg_io_t, sb_len_wr);
  OFFSET(sg_io_t, host_status);
  OFFSET(sg_io_t, driver_status);
  OFFSET(sg_io_t, resid);
}

static void nvme_ioctls(void) {
  VALUE(NVME_IOCTL_ID);
  VALUE(NVME_IOCTL_ADMIN_CMD);
  SIZE(nvme_cmd_t);
  OFFSET(nvme_cmd_t, opcode);
  OFFSET(nvme_cmd_t, nsid);
  OFFSET(nvme_cmd_t, addr);
  OFFSET(nvme_cmd_t, data_len);
  OFFSET(nvme_cmd_t, cdw10);
  OFFSET(nvme_cmd_t, timeout_ms);
}

static void errors(void) {
  VALUE(EPERM);
  VALUE(ENOENT);
  VALUE(EINTR);
  VALUE(EIO);
  VALUE(ENXIO);
  VALUE(EBADF);
  VALUE(EACCES);
  VALUE(EBUSY);
  VALUE(ENODEV);
  VALUE(EINVAL);
  VALUE(ENOTTY);
  VALUE(ENOSYS);
  VALUE(ENOSPC);
  VALUE(EROFS);
  VALUE(ELOOP);
  VALUE(EBADE);
  VALUE(ENODATA);
  VALUE(ETIME);
  VALUE(ENOLINK);
  VALUE(EILSEQ);
  VALUE(ETIMEDOUT);
  VALUE(EREMOTEIO);
  VALUE(ENOMEDIUM);
}

static void signals(void) {
  VALUE(SIGHUP);
  VALUE(SIGINT);
  VALUE(SIGKILL);
  VALUE(SIGALRM);
  VALUE(SIGVTALRM);
  VALUE(SIGPROF);
  VALUE(SIGPIPE);
  VALUE(SIGTERM);
}

int main(void) {
  open_flags();
  calls();
  statx_layout();
  file_types();
  block_ioctls();
  scsi_ioctl();
  nvme_ioctls();
  errors();
  signals();
  return 0;
}
