/*
 * The control file: commands, one per line, and the state when it is read. README.md tells what they do.
 */
#define _GNU_SOURCE

#include "drive.h"

#include <errno.h>
#include <string.h>

#define MAX_DELAY (1000 * 1000)
#define MAX_KIB (1LL << 30)

typedef unsigned long long number;

/* A command with its faults: `both` has two. */
static const struct {
  const char *name;
  enum fault fault;
} range_commands[] = {
    {"bad read", BAD_READ},   {"bad write", BAD_WRITE},     {"bad both", BAD_READ},
    {"bad both", BAD_WRITE},  {"lose write", LOST_WRITE},   {"tear write", TORN_WRITE},
    {"tear fail", TORN_FAILED}, {"rot read", ROTTEN},       {"grow read", BAD_READ},
    {"grow write", BAD_WRITE},
};

/* NAME LBA COUNT [TIMES], and for what grows NAME LBA COUNT STEP MOST, in sectors. */
static int obey_range(const char *line) {
  char verb[8], object[8], name[17];
  number lba, count, third = 0, most = 0;
  long times = -1;
  int found = sscanf(line, "%7s %7s %llu %llu", verb, object, &lba, &count);
  bool grows = strncmp(line, "grow ", 5) == 0;
  bool done = false;

  if (found != 4 || count == 0)
    return -EINVAL;
  if (grows && sscanf(line, "%*s %*s %*u %*u %llu %llu", &third, &most) != 2)
    return -EINVAL;
  if (!grows)
    sscanf(line, "%*s %*s %*u %*u %ld", &times);
  snprintf(name, sizeof name, "%s %s", verb, object);
  for (size_t i = 0; i < sizeof range_commands / sizeof *range_commands; i++) {
    struct range range = {
        .fault = range_commands[i].fault,
        .start = lba * SECTOR_BYTES,
        .end = (lba + count) * SECTOR_BYTES,
        .times = times,
        .step = third * SECTOR_BYTES,
        .most = grows ? (lba + most) * SECTOR_BYTES : 0,
    };
    if (strcmp(name, range_commands[i].name) == 0) {
      int answer = add_range(&range);
      if (answer)
        return answer;
      done = true;
    }
  }
  return done ? 0 : -EINVAL;
}

static int obey_rate(number lba, number count, long long kib) {
  if (kib < 1 || kib > MAX_KIB)
    return -EINVAL;
  return add_rate(lba * SECTOR_BYTES, (lba + count) * SECTOR_BYTES, kib * 1024);
}

static void power_back(void) {
  store_on();
  set_gone(false);
}

/* Now, or at a request to come. */
static void cut_power(number seed, const number *after) {
  if (after) {
    set_cut(*after, seed);
    return;
  }
  set_gone(true);
  store_cut(seed);
}

/* Commands of one word. */
static bool obey_word(const char *line) {
  if (strcmp(line, "stall") == 0)
    set_stalled(true, 0);
  else if (strcmp(line, "go") == 0)
    set_stalled(false, 0);
  else if (strcmp(line, "gone") == 0)
    set_gone(true);
  else if (strcmp(line, "back") == 0)
    power_back();
  else if (strcmp(line, "pause") == 0)
    set_pausing();
  else if (strcmp(line, "clear") == 0)
    clear_faults();
  else if (strcmp(line, "lie") == 0)
    set_lying_flushes(-1);
  else
    return false;
  return true;
}

static int obey(const char *line) {
  number first, second;
  long long kib;
  long small;
  double seconds;
  int found;

  if (obey_word(line))
    return 0;
  if (sscanf(line, "stall %lf", &seconds) == 1 && seconds > 0)
    set_stalled(true, seconds);
  else if (sscanf(line, "delay %ld", &small) == 1 && small >= 0 && small <= MAX_DELAY)
    set_delay(small);
  else if (sscanf(line, "lie %ld", &small) == 1 && small >= 0)
    set_lying_flushes(small);
  else if (sscanf(line, "cache %llu", &first) == 1)
    store_cache(first * 1024);
  else if (sscanf(line, "capacity %llu", &first) == 1)
    store_capacity(first * SECTOR_BYTES);
  else if ((found = sscanf(line, "cut %llu %llu", &first, &second)) >= 1)
    cut_power(first, found == 2 ? &second : NULL);
  else if (sscanf(line, "rate %llu %llu %lld", &first, &second, &kib) == 3)
    return obey_rate(first, second, kib);
  else
    return obey_range(line);
  return 0;
}

/* Commands up to the first that is wrong; the writer gets its errno. */
int control_write(const char *source, size_t length) {
  char text[4096];
  char *rest = text;
  char *line;
  int answer = 0;

  if (length >= sizeof text)
    return -E2BIG;
  memcpy(text, source, length);
  text[length] = '\0';
  while (answer == 0 && (line = strsep(&rest, "\n")) != NULL)
    if (*line)
      answer = obey(line);
  return answer ? answer : (int)length;
}

int control_read(char *target, size_t length, off_t offset) {
  char text[512];
  int size = print_faults(text, sizeof text);

  if (offset >= size)
    return 0;
  length = length < (size_t)(size - offset) ? length : (size_t)(size - offset);
  memcpy(target, text + offset, length);
  return (int)length;
}
