package dev.wipeit.testing;

import java.util.List;

/**
 * How a run of the program ended.
 *
 * @param command what was run
 * @param exitCode its exit code; 128 and the signal's number where a signal killed it
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr
 */
public record ProgramResult(List<String> command, int exitCode, String out, String err) {

  /** This result if it ended so, otherwise an {@link AssertionError} with all it wrote. */
  public ProgramResult expectExit(int expected) {
    if (exitCode != expected) {
      throw new AssertionError("exit code " + exitCode + ", expected " + expected + "\n" + this);
    }
    return this;
  }

  /** The lines of stdout. */
  public List<String> outLines() {
    return out.lines().toList();
  }

  /** The lines of stderr. */
  public List<String> errLines() {
    return err.lines().toList();
  }

  @Override
  public String toString() {
    return "%s%nexit code %d%n--- stdout%n%s%n--- stderr%n%s"
        .formatted(String.join(" ", command), exitCode, out, err);
  }
}
