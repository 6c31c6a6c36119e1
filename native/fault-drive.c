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

#include <errno.h>
#include <fcntl.h>
#include <fuse3/fuse.h>
#include <fuse3/fuse_lowlevel.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LBA_BYTES 512
#define MAX_BAD 256
#define MAX_RATES 16
#define NANOS 1000000000LL
#define DISK_INODE 2
#define CONTROL_INODE 3
#define THREADS 64 /* more than the kernel has under way: `control` answers during a stall */

enum op { OP_READ, OP_WRITE, OP_FSYNC, OPS };

static const char *const op_names[OPS] = {"read", "write", "fsync"};

struct range {
  enum op op;
  uint64_t start; /* bytes */
  uint64_t end;
  long times; /* how often it still fails; below 0 for ever */
};

/* Where the drive is only so fast. */
struct rate {
  uint64_t start; /* bytes */
  uint64_t end;
  long long bytes_per_second;
};

/* All that commands change; guarded by `lock`. */
static struct {
  bool stalled;
  bool pauses; /* every fsync that is answered stalls */
  bool gone;
  long delay_micros;
  int bad_count;
  struct range bad[MAX_BAD];
  int rate_count;
  struct rate rates[MAX_RATES];
  long long busy_until; /* nanoseconds: one head serves one request after another */
} faults;

/* What has been asked of the disk; guarded by `lock` too. */
static int waiting;
static unsigned long requests[OPS];

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int backing_fd = -1;
static FILE *log_file;
static bool until_eof;

/* ---- what happens to a request ---- */

static void log_request(enum op op, uint64_t offset, uint64_t length) {
  requests[op]++;
  if (!log_file)
    return;
  fprintf(log_file, "%s %ju %ju\n", op_names[op], (uintmax_t)offset, (uintmax_t)length);
  fflush(log_file);
}

/* Looks again and again, because nobody says `go` when the file system is being unmounted. */
static void wait_while_stalled(void) {
  struct fuse_session *session = fuse_get_session(fuse_get_context()->fuse);

  waiting++;
  while (faults.stalled && !fuse_session_exited(session)) {
    pthread_mutex_unlock(&lock);
    usleep(10 * 1000);
    pthread_mutex_lock(&lock);
  }
  waiting--;
}

static bool is_bad(enum op op, uint64_t offset, uint64_t length) {
  for (int i = 0; i < faults.bad_count; i++) {
    struct range *bad = &faults.bad[i];
    if (bad->op == op && bad->times != 0 && offset < bad->end && bad->start < offset + length) {
      if (bad->times > 0)
        bad->times--;
      return true;
    }
  }
  return false;
}

static long long now_nanos(void) {
  struct timespec now;

  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * NANOS + now.tv_nsec;
}

/* When the head will be done with a request that it takes up after those before it. */
static long long done_at(uint64_t offset, uint64_t length) {
  for (int i = 0; i < faults.rate_count; i++) {
    struct rate *rate = &faults.rates[i];
    if (offset >= rate->start && offset < rate->end) {
      long long begin = now_nanos();
      if (begin < faults.busy_until)
        begin = faults.busy_until;
      faults.busy_until = begin + (long long)length * NANOS / rate->bytes_per_second;
      return faults.busy_until;
    }
  }
  return 0;
}

static void sleep_until(long long nanos) {
  struct timespec at = {.tv_sec = nanos / NANOS, .tv_nsec = nanos % NANOS};

  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL) == EINTR)
    ;
}

/* Answers 0, or the negative errno that the request has to fail with. */
static int admit(enum op op, uint64_t offset, uint64_t length) {
  long delay_micros;
  long long done;
  int answer = 0;

  pthread_mutex_lock(&lock);
  log_request(op, offset, length);
  wait_while_stalled();
  if (faults.gone)
    answer = -ENODEV;
  else if (is_bad(op, offset, length))
    answer = -EIO;
  delay_micros = faults.delay_micros;
  done = done_at(offset, length);
  pthread_mutex_unlock(&lock);
  if (delay_micros > 0)
    usleep((useconds_t)delay_micros);
  sleep_until(done);
  return answer;
}

/* ---- the disk ---- */

static int answer_of(ssize_t result) {
  return result < 0 ? -errno : (int)result;
}

static int disk_read(char *target, size_t length, off_t offset) {
  int refused = admit(OP_READ, (uint64_t)offset, length);

  return refused ? refused : answer_of(pread(backing_fd, target, length, offset));
}

static int disk_write(const char *source, size_t length, off_t offset) {
  int refused = admit(OP_WRITE, (uint64_t)offset, length);

  return refused ? refused : answer_of(pwrite(backing_fd, source, length, offset));
}

static int disk_fsync(void) {
  int answer = admit(OP_FSYNC, 0, 0);

  if (answer == 0)
    answer = answer_of(fsync(backing_fd));
  pthread_mutex_lock(&lock);
  faults.stalled |= faults.pauses;
  pthread_mutex_unlock(&lock);
  return answer;
}

/* ---- the control file ---- */

static int add_bad(const char *kind, unsigned long long lba, unsigned long long count, long times) {
  struct range *bad = &faults.bad[faults.bad_count];

  if (faults.bad_count == MAX_BAD)
    return -ENOSPC;
  bad->op = strcmp(kind, "read") == 0 ? OP_READ : strcmp(kind, "write") == 0 ? OP_WRITE : OPS;
  if (bad->op == OPS)
    return -EINVAL;
  bad->start = lba * LBA_BYTES;
  bad->end = (lba + count) * LBA_BYTES;
  bad->times = times;
  faults.bad_count++;
  return 0;
}

