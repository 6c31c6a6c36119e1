package dev.wipeit.cli;

import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.IoPriority;
import dev.wipeit.sys.Kernel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Gives the I/O of a device the class idle; where the kernel refuses, that is told once. */
final class IdlePriority {

  private final Kernel kernel;
  private final Consumer<String> warning;
  private final AtomicBoolean told = new AtomicBoolean();

  IdlePriority(Kernel kernel, Consumer<String> warning) {
    this.kernel = kernel;
    this.warning = warning;
  }

  /** For the calling thread and all that it starts from now on, which inherit it. */
  void lower() {
    try {
      kernel.ioPriority(IoPriority.IDLE);
    } catch (ErrnoException refused) {
      if (told.compareAndSet(false, true)) {
        warning.accept("--idle-io is without effect: " + refused.getMessage());
      }
    }
  }
}
