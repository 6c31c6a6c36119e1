/*
 * fault-drive: a file system of two files, for tests of programs that write to drives.
 *
 *   disk     as large as the backing file, and every request for it can be made to fail or to wait
 *   control  takes commands, one per line, and tells the state when it is read
 *
 * A loop device over `disk` is a block device whose every answer is ours. README.md has the commands.
 */
#define FUSE_USE_VERSION FUSE_MAKE_VERSION(3, 12)
#define _GNU_SOURCE

#include "drive.h"

#include <errno.h>
#include <fuse3/fuse.h>
#include <fuse3/fuse_lowlevel.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DISK_INODE 2
#define CONTROL_INODE 3
#define THREADS 64 /* more than the kernel has under way: `control` answers during a stall */

static bool until_eof;
static char disk_path[PATH_MAX + 8];

/* ---- the disk ---- */

/* A request that meets the power cut is in the cache like those before it, and gets no answer. */
static int fail_with_power(const struct verdict *verdict) {
  store_cut(verdict->cut_seed);
  return verdict->error;
}

static int disk_read(char *target, size_t length, uint64_t offset) {
  struct verdict verdict = admit(OP_READ, offset, length, NULL);
  int answer;

  if (verdict.power_fails)
    return fail_with_power(&verdict);
  answer = verdict.error ? verdict.error : store_read(target, length, offset);
  if (answer == 0)
    give(target, offset, length);
  return answer ? answer : (int)length;
}

static int disk_write(const char *source, size_t length, uint64_t offset) {
  struct verdict verdict = admit(OP_WRITE, offset, length, source);
  int answer = 0;

  if (!verdict.keeps_nothing && verdict.end > offset)
    answer = store_write(source, verdict.end - offset, offset, verdict.power_fails);
  if (verdict.power_fails)
    return fail_with_power(&verdict);
  if (verdict.error)
    answer = verdict.error;
  return answer ? answer : (int)length;
}

static int disk_fsync(void) {
  struct verdict verdict = admit(OP_FSYNC, 0, 0, NULL);
  int answer = verdict.error;

  if (verdict.power_fails)
    return fail_with_power(&verdict);
  if (answer == 0 && !verdict.keeps_nothing)
    answer = store_flush();
  after_fsync();
  return answer;
}

/* ---- the file system ---- */

static uint64_t inode_of(const char *path) {
  if (strcmp(path, "/disk") == 0)
    return DISK_INODE;
  return strcmp(path, "/control") == 0 ? CONTROL_INODE : 0;
}

static int fs_getattr(const char *path, struct stat *status, struct fuse_file_info *file) {
  uint64_t inode = path ? inode_of(path) : file->fh;

  memset(status, 0, sizeof *status);
  status->st_nlink = 1;
  status->st_uid = getuid();
  status->st_gid = getgid();
  status->st_ino = inode ? inode : 1;
  status->st_mode = inode ? S_IFREG | 0600 : S_IFDIR | 0700;
  if (!inode)
    return strcmp(path, "/") == 0 ? 0 : -ENOENT;
  status->st_size = inode == DISK_INODE ? store_size() : 0;
  return status->st_size < 0 ? (int)status->st_size : 0;
}

static int fs_readdir(const char *path, void *buffer, fuse_fill_dir_t fill, off_t offset,
                      struct fuse_file_info *file, enum fuse_readdir_flags flags) {
  (void)path, (void)offset, (void)file, (void)flags;
  fill(buffer, "disk", NULL, 0, 0);
  fill(buffer, "control", NULL, 0, 0);
  return 0;
}

/* The size is fixed; a shell's `> control` truncates, which is accepted and does nothing. */
static int fs_truncate(const char *path, off_t size, struct fuse_file_info *file) {
  (void)size;
  return (path ? inode_of(path) : file->fh) == CONTROL_INODE ? 0 : -EPERM;
}

static int fs_open(const char *path, struct fuse_file_info *file) {
  file->fh = inode_of(path);
  return file->fh ? 0 : -ENOENT;
}

