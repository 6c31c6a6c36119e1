/* Detaches the loop devices over `disk`: one that outlives its drive makes the kernel's answers unsure for all. */
#define _GNU_SOURCE
#include "drive.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/loop.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define TRIES 100
#define PAUSE_MICROS 20000

static bool is_over(const char *loop, const char *disk) {
  char path[NAME_MAX + 64], file[PATH_MAX] = "";
  FILE *backing;

  snprintf(path, sizeof path, "/sys/block/%s/loop/backing_file", loop);
  backing = fopen(path, "r");
  if (!backing)
    return false;
  if (!fgets(file, sizeof file, backing))
    file[0] = '\0';
  fclose(backing);
  file[strcspn(file, "\n")] = '\0';
  return strcmp(file, disk) == 0;
}

/* By the file itself: a path can be that of another one. */
static void detach(const char *loop, const char *disk, const struct stat *own) {
  char node[NAME_MAX + 8];
  struct loop_info64 info;
  int fd;

  snprintf(node, sizeof node, "/dev/%s", loop);
  fd = open(node, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return;
  if (ioctl(fd, LOOP_GET_STATUS64, &info) == 0 && info.lo_inode == own->st_ino &&
      (dev_t)info.lo_device == own->st_dev)
    ioctl(fd, LOOP_CLR_FD, 0);
  close(fd);
  /* The kernel lets go of it when the last one has closed it. */
  for (int i = 0; i < TRIES && is_over(loop, disk); i++)
    usleep(PAUSE_MICROS);
}

void detach_loops(const char *disk) {
  struct stat own;
  struct dirent *entry;
  DIR *block = opendir("/sys/block");

  if (block && stat(disk, &own) == 0)
    while ((entry = readdir(block)))
      if (strncmp(entry->d_name, "loop", 4) == 0 && is_over(entry->d_name, disk))
        detach(entry->d_name, disk, &own);
  if (block)
    closedir(block);
}
