package dev.wipeit.sys;

import java.util.Map;

/**
 * An error number of the kernel; the numbers and names are those of asm-generic/errno-base.h and
 * asm-generic/errno.h, which x86, ARM and RISC-V share.
 *
 * @param number the value of {@code errno}
 */
public record Errno(int number) {

  public static final Errno EPERM = new Errno(1);
  public static final Errno ENOENT = new Errno(2);
  public static final Errno EINTR = new Errno(4);
  public static final Errno EIO = new Errno(5);
  public static final Errno ENXIO = new Errno(6);
  public static final Errno EBADF = new Errno(9);
  public static final Errno EACCES = new Errno(13);
  public static final Errno EBUSY = new Errno(16);
  public static final Errno ENODEV = new Errno(19);
  public static final Errno EINVAL = new Errno(22);
  public static final Errno ENOTTY = new Errno(25);
  public static final Errno ENOSPC = new Errno(28);
  public static final Errno EROFS = new Errno(30);
  public static final Errno ENOSYS = new Errno(38);
  public static final Errno EBADE = new Errno(52);
  public static final Errno ENODATA = new Errno(61);
  public static final Errno ETIME = new Errno(62);
  public static final Errno ENOLINK = new Errno(67);
  public static final Errno EILSEQ = new Errno(84);
  public static final Errno ETIMEDOUT = new Errno(110);
  public static final Errno EREMOTEIO = new Errno(121);
  public static final Errno ENOMEDIUM = new Errno(123);

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "EPERM (not permitted)"),
          Map.entry(2, "ENOENT (no such file)"),
          Map.entry(4, "EINTR (interrupted)"),
          Map.entry(5, "EIO (input/output error)"),
          Map.entry(6, "ENXIO (no such device)"),
          Map.entry(9, "EBADF (closed descriptor)"),
          Map.entry(13, "EACCES (permission denied)"),
          Map.entry(16, "EBUSY (in use)"),
          Map.entry(19, "ENODEV (no such device)"),
          Map.entry(22, "EINVAL (invalid argument)"),
          Map.entry(25, "ENOTTY (not for this kind of file)"),
          Map.entry(28, "ENOSPC (no space left)"),
          Map.entry(30, "EROFS (read-only)"),
          Map.entry(38, "ENOSYS (not known to this kernel)"),
          Map.entry(40, "ELOOP (symbolic link not followed)"),
          Map.entry(52, "EBADE (reserved by another host)"),
          Map.entry(61, "ENODATA (medium error)"),
          Map.entry(62, "ETIME (time limit of the command)"),
          Map.entry(67, "ENOLINK (transport error)"),
          Map.entry(84, "EILSEQ (protection error)"),
          Map.entry(110, "ETIMEDOUT (timed out)"),
          Map.entry(121, "EREMOTEIO (remote input/output error)"),
          Map.entry(123, "ENOMEDIUM (no medium)"));

  @Override
  public String toString() {
    return NAMES.getOrDefault(number, "errno " + number);
  }
}
