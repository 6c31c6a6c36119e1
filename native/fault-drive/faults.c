/*
 * What happens to a request: it is logged, it waits, it is slow, it fails, it is lied about. All of it is
 * guarded by one lock, which is not held while a request waits.
 */
#define FUSE_USE_VERSION FUSE_MAKE_VERSION(3, 12)
#define _GNU_SOURCE

#include "drive.h"

#include <errno.h>
#include <fuse3/fuse.h>
#include <fuse3/fuse_lowlevel.h>
#include <pthread.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MAX_RANGES 256
#define MAX_RATES 16
#define NANOS 1000000000LL

static const char *const op_names[OPS] = {"read", "write", "fsync"};

/* Where the drive is only so fast. */
struct rate {
  uint64_t start; /* bytes */
  uint64_t end;
  long long bytes_per_second;
};

/* All that commands change; guarded by `lock`. */
static struct {
  bool stalled;
  long long stalled_until; /* nanoseconds; 0 for ever */
  bool pauses;             /* every fsync that is answered stalls */
  bool gone;
  long delay_micros;
  long lying_flushes; /* how many still; below 0 for ever */
  bool cuts;          /* the power fails ... */
  uint64_t cut_after; /* ... at the request after so many more */
  uint64_t cut_seed;
  int range_count;
  struct range ranges[MAX_RANGES];
  int rate_count;
  struct rate rates[MAX_RATES];
  long long busy_until; /* nanoseconds: one head serves one request after another */
} faults;

/* What has been asked of the disk; guarded by `lock` too. */
static int waiting;
static unsigned long requests[OPS];
static FILE *log_file;
static long long begin_nanos;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static long long now_nanos(void) {
  struct timespec now;

  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * NANOS + now.tv_nsec;
}

/* ---- the log ---- */

bool log_to(const char *path) {
  begin_nanos = now_nanos();
  log_file = fopen(path, "ae");
  return log_file;
}

/* FNV-1a, 64 bits. */
static uint64_t hash(const char *data, uint64_t length) {
  uint64_t hash = 0xcbf29ce484222325ULL;

  for (uint64_t i = 0; i < length; i++)
    hash = (hash ^ (unsigned char)data[i]) * 0x100000001b3ULL;
  return hash;
}

static void write_log(const char *what, uint64_t offset, uint64_t length, uint64_t digest) {
  if (!log_file)
    return;
  fprintf(log_file, "%s %ju %ju %lld %016jx\n", what, (uintmax_t)offset, (uintmax_t)length,
          (now_nanos() - begin_nanos) / 1000, (uintmax_t)digest);
  fflush(log_file);
}

/* ---- what becomes of a request ---- */

/* Looks again and again, because nobody says `go` when the file system is being unmounted. */
static void wait_while_stalled(void) {
  struct fuse_session *session = fuse_get_session(fuse_get_context()->fuse);

  waiting++;
  while (faults.stalled && !fuse_session_exited(session)) {
    if (faults.stalled_until && now_nanos() >= faults.stalled_until) {
      faults.stalled = false;
      break;
    }
    pthread_mutex_unlock(&lock);
    usleep(10 * 1000);
    pthread_mutex_lock(&lock);
  }
  waiting--;
}

/* The first range with that fault that the request touches, which then has happened once more. */
static struct range *meets(enum fault fault, uint64_t offset, uint64_t length) {
  for (int i = 0; i < faults.range_count; i++) {
    struct range *range = &faults.ranges[i];
    if (range->fault == fault && range->times != 0 && offset < range->end &&
        range->start < offset + length) {
      if (range->times > 0)
        range->times--;
      if (range->end < range->most)
        range->end = range->end + range->step < range->most ? range->end + range->step : range->most;
      return range;
    }
  }
  return NULL;
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

static bool power_fails_now(void) {
  if (!faults.cuts || faults.cut_after-- > 0)
    return false;
  faults.cuts = false;
  faults.gone = true;
  return true;
}

static void judge_write(struct verdict *verdict, uint64_t offset, uint64_t length) {
  struct range *torn = meets(TORN_WRITE, offset, length);
  struct range *failed = torn ? NULL : meets(TORN_FAILED, offset, length);

  if (torn || failed)
    verdict->end = (torn ? torn : failed)->start > offset ? (torn ? torn : failed)->start : offset;
  if (failed || meets(BAD_WRITE, offset, length))
    verdict->error = -EIO;
  verdict->keeps_nothing = !failed && (verdict->error || meets(LOST_WRITE, offset, length));
}

static struct verdict judge(enum op op, uint64_t offset, uint64_t length) {
  struct verdict verdict = {.end = offset + length, .cut_seed = faults.cut_seed};

