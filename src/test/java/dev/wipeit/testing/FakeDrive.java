package dev.wipeit.testing;

import dev.wipeit.sys.ErrnoException;
import java.nio.ByteBuffer;
import java.util.Map;

/** A drive behind a {@link FakeKernel}: it answers ioctl(2) requests. */
@FunctionalInterface
public interface FakeDrive {

  /**
   * Answers as {@link dev.wipeit.sys.Kernel#ioctl(int, long, ByteBuffer, Map)} does.
   *
   * @param argument empty for a request without one
   */
  int ioctl(long request, ByteBuffer argument, Map<Integer, ByteBuffer> pointers)
      throws ErrnoException;
}
