package dev.wipeit.method;

import java.util.List;
import java.util.Optional;

/**
 * A named list of passes.
 *
 * @param id what the command line and the checkpoint call it
 * @param title one line for a person
 * @param passes the passes in order, at least one
 * @param source where the list comes from
 */
public record WipeMethod(String id, String title, List<Pass> passes, String source) {

  /** Every method, in the order in which they are shown. */
  public static final List<WipeMethod> ALL =
      List.of(
          new WipeMethod(
              "random",
              "one pass of an AES-256-CTR keystream under a fresh key",
              List.of(Pass.random()),
              "NIST SP 800-88r1, Clear: a single overwrite; the stream can be checked afterwards"),
          new WipeMethod(
              "zero",
              "one pass of zero bits",
              List.of(Pass.of("00")),
              "NIST SP 800-88r1, Clear: a single overwrite with a fixed value"),
          new WipeMethod(
              "one",
              "one pass of one bits",
              List.of(Pass.of("ff")),
              "NIST SP 800-88r1, Clear: a single overwrite with a fixed value"));

  public WipeMethod {
    passes = List.copyOf(passes);
  }

  /** The method of that id. */
  public static Optional<WipeMethod> find(String id) {
    return ALL.stream().filter(method -> method.id.equals(id)).findFirst();
  }

  /**
   * The pass with a number of the whole run.
   *
   * @param number from 1 to rounds times the passes of a round
   */
  public Pass pass(int number) {
    return passes.get((number - 1) % passes.size());
  }
}
