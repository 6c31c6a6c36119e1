package dev.wipeit.sys;

import com.sun.jna.LastErrorException;

/** A call of the C library. */
@FunctionalInterface
interface Call {

  /**
   * Makes the call once.
   *
   * @throws LastErrorException if it failed
   */
  long make() throws LastErrorException;

  /**
   * Makes a call, again and again while a signal comes between: EINTR of signal(7).
   *
   * @param name how the call is named if it fails
   */
  static long retried(String name, Call call) throws ErrnoException {
    while (true) {
      try {
        return call.make();
      } catch (LastErrorException e) {
        Errno errno = new Errno(e.getErrorCode());
        if (!errno.equals(Errno.EINTR)) {
          throw new ErrnoException(name, errno);
        }
      }
    }
  }
}
