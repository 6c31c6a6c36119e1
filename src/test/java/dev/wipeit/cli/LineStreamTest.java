package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LineStreamTest {

  @ParameterizedTest
  @CsvSource({
    "27, \\u001b",
    "10, \\n",
    "13, \\r",
    "9, \\t",
    "0, \\u0000",
    "127, \\u007f",
    "155, \\u009b",
    "8238, \\u202e",
    "8232, \\u2028",
    "55296, \\ud800"
  })
  void whatATerminalWouldActOnIsShown(int character, String shown) {
    assertEquals("a" + shown + "b", LineStream.shown("a" + Character.toString(character) + "b"));
  }

  @Test
  void everythingElseStays() {
    String text = "/tmp/Größe \\n 磁盘 \ud83d\ude00 ~";
    assertEquals(text, LineStream.shown(text));
  }

  @Test
  void aLineIsWrittenInOnePiece() {
    List<String> pieces = new ArrayList<>();
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] buffer, int from, int length) {
            pieces.add(new String(buffer, from, length, StandardCharsets.UTF_8));
          }
        };
    LineStream stream = new LineStream(bytes, StandardCharsets.UTF_8);
    stream.println("a\nb\u001b[2J");
    assertEquals(List.of("a\\nb\\u001b[2J\n"), pieces);
  }

  @Test
  void whoDrawsSendsControlCodes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new LineStream(bytes, StandardCharsets.UTF_8).print("\r\u001b[K");
    assertEquals("\r\u001b[K", bytes.toString(StandardCharsets.UTF_8));
  }
}
