package dev.wipeit.cli;

import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.Kernel;
import dev.wipeit.sys.TimeSlice;

/**
 * How the threads of a device share the processors: a worker whose request was answered makes the
 * next one at once, and does not wait for a neighbour to end its turn while the device has nothing
 * to do.
 */
final class ShortTurns {

  private ShortTurns() {}

  /** For the calling thread and all that it starts from now on, which inherit it. */
  static void take(Kernel kernel) {
    try {
      kernel.timeSlice(TimeSlice.SHORTEST_NANOS);
    } catch (ErrnoException unknown) {
      // It is a matter of speed alone, and of a few percent.
    }
  }
}
