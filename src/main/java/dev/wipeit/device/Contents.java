package dev.wipeit.device;

import dev.wipeit.sys.Kernel;
import java.util.List;

/** Tells what is on a device. */
public final class Contents {
  public Contents(SystemRoots roots, Kernel kernel) {}

  /** One line per item. */
  public List<String> lines(BlockDevice device) {
    return List.of("nothing recognised");
  }
}
