package dev.wipeit.drive;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a drive is willing to tell: a question that it refuses leaves a gap, not a failure.
 */
final class Gathering {

  private Gathering() {}

  /** Asks a question. */
  @FunctionalInterface
  interface Question<T> {
    @Nullable T ask() throws IOException;
  }

  /**
   * The answer, or null where the drive refuses or answers nonsense.
   *
   * @throws IOException if the drive cannot be asked at all
   */
  static <T> @Nullable T ifAny(Question<T> question) throws IOException {
    try {
      return question.ask();
    } catch (CommandException | AnswerException refused) {
      return null;
    }
  }
}
