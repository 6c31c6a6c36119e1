package dev.wipeit.wipe;

import dev.wipeit.units.ByteRange;
import java.io.IOException;

/** What one worker does with its requests, with buffers of its own. */
@FunctionalInterface
interface Station {

  /** Does one request of the device; on return it counts as done. */
  void process(ByteRange request) throws IOException;
}
