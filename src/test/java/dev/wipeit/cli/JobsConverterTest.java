package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class JobsConverterTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 10, 32, 9999})
  void takesOneToNineThousandNineHundredNinetyNine(int jobs) {
    assertEquals(jobs, new JobsConverter().convert(Integer.toString(jobs)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "00", "01", "-1", "+1", "10000", "1.5", "2 ", "all", "1e2", "٣"})
  void refusesEverythingElseByItsText(String text) {
    TypeConversionException e =
        assertThrows(TypeConversionException.class, () -> new JobsConverter().convert(text));
    assertEquals("'" + text + "' is not a number from 1 to 9999", e.getMessage());
  }
}
