package dev.wipeit.sys;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/**
 * The C names and types. The variadic ones are declared with the one argument that is passed, which
 * the calling conventions of Linux on x86-64, arm64 and riscv64 allow.
 */
interface CLibrary extends Library {
  int open(String path, int flags, int mode) throws LastErrorException;

  int close(int fd) throws LastErrorException;

  int dup2(int from, int to) throws LastErrorException;

  int statx(int directory, String path, int flags, int mask, Pointer buffer)
      throws LastErrorException;

  int ioctl(int fd, NativeLong request, Pointer argument) throws LastErrorException;

  int fcntl(int fd, int command, int argument) throws LastErrorException;

  NativeLong pwrite(int fd, Pointer buffer, NativeLong count, NativeLong offset)
      throws LastErrorException;

  NativeLong pread(int fd, Pointer buffer, NativeLong count, NativeLong offset)
      throws LastErrorException;

  int posix_fadvise(int fd, NativeLong offset, NativeLong length, int advice);

  int sync_file_range(int fd, NativeLong offset, NativeLong length, int flags)
      throws LastErrorException;

  int getpagesize();

  Pointer mmap(
      Pointer address, NativeLong length, int protection, int flags, int fd, NativeLong offset)
      throws LastErrorException;

  int madvise(Pointer address, NativeLong length, int advice);

  int mincore(Pointer address, NativeLong length, Pointer pages) throws LastErrorException;

  int munmap(Pointer address, NativeLong length) throws LastErrorException;

  int getppid();

  int kill(int process, int signal) throws LastErrorException;

  int prctl(int option, NativeLong a, NativeLong b, NativeLong c, NativeLong d)
      throws LastErrorException;

  Pointer signal(int number, Pointer handler) throws LastErrorException;

  NativeLong syscall(NativeLong number, NativeLong a, NativeLong b, NativeLong c)
      throws LastErrorException;

  NativeLong syscall(NativeLong number, NativeLong a, Pointer b, NativeLong c, NativeLong d)
      throws LastErrorException;

  int poll(Pointer descriptors, NativeLong count, int timeoutMillis) throws LastErrorException;

  int isatty(int fd) throws LastErrorException;
}