static int fs_read(const char *path, char *target, size_t length, off_t offset,
                   struct fuse_file_info *file) {
  (void)path;
  return file->fh == DISK_INODE ? disk_read(target, length, (uint64_t)offset)
                                : control_read(target, length, offset);
}

static int fs_write(const char *path, const char *source, size_t length, off_t offset,
                    struct fuse_file_info *file) {
  (void)path;
  return file->fh == DISK_INODE ? disk_write(source, length, (uint64_t)offset)
                                : control_write(source, length);
}

static int fs_fsync(const char *path, int data_only, struct fuse_file_info *file) {
  (void)path, (void)data_only;
  return file->fh == DISK_INODE ? disk_fsync() : 0;
}

/* Ends the file system, and the loop devices over it, with the process that holds our standard input. */
static void *end_at_eof(void *nothing) {
  char byte;

  while (read(STDIN_FILENO, &byte, 1) > 0)
    ;
  kill(getpid(), SIGTERM);
  return nothing;
}

static sigset_t end_signals(void) {
  sigset_t set;

  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  return set;
}

/* Detaching needs answers: the file system ends after it, by the signal that nothing has blocked. */
static void *end_at_signal(void *nothing) {
  sigset_t set = end_signals();
  int signal_number;

  sigwait(&set, &signal_number);
  set_stalled(false, 0);
  detach_loops(disk_path);
  kill(getpid(), SIGHUP);
  return nothing;
}

static void *fs_init(struct fuse_conn_info *connection, struct fuse_config *config) {
  pthread_t thread;

  (void)connection;
  config->use_ino = 1;
  config->nullpath_ok = 1;
  config->direct_io = 1; /* no page cache: every request arrives, and in its order */
  if (pthread_create(&thread, NULL, end_at_signal, NULL) == 0)
    pthread_detach(thread);
  if (until_eof && pthread_create(&thread, NULL, end_at_eof, NULL) == 0)
    pthread_detach(thread);
  return NULL;
}

static const struct fuse_operations operations = {
    .init = fs_init,
    .getattr = fs_getattr,
    .readdir = fs_readdir,
    .truncate = fs_truncate,
    .open = fs_open,
    .read = fs_read,
    .write = fs_write,
    .fsync = fs_fsync,
};

static int usage(void) {
  fprintf(stderr, "usage: fault-drive [-e] [-l LOG] BACKING-FILE FOLDER\n");
  return 2;
}

static int fail(const char *what) {
  perror(what);
  return 1;
}

/* fuse_main() has no working way to say how many threads, in 3.14 at least. */
static int serve(const char *folder) {
  char *argv[] = {"fault-drive", NULL};
  struct fuse_args args = FUSE_ARGS_INIT(1, argv);
  struct fuse *fuse = fuse_new(&args, &operations, sizeof operations, NULL);
  struct fuse_loop_config *config = fuse_loop_cfg_create();

  if (!fuse || fuse_mount(fuse, folder) < 0)
    return 1;
  fuse_loop_cfg_set_max_threads(config, THREADS);
  fuse_set_signal_handlers(fuse_get_session(fuse));
  fuse_loop_mt(fuse, config);
  fuse_unmount(fuse);
  fuse_destroy(fuse);
  return 0;
}

int main(int argc, char **argv) {
  int option;

  while ((option = getopt(argc, argv, "el:")) != -1)
    if (option == 'e')
      until_eof = true;
    else if (option != 'l')
      return usage();
    else if (!log_to(optarg))
      return fail(optarg);
  if (argc - optind != 2)
    return usage();
  char folder[PATH_MAX];
  sigset_t set = end_signals();

  pthread_sigmask(SIG_BLOCK, &set, NULL);
  if (!realpath(argv[optind + 1], folder))
    return fail(argv[optind + 1]);
  snprintf(disk_path, sizeof disk_path, "%s/disk", folder);
  return store_open(argv[optind]) ? serve(argv[optind + 1]) : fail(argv[optind]);
}
