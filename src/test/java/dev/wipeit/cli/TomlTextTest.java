package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TomlTextTest {

  private static List<String> told(String text) throws IOException {
    return TomlText.entries(text).stream()
        .map(entry -> entry.line() + " " + entry.key() + " " + entry.form() + " " + entry.text())
        .map(String::strip)
        .toList();
  }

  @Test
  void everyKeyHasItsLineAndItsForm() throws IOException {
    assertEquals(
        List.of(
            "2 method STRING zero",
            "4 rounds WHOLE 1000",
            "5 sample-percent DECIMAL 12.5",
            "6 json SWITCH true",
            "7 when DATE",
            "8 list ARRAY",
            "12 after STRING x",
            "13 a TABLE",
            "14 q.r STRING \"",
            "15 inline TABLE"),
        told(
            """
            # first
            method = "zero" # behind

            rounds = 1_000
            sample-percent = 12.5
            json = true
            when = 2026-11-21
            list = [
              # method = "one"
              1,
            ]
            after = 'x'
            a.b = 1
            "q.r" = "\\""
            inline = { x = 1 }
            """));
  }

  @Test
  void aStringOfSeveralLinesBeginsWhereItsKeyStands() throws IOException {
    assertEquals(
        List.of("1 a STRING rounds = 3\n[x]", "4 b WHOLE 1"),
        told("a = \"\"\"\nrounds = 3\n[x]\"\"\"\nb = 1\n"));
  }

  @Test
  void whatIsInATableIsNotOnTop() throws IOException {
    assertEquals(
        List.of("1 a WHOLE 1", "2 t TABLE", "5 u ARRAY", "7 v TABLE"),
        told("a = 1\n[t]\na = 2\n b = 3\n[[u]]\nc = 4\n [v.w]\nd = 5"));
  }

  @Test
  void linesMayEndAsOnWindows() throws IOException {
    assertEquals(List.of("1 a WHOLE 1", "3 b WHOLE 2"), told("a = 1\r\n\r\nb = 2\r\n"));
  }

  @Test
  void nothingIsNothing() throws IOException {
    assertEquals(List.of(), told(""));
    assertEquals(List.of(), told("# only this"));
  }

  @Test
  void aKeyThatStandsTwiceIsToldTwice() throws IOException {
    assertEquals(
        List.of("1 a WHOLE 1", "3 a WHOLE 2"),
        told("a = 1\nb = 2\na = 2\n").stream().filter(line -> line.contains(" a ")).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "'a = 1\nb =\nc = 2', 2",
    "'a = 1\n\nb \"x\"', 3",
    "'a = [1\nb = 2', 2",
    "'a = \"x', 1",
    "'[t]\na = 1\na = 2\nb', 4",
    "'a = 1 b = 2', 1"
  })
  void aFaultHasItsLine(String text, int line) {
    JsonProcessingException fault =
        assertThrows(JsonProcessingException.class, () -> TomlText.entries(text));
    assertEquals(line, Objects.requireNonNull(fault.getLocation()).getLineNr());
  }
}
