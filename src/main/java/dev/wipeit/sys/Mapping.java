package dev.wipeit.sys;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/**
 * A part of the address space that stands for a file or for memory: mmap(2).
 *
 * @param address where it begins
 * @param bytes how long it is
 */
record Mapping(long address, long bytes) {

  /**
   * {@code PROT_READ}, {@code PROT_WRITE} of asm-generic/mman-common.h and {@code MAP_SHARED} of
   * linux/mman.h.
   */
  static final int PROT_READ = 1;

  static final int PROT_WRITE = 2;

  static final int MAP_SHARED = 1;

  /** {@code MAP_PRIVATE} of linux/mman.h, {@code MAP_ANONYMOUS} of asm-generic/mman-common.h. */
  static final int MAP_PRIVATE = 2;

  static final int MAP_ANONYMOUS = 0x20;

  /** {@code MADV_HUGEPAGE} of asm-generic/mman-common.h. */
  static final int MADV_HUGEPAGE = 14;

  /** Memory that is aligned to its own size, in huge pages where the kernel has them. */
  static ByteBuffer memory(CLibrary c, int bytes) throws ErrnoException {
    // Twice as much has an aligned half in it; the rest is given back.
    Mapping twice = anonymous(c, 2L * bytes);
    long aligned = (twice.address + bytes - 1) / bytes * bytes;
    new Mapping(twice.address, aligned - twice.address).unmap(c);
    new Mapping(aligned + bytes, twice.address + bytes - aligned).unmap(c);
    Pointer memory = new Pointer(aligned);
    // A kernel without huge pages says EINVAL; small ones serve as well.
    c.madvise(memory, new NativeLong(bytes), MADV_HUGEPAGE);
    return memory.getByteBuffer(0, bytes);
  }

  /** Whether a page of that part of a file is in the page cache. */
  static boolean isCached(CLibrary c, int fd, long offset, long length) throws ErrnoException {
    int page = c.getpagesize();
    long begin = offset / page * page;
    Mapping file = map(c, offset + length - begin, PROT_READ, MAP_SHARED, fd, begin);
    try {
      return file.isResident(c, page);
    } finally {
      file.unmap(c);
    }
  }

  private boolean isResident(CLibrary c, int page) throws ErrnoException {
    try (Memory pages = new Memory((bytes + page - 1) / page)) {
      Call.retried("mincore", () -> c.mincore(new Pointer(address), new NativeLong(bytes), pages));
      for (byte resident : pages.getByteArray(0, (int) pages.size())) {
        // Only the lowest bit says anything, mincore(2).
        if ((resident & 1) != 0) {
          return true;
        }
      }
      return false;
    }
  }

  private static Mapping anonymous(CLibrary c, long bytes) throws ErrnoException {
    return map(c, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  }

  private static Mapping map(CLibrary c, long bytes, int protection, int flags, int fd, long offset)
      throws ErrnoException {
    long address =
        Call.retried(
            "mmap",
            () ->
                Pointer.nativeValue(
                    c.mmap(
                        Pointer.NULL,
                        new NativeLong(bytes),
                        protection,
                        flags,
                        fd,
                        new NativeLong(offset))));
    return new Mapping(address, bytes);
  }

  private void unmap(CLibrary c) throws ErrnoException {
    if (bytes > 0) {
      Call.retried("munmap", () -> c.munmap(new Pointer(address), new NativeLong(bytes)));
    }
  }
}
