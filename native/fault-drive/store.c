/*
 * The bytes of the drive: the medium, which is the backing file, and before it a volatile write cache. The
 * cache is a list of writes in their order; what a flush or a full cache drives out goes to the medium.
 */
#define _GNU_SOURCE

#include "drive.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct pending {
  struct pending *next;
  uint64_t offset;
  size_t length;
  char data[];
};

static int medium = -1;

/* Guards all below. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct pending *oldest;
static struct pending **newest = &oldest;
static uint64_t cached;
static uint64_t cache_bytes;
static uint64_t capacity;
static bool off;

bool store_open(const char *path) {
  medium = open(path, O_RDWR | O_CLOEXEC);
  return medium >= 0;
}

off_t store_size(void) {
  struct stat status;

  return fstat(medium, &status) < 0 ? -errno : status.st_size;
}

/* ---- the medium ---- */

static int put(const char *source, size_t length, uint64_t offset) {
  while (length > 0) {
    ssize_t n = pwrite(medium, source, length, (off_t)offset);
    if (n <= 0)
      return n < 0 ? -errno : -EIO;
    source += n, offset += (uint64_t)n, length -= (size_t)n;
  }
  return 0;
}

static int get(char *target, size_t length, uint64_t offset) {
  while (length > 0) {
    ssize_t n = pread(medium, target, length, (off_t)offset);
    if (n <= 0)
      return n < 0 ? -errno : -EIO;
    target += n, offset += (uint64_t)n, length -= (size_t)n;
  }
  return 0;
}

/* ---- the cache ---- */

static void forget_oldest(void) {
  struct pending *write = oldest;

  oldest = write->next;
  if (!oldest)
    newest = &oldest;
  cached -= write->length;
  free(write);
}

static int drive_out(uint64_t most) {
  int answer = 0;

  while (answer == 0 && cached > most) {
    answer = put(oldest->data, oldest->length, oldest->offset);
    if (answer == 0)
      forget_oldest();
  }
  return answer;
}

static int keep(const char *source, size_t length, uint64_t offset) {
  struct pending *write = malloc(sizeof *write + length);

  if (!write)
    return -ENOMEM;
  *write = (struct pending){.offset = offset, .length = length};
  memcpy(write->data, source, length);
  *newest = write;
  newest = &write->next;
  cached += length;
  return 0;
}

/* What is in the cache is what a reader gets, the newest last. */
static void lay_over(char *target, size_t length, uint64_t offset) {
  for (struct pending *write = oldest; write; write = write->next) {
    uint64_t begin = write->offset > offset ? write->offset : offset;
    uint64_t end = write->offset + write->length;
    if (end > offset + length)
      end = offset + length;
    if (begin < end)
      memcpy(target + (begin - offset), write->data + (begin - write->offset), end - begin);
  }
}

/* ---- requests ---- */

/* Where a byte really is, and how many from there on are beside each other. */
static uint64_t place(uint64_t offset, size_t *length) {
  uint64_t there = capacity ? offset % capacity : offset;

  if (capacity && *length > capacity - there)
    *length = capacity - there;
  return there;
}

int store_read(char *target, size_t length, uint64_t offset) {
  int answer = 0;

  pthread_mutex_lock(&lock);
  for (size_t done = 0, piece; answer == 0 && done < length; done += piece) {
    piece = length - done;
    uint64_t there = place(offset + done, &piece);
    answer = get(target + done, piece, there);
    lay_over(target + done, piece, there);
  }
  pthread_mutex_unlock(&lock);
  return answer;
}

int store_write(const char *source, size_t length, uint64_t offset, bool power_fails) {
  int (*take)(const char *, size_t, uint64_t) = put;
  int answer;

  pthread_mutex_lock(&lock);
  answer = off ? -ENODEV : 0;
  if (cache_bytes > 0 || power_fails)
    take = keep;
  for (size_t done = 0, piece; answer == 0 && done < length; done += piece) {
    piece = length - done;
    uint64_t there = place(offset + done, &piece);
    answer = take(source + done, piece, there);
  }
  if (answer == 0 && !power_fails)
    answer = drive_out(cache_bytes);
  pthread_mutex_unlock(&lock);
  return answer;
}

int store_flush(void) {
  int answer;

  pthread_mutex_lock(&lock);
  answer = off ? -ENODEV : drive_out(0);
  pthread_mutex_unlock(&lock);
  return answer ? answer : fsync(medium) < 0 ? -errno : 0;
}

/* splitmix64, for the same choice from the same seed on every machine. */
static uint64_t draw(uint64_t *seed) {
  uint64_t z = *seed += 0x9e3779b97f4a7c15ULL;

  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

/* A write is lost, whole, torn at a sector, or any of its sectors are there. */
static void leave_a_part(const struct pending *write, uint64_t *seed) {
  size_t sectors = (write->length + SECTOR_BYTES - 1) / SECTOR_BYTES;
  uint64_t fate = draw(seed) % 4;
  uint64_t torn_at = fate == 0 ? 0 : fate == 1 ? sectors : draw(seed) % (sectors + 1);

  for (size_t i = 0; i < sectors; i++) {
    size_t begin = i * SECTOR_BYTES;
    size_t length = write->length - begin < SECTOR_BYTES ? write->length - begin : SECTOR_BYTES;
    bool survives = fate == 3 ? draw(seed) & 1 : i < torn_at;
    if (survives && put(write->data + begin, length, write->offset + begin) < 0)
      perror("power cut");
  }
}

void store_cut(uint64_t seed) {
  pthread_mutex_lock(&lock);
  while (oldest) {
    leave_a_part(oldest, &seed);
    forget_oldest();
  }
  off = true;
  pthread_mutex_unlock(&lock);
}

/* ---- how it is ---- */

void store_on(void) {
  pthread_mutex_lock(&lock);
  off = false;
  pthread_mutex_unlock(&lock);
}

void store_cache(uint64_t bytes) {
  pthread_mutex_lock(&lock);
  cache_bytes = bytes;
  if (drive_out(bytes) < 0)
    perror("cache");
  pthread_mutex_unlock(&lock);
}

void store_capacity(uint64_t bytes) {
  pthread_mutex_lock(&lock);
  capacity = bytes;
  pthread_mutex_unlock(&lock);
}

uint64_t store_cached(void) {
  uint64_t now;

  pthread_mutex_lock(&lock);
  now = cached;
  pthread_mutex_unlock(&lock);
  return now;
}