static int add_rate(unsigned long long lba, unsigned long long count, long long kib) {
  struct rate *rate = &faults.rates[faults.rate_count];

  if (faults.rate_count == MAX_RATES)
    return -ENOSPC;
  if (kib < 1 || kib > 1LL << 30)
    return -EINVAL;
  rate->start = lba * LBA_BYTES;
  rate->end = (lba + count) * LBA_BYTES;
  rate->bytes_per_second = kib * 1024;
  faults.rate_count++;
  return 0;
}

static int obey(const char *line) {
  char kind[8];
  unsigned long long lba, count;
  long micros;
  long long kib;
  long times = -1;
  bool stall = strcmp(line, "stall") == 0;
  bool gone = strcmp(line, "gone") == 0;

  if (stall || strcmp(line, "go") == 0)
    faults.stalled = stall;
  else if (gone || strcmp(line, "back") == 0)
    faults.gone = gone;
  else if (strcmp(line, "pause") == 0)
    faults.pauses = true;
  else if (strcmp(line, "clear") == 0)
    memset(&faults, 0, sizeof faults);
  else if (sscanf(line, "delay %ld", &micros) == 1 && micros >= 0 && micros <= 1000 * 1000)
    faults.delay_micros = micros;
  else if (sscanf(line, "rate %llu %llu %lld", &lba, &count, &kib) == 3)
    return add_rate(lba, count, kib);
  else if (sscanf(line, "bad %7s %llu %llu %ld", kind, &lba, &count, &times) >= 3)
    return add_bad(kind, lba, count, times);
  else
    return -EINVAL;
  return 0;
}

/* Commands up to the first that is wrong; the writer gets its errno. */
static int control_write(const char *source, size_t length) {
  char text[4096];
  char *rest = text;
  char *line;
  int answer = 0;

  if (length >= sizeof text)
    return -E2BIG;
  memcpy(text, source, length);
  text[length] = '\0';
  pthread_mutex_lock(&lock);
  while (answer == 0 && (line = strsep(&rest, "\n")) != NULL)
    if (*line)
      answer = obey(line);
  pthread_mutex_unlock(&lock);
  return answer ? answer : (int)length;
}

static int control_read(char *target, size_t length, off_t offset) {
  static const char format[] = "stalled %d\ngone %d\ndelay %ld\nbad %d\nwaiting %d\n"
                               "reads %lu\nwrites %lu\nfsyncs %lu\n";
  char text[512];
  int size;

  pthread_mutex_lock(&lock);
  size = snprintf(text, sizeof text, format, faults.stalled, faults.gone, faults.delay_micros,
                  faults.bad_count, waiting, requests[OP_READ], requests[OP_WRITE],
                  requests[OP_FSYNC]);
  pthread_mutex_unlock(&lock);
  if (offset >= size)
    return 0;
  length = length < (size_t)(size - offset) ? length : (size_t)(size - offset);
  memcpy(target, text + offset, length);
  return (int)length;
}

/* ---- the file system ---- */

static uint64_t inode_of(const char *path) {
  if (strcmp(path, "/disk") == 0)
    return DISK_INODE;
  return strcmp(path, "/control") == 0 ? CONTROL_INODE : 0;
}

static int fs_getattr(const char *path, struct stat *status, struct fuse_file_info *file) {
  uint64_t inode = path ? inode_of(path) : file->fh;
  struct stat backing;

  memset(status, 0, sizeof *status);
  status->st_nlink = 1;
  status->st_uid = getuid();
  status->st_gid = getgid();
  status->st_ino = inode ? inode : 1;
  status->st_mode = inode ? S_IFREG | 0600 : S_IFDIR | 0700;
  if (!inode)
    return strcmp(path, "/") == 0 ? 0 : -ENOENT;
  if (inode == DISK_INODE && fstat(backing_fd, &backing) < 0)
    return -errno;
  status->st_size = inode == DISK_INODE ? backing.st_size : 0;
  return 0;
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
  return file->fh == DISK_INODE ? disk_read(target, length, offset)
                                : control_read(target, length, offset);
}

static int fs_write(const char *path, const char *source, size_t length, off_t offset,
                    struct fuse_file_info *file) {
  (void)path;
  return file->fh == DISK_INODE ? disk_write(source, length, offset)
                                : control_write(source, length);
}

static int fs_fsync(const char *path, int data_only, struct fuse_file_info *file) {
  (void)path, (void)data_only;
  return file->fh == DISK_INODE ? disk_fsync() : 0;
}

/* Ends the file system with the process that holds our standard input. */
static void *end_at_eof(void *nothing) {
  char byte;

  while (read(STDIN_FILENO, &byte, 1) > 0)
    ;
  kill(getpid(), SIGTERM);
  return nothing;
}

static void *fs_init(struct fuse_conn_info *connection, struct fuse_config *config) {
  pthread_t thread;

  (void)connection;
  config->use_ino = 1;
  config->nullpath_ok = 1;
  config->direct_io = 1; /* no page cache: every request arrives, and in its order */
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
    else if (!(log_file = fopen(optarg, "ae")))
      return fail(optarg);
  if (argc - optind != 2)
    return usage();
  backing_fd = open(argv[optind], O_RDWR | O_CLOEXEC);
  return backing_fd < 0 ? fail(argv[optind]) : serve(argv[optind + 1]);
}
