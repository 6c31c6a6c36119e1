package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class RateConverterTest {

  @ParameterizedTest
  @CsvSource({
    "100M/s, 104857600",
    "100M/S, 104857600",
    "100M, 104857600",
    "1G/s, 1073741824",
    "2.5MB/s, 2500000"
  })
  void takesASizeASecond(String text, long bytes) {
    assertEquals(bytes, new RateConverter().convert(text).bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/s",
        "100M/",
        "100M/m",
        "100M/s/s",
        "100M/sec",
        "/s100M",
        "100/s",
        "0M/s",
        "-1M/s",
        "1K/s"
      })
  void refusesEverythingElse(String text) {
    assertThrows(TypeConversionException.class, () -> new RateConverter().convert(text));
  }
}
