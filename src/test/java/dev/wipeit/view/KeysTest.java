package dev.wipeit.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeysTest {

  /** What is typed; a dot is a pause. */
  private static Keys typed(String text) {
    int[] next = {0};
    return new Keys(
        millis -> {
          if (next[0] == text.length()) {
            return -1;
          }
          char character = text.charAt(next[0]++);
          return character == '.' ? Keys.NOTHING : character;
        });
  }

  @ParameterizedTest
  @CsvSource({
    "q, QUIT",
    "'\u0003', INTERRUPT",
    "'\u001b[A', UP",
    "'\u001bOB', DOWN",
    "'\u001b[5~', PAGE_UP",
    "'\u001b[6~', PAGE_DOWN",
    "'\u001b[1;5A', UP",
    "'\u001b[H', HOME",
    "'\u001b[4~', END",
    "'\u001b.', ESCAPE",
    "'\u001b', ESCAPE",
    "'\r', ENTER",
    "s, SORT",
    "?, HELP",
    "x, OTHER",
    "'\u001b[200~', OTHER",
    "'\u001b[999999999999999999', OTHER",
    "ä, OTHER"
  })
  void knowsWhatTerminalsSend(String text, Key key) throws IOException {
    assertEquals(key, typed(text).next());
  }

  @Test
  void waitsForAKeyAndToldTheEndSaysSo() throws IOException {
    Keys keys = typed("...q");
    assertEquals(Key.QUIT, keys.next());
    assertNull(keys.next());
  }

  @Test
  void aSequenceLeavesNothingBehind() throws IOException {
    Keys keys = typed("\u001b[1;2Bq");
    assertEquals(Key.DOWN, keys.next());
    assertEquals(Key.QUIT, keys.next());
  }
}
