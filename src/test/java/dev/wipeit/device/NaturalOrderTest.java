package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NaturalOrderTest {

  @Test
  void numbersCountAsNumbers() {
    assertEquals(
        List.of("1", "2", "10", "a", "loop1", "loop2", "loop10", "loop10p1", "loop10p10", "sda"),
        Stream.of("loop10p10", "sda", "loop2", "loop10", "1", "10", "2", "loop10p1", "loop1", "a")
            .sorted(NaturalOrder.by(name -> name))
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "a, a, 0",
    "a1, a01, 1",
    "a01, a1, -1",
    "a, b, -1",
    "a1, a, 1",
    "a, a1, -1",
    "md99999999999999999999, md100000000000000000000, -1",
    "0a, 0:, 1",
    "9, :, -1"
  })
  void equalOnlyWhereTheTextIs(String left, String right, int order) {
    assertEquals(order, Integer.signum(NaturalOrder.compare(left, right)));
  }
}
