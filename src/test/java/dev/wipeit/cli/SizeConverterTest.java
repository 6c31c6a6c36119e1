package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class SizeConverterTest {

  /** The last is more than the predecessor took: it knew no decimal units. */
  @ParameterizedTest
  @CsvSource({
    "1M, 1048576",
    "100M, 104857600",
    "0.5G, 536870912",
    "2.5G, 2684354560",
    "1g, 1073741824",
    "1T, 1099511627776",
    "1024K, 1048576",
    "100MB, 100000000"
  })
  void takesOneMebibyteToOneTebibyte(String text, long bytes) {
    assertEquals(bytes, new SizeConverter().convert(text).bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "500K", "0.5M", "0.9M", "1MB", "2T", "1.1T", "ABC", "100", "1.5.2G", "", "M", "-1G", "infG",
        "nanG", "1_0M", "0x1M"
      })
  void refusesEverythingElseInOneLine(String text) {
    TypeConversionException e =
        assertThrows(TypeConversionException.class, () -> new SizeConverter().convert(text));
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }
}
