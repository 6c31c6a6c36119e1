package dev.wipeit.media;

import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.Kernel;

/**
 * The page cache behind an open descriptor.
 *
 * @param kernel the system calls
 * @param fd the descriptor
 */
record PageCache(Kernel kernel, int fd) {

  /**
   * Drops a range, and looks whether it is gone: pages that are dirty, mapped by somebody, or of a
   * file system that has no other place for them, stay.
   *
   * @return false where a page is still there, or that cannot be told
   */
  boolean drop(long offset, long length) {
    try {
      kernel.dropCache(fd, offset, length);
      if (!kernel.isCached(fd, offset, length)) {
        return true;
      }
      // A large folio that reaches over the end of the range is dropped only as a whole.
      kernel.dropCache(fd, 0, 0);
      return !kernel.isCached(fd, offset, length);
    } catch (ErrnoException unknown) {
      return false;
    }
  }
}
