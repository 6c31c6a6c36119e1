package dev.wipeit.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of RFC 8785, and what must not be read. */
final class CanonicalJsonTest {

  /** RFC 8785 section 3.2.3: by UTF-16 units the surrogate pair comes before U+FB33. */
  @Test
  void sortsKeysByTheirUtf16Units() {
    JsonObject object =
        JsonObject.of(
            "\u20ac", "Euro Sign",
            "\r", "Carriage Return",
            "\ufb33", "Hebrew Letter Dalet With Dagesh",
            "1", "One",
            "\ud83d\ude00", "Emoji: Grinning Face",
            "\u0080", "Control",
            "\u00f6", "Latin Small Letter O With Diaeresis");
    assertEquals(
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
            + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
            + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
            + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
        object.toString());
  }

  /** RFC 8785 section 3.2.2. */
  @Test
  void writesTheShortestEscapes() {
    assertEquals(
        "{\"s\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\t\\f\\r\\u001f\u007f\"}",
        JsonObject.of("s", "\u20ac$\u000f\nA'B\"\\\\\"/\b\t\f\r\u001f\u007f").toString());
    assertEquals(
        "{\"l\":[null,true,false,-7,0,{},[]]}",
        JsonObject.of("l", Arrays.asList(null, true, false, -7, 0L, JsonObject.empty(), List.of()))
            .toString());
  }

  @Test
  void writesNoIntegerThatReadersWouldRound() {
    long largest = (1L << 53) - 1;
    assertEquals("{\"n\":9007199254740991}", JsonObject.of("n", largest).toString());
    assertThrows(IllegalArgumentException.class, () -> JsonObject.of("n", largest + 1).toString());
  }

  @Test
  void readsWhatItWrites() throws CertificateException {
    JsonObject object =
        JsonObject.of("a", "\u0001\ud83d\ude00\"", "b", List.of(1, "x", JsonObject.of("c", null)));
    assertEquals(object, JsonReader.read(object.bytes(), "test"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1.5}",
        "{\"a\":1e3}",
        "{\"a\":-0}",
        "{\"a\":01}",
        "{\"a\":9007199254740992}",
        "{\"a\":99999999999999999}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":\"\\ud83d\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":nul}",
        "{\"a\":1",
        "{\"a\":1}}",
        "{\"a\":1,}",
        "{,}",
        "[1]",
        ""
      })
  void readsNothingElse(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertThrows(CertificateException.class, () -> JsonReader.read(bytes, "test"));
  }

  @Test
  void isNotToppledByDepth() {
    byte[] deep = ("{\"a\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    assertThrows(CertificateException.class, () -> JsonReader.read(deep, "test"));
  }
}