  if (faults.gone)
    verdict.error = -ENODEV, verdict.keeps_nothing = true;
  else if (power_fails_now())
    verdict.error = -ENODEV, verdict.power_fails = true;
  else if (op == OP_READ && meets(BAD_READ, offset, length))
    verdict.error = -EIO;
  else if (op == OP_WRITE)
    judge_write(&verdict, offset, length);
  else if (op == OP_FSYNC && faults.lying_flushes != 0) {
    verdict.keeps_nothing = true;
    faults.lying_flushes -= faults.lying_flushes > 0;
  }
  return verdict;
}

struct verdict admit(enum op op, uint64_t offset, uint64_t length, const char *data) {
  struct verdict verdict;
  long delay_micros;
  long long done;
  uint64_t digest = log_file && data ? hash(data, length) : 0;

  pthread_mutex_lock(&lock);
  requests[op]++;
  write_log(op_names[op], offset, length, digest);
  wait_while_stalled();
  verdict = judge(op, offset, length);
  delay_micros = faults.delay_micros;
  done = done_at(offset, length);
  pthread_mutex_unlock(&lock);
  if (delay_micros > 0)
    usleep((useconds_t)delay_micros);
  sleep_until(done);
  return verdict;
}

void give(char *data, uint64_t offset, uint64_t length) {
  pthread_mutex_lock(&lock);
  for (uint64_t at = 0; at < length; at += SECTOR_BYTES)
    if (meets(ROTTEN, offset + at, SECTOR_BYTES))
      data[at] ^= 1;
  write_log("given", offset, length, log_file ? hash(data, length) : 0);
  pthread_mutex_unlock(&lock);
}

void after_fsync(void) {
  pthread_mutex_lock(&lock);
  faults.stalled |= faults.pauses;
  pthread_mutex_unlock(&lock);
}

/* ---- for the control file ---- */

void set_stalled(bool stalled, double seconds) {
  pthread_mutex_lock(&lock);
  faults.stalled = stalled;
  faults.stalled_until = seconds > 0 ? now_nanos() + (long long)(seconds * NANOS) : 0;
  pthread_mutex_unlock(&lock);
}

void set_gone(bool gone) {
  pthread_mutex_lock(&lock);
  faults.gone = gone;
  pthread_mutex_unlock(&lock);
}

void set_pausing(void) {
  pthread_mutex_lock(&lock);
  faults.pauses = true;
  pthread_mutex_unlock(&lock);
}

void set_delay(long micros) {
  pthread_mutex_lock(&lock);
  faults.delay_micros = micros;
  pthread_mutex_unlock(&lock);
}

void set_lying_flushes(long times) {
  pthread_mutex_lock(&lock);
  faults.lying_flushes = times;
  pthread_mutex_unlock(&lock);
}

void set_cut(uint64_t after, uint64_t seed) {
  pthread_mutex_lock(&lock);
  faults.cuts = true;
  faults.cut_after = after;
  faults.cut_seed = seed;
  pthread_mutex_unlock(&lock);
}

int add_range(const struct range *range) {
  int answer = -ENOSPC;

  pthread_mutex_lock(&lock);
  if (faults.range_count < MAX_RANGES) {
    faults.ranges[faults.range_count++] = *range;
    answer = 0;
  }
  pthread_mutex_unlock(&lock);
  return answer;
}

int add_rate(uint64_t start, uint64_t end, long long bytes_per_second) {
  int answer = -ENOSPC;

  pthread_mutex_lock(&lock);
  if (faults.rate_count < MAX_RATES) {
    faults.rates[faults.rate_count++] = (struct rate){start, end, bytes_per_second};
    answer = 0;
  }
  pthread_mutex_unlock(&lock);
  return answer;
}

void clear_faults(void) {
  pthread_mutex_lock(&lock);
  memset(&faults, 0, sizeof faults);
  pthread_mutex_unlock(&lock);
}

int print_faults(char *text, size_t size) {
  static const char format[] = "stalled %d\ngone %d\ndelay %ld\nbad %d\nwaiting %d\n"
                               "reads %lu\nwrites %lu\nfsyncs %lu\ncached %ju\n";
  uintmax_t cached = store_cached();
  int length;

  pthread_mutex_lock(&lock);
  length = snprintf(text, size, format, faults.stalled, faults.gone, faults.delay_micros,
                    faults.range_count, waiting, requests[OP_READ], requests[OP_WRITE],
                    requests[OP_FSYNC], cached);
  pthread_mutex_unlock(&lock);
  return length;
}
