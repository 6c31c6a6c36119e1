package dev.wipeit.media;

import dev.wipeit.media.MediaException.Kind;
import dev.wipeit.sys.Errno;
import java.util.Set;

/** What the error number of a read or a write says of the device. */
final class ErrnoMeaning {

  /** There is no device any more, whatever was asked of it. */
  private static final Set<Errno> GONE = Set.of(Errno.ENODEV, Errno.ENXIO, Errno.ENOMEDIUM);

  /** What a medium refuses, or a link to it fails at: block/blk-core.c of the kernel names them. */
  private static final Set<Errno> REFUSED =
      Set.of(
          Errno.EIO,
          Errno.ENODATA,
          Errno.EILSEQ,
          Errno.EREMOTEIO,
          Errno.ETIMEDOUT,
          Errno.ETIME,
          Errno.ENOLINK);

  private static final Set<Errno> READ_ONLY = Set.of(Errno.EPERM, Errno.EROFS, Errno.EACCES);

  private ErrnoMeaning() {}

  /**
   * The kind of a failure. A pulled USB drive answers ENODEV once and ENOSPC afterwards, because
   * its size is 0 by then; ENOSPC of a device that has its size is a thin pool without room. A
   * drive that was switched to read-only opens for writing and answers EPERM.
   *
   * @param request {@link Kind#READ} or {@link Kind#WRITE}
   * @param hasItsSize whether the device still has the size that it was opened with
   */
  static Kind of(Kind request, Errno errno, boolean hasItsSize) {
    if (!hasItsSize || GONE.contains(errno)) {
      return Kind.GONE;
    }
    if (request == Kind.WRITE && READ_ONLY.contains(errno)) {
      return Kind.PROTECTED;
    }
    return REFUSED.contains(errno) ? request : Kind.OTHER;
  }
}
