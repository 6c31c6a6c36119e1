/*
 * What the parts of fault-drive know of each other. A request goes from main.c to faults.c, which decides
 * what becomes of it, and then to store.c, which has the bytes; control.c changes what the other two do.
 */
#ifndef DRIVE_H
#define DRIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#define SECTOR_BYTES 512

enum op { OP_READ, OP_WRITE, OP_FSYNC, OPS };

/* ---- loops.c ---- */

/* Detaches every loop device over the file of that path; waits for the last one that has it open, 2 s at most. */
void detach_loops(const char *disk);

/* ---- faults.c ---- */

/* What a request that touches a range of sectors meets there. */
enum fault {
  BAD_READ,    /* a read fails with EIO */
  BAD_WRITE,   /* a write fails with EIO and changes nothing */
  LOST_WRITE,  /* a write is confirmed and changes nothing */
  TORN_WRITE,  /* a write ends before the range and is confirmed */
  TORN_FAILED, /* a write ends before the range and fails with EIO */
  ROTTEN,      /* a read gives one bit of each sector wrong */
};

struct range {
  enum fault fault;
  uint64_t start; /* bytes */
  uint64_t end;
  long times;    /* how often it still happens; below 0 for ever */
  uint64_t step; /* bytes that the range grows by each time it happens */
  uint64_t most; /* where it has grown to its end */
};

/* What becomes of a request. */
struct verdict {
  int error;        /* 0, or the negative errno that it has to fail with */
  bool power_fails; /* at this request, which is the last that may leave a trace */
  uint64_t cut_seed;
  bool keeps_nothing; /* of a write; or of a flush, which then is a lie */
  uint64_t end;       /* where a write ends, in bytes of the disk */
};

/* Takes a request in, logs it, lets it wait, and says what becomes of it. `data` only of a write. */
struct verdict admit(enum op op, uint64_t offset, uint64_t length, const char *data);
/* After a read: spoils what has rotted, and logs what was read. */
void give(char *data, uint64_t offset, uint64_t length);
/* After an fsync was answered. */
void after_fsync(void);

bool log_to(const char *path);

/* For control.c; each answers 0 or a negative errno. */
void set_stalled(bool stalled, double seconds); /* 0 seconds: for ever */
void set_gone(bool gone);
void set_pausing(void);
void set_delay(long micros);
void set_lying_flushes(long times);
void set_cut(uint64_t after, uint64_t seed);
int add_range(const struct range *range);
int add_rate(uint64_t start, uint64_t end, long long bytes_per_second);
void clear_faults(void);
int print_faults(char *text, size_t size);

/* ---- store.c ---- */

bool store_open(const char *path);
off_t store_size(void);
int store_read(char *target, size_t length, uint64_t offset);
/* Into the cache if there is one, or if the power is about to fail. */
int store_write(const char *source, size_t length, uint64_t offset, bool power_fails);
int store_flush(void);
/* Of what no flush has covered any part is left, chosen by the seed; nothing is taken until `store_on`. */
void store_cut(uint64_t seed);
void store_on(void);
/* How many bytes the volatile write cache holds, 0 for none. */
void store_cache(uint64_t bytes);
/* Where the medium ends really, in bytes; 0: where it says. */
void store_capacity(uint64_t bytes);
uint64_t store_cached(void);

/* ---- control.c ---- */

int control_write(const char *source, size_t length);
int control_read(char *target, size_t length, off_t offset);

#endif
