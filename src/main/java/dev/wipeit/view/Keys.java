package dev.wipeit.view;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads keys as terminals send them: one character, or a sequence that begins with an escape
 * (console_codes(4); xterm's ctlseqs, "PC-Style Function Keys"). For one thread.
 */
final class Keys {

  /** What a read gives when the time is over. */
  static final int NOTHING = -2;

  private static final int ESCAPE = 27;
  private static final int CTRL_C = 3;
  private static final int CTRL_L = 12;

  /** The rest of a sequence comes at once; an escape alone was pressed by a person. */
  private static final long SEQUENCE_MILLIS = 60;

  private final Input input;

  /** Where characters come from. */
  @FunctionalInterface
  interface Input {
    /**
     * Waits for a character.
     *
     * @return a character, -1 at the end of the input, {@link #NOTHING} when the time is over
     */
    int read(long millis) throws IOException;
  }

  Keys(Input input) {
    this.input = input;
  }

  /**
   * The next key.
   *
   * @return null at the end of the input
   */
  @Nullable Key next() throws IOException {
    int first = NOTHING;
    while (first == NOTHING) {
      first = input.read(1000);
    }
    return first == -1 ? null : first == ESCAPE ? escaped() : plain(first);
  }

  private static Key plain(int character) {
    return switch (character) {
      case 'q', 'Q' -> Key.QUIT;
      case 's', 'S' -> Key.SORT;
      case '?', 'h' -> Key.HELP;
      case 'k' -> Key.UP;
      case 'j' -> Key.DOWN;
      case 'g' -> Key.HOME;
      case 'G' -> Key.END;
      case ' ' -> Key.PAGE_DOWN;
      case 'b' -> Key.PAGE_UP;
      case '\r', '\n' -> Key.ENTER;
      case CTRL_C -> Key.INTERRUPT;
      case CTRL_L -> Key.REDRAW;
      default -> Key.OTHER;
    };
  }

  private Key escaped() throws IOException {
    int second = input.read(SEQUENCE_MILLIS);
    if (second != '[' && second != 'O') {
      return second == NOTHING || second == -1 ? Key.ESCAPE : Key.OTHER;
    }
    StringBuilder parameters = new StringBuilder();
    while (parameters.length() < 16) {
      int next = input.read(SEQUENCE_MILLIS);
      if (next < 0) {
        return Key.OTHER;
      }
      if (next >= '@' && next <= '~') {
        return sequence(parameters.toString(), (char) next);
      }
      parameters.append((char) next);
    }
    return Key.OTHER;
  }

  private static Key sequence(String parameters, char last) {
    return switch (last) {
      case 'A' -> Key.UP;
      case 'B' -> Key.DOWN;
      case 'H' -> Key.HOME;
      case 'F' -> Key.END;
      case '~' ->
          switch (parameters) {
            case "5" -> Key.PAGE_UP;
            case "6" -> Key.PAGE_DOWN;
            case "1", "7" -> Key.HOME;
            case "4", "8" -> Key.END;
            default -> Key.OTHER;
          };
      default -> Key.OTHER;
    };
  }
}
