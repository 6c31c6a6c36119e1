package dev.wipeit.device;

import java.io.IOException;
import java.util.List;

/** One rule of the guard. */
@FunctionalInterface
interface Rule {

  /**
   * Tells why a device must not be written to; empty where this rule has nothing against it.
   *
   * @throws IOException if that cannot be told, which the guard counts as in use
   */
  List<Refusal> refusals(Subject subject) throws IOException;
}
