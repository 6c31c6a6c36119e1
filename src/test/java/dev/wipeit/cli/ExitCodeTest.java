package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ExitCodeTest {

  /** The order that docs/exit-codes.md promises, the worst first. */
  private static final List<Integer> ORDER = List.of(1, 5, 6, 9, 4, 129, 130, 143, 8, 7, 3, 2, 0);

  @Test
  void theWorstOfTwoIsTheOneThatStandsFirst() {
    for (ExitCode one : ExitCode.values()) {
      for (ExitCode other : ExitCode.values()) {
        int first = Math.min(ORDER.indexOf(one.code()), ORDER.indexOf(other.code()));
        assertEquals(
            ORDER.get(first),
            ExitCode.worst(Set.copyOf(List.of(one, other).stream().collect(Collectors.toSet())))
                .code(),
            one + " and " + other);
      }
    }
  }

  @Test
  void theWorstOfAllIsAnError() {
    assertEquals(ExitCode.ERROR, ExitCode.worst(EnumSet.allOf(ExitCode.class)));
  }

  @Test
  void theWorstOfNoneIsSuccess() {
    assertEquals(ExitCode.OK, ExitCode.worst(List.of()));
  }

  @Test
  void everyCodeHasItsOwnNumber() {
    Set<Integer> numbers =
        Arrays.stream(ExitCode.values()).map(ExitCode::code).collect(Collectors.toSet());
    assertEquals(Set.copyOf(ORDER), numbers);
    assertEquals(ORDER.size(), ExitCode.values().length);
  }
}
