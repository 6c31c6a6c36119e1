package dev.wipeit.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.MethodTable;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each method is, written down a second time. */
final class CatalogueTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = MethodTable.TEXT)
  void theMethodIsThis(String id, String verify, String standing, String passes) {
    WipeMethod method = WipeMethod.find(id).orElseThrow();
    String found =
        method.template().steps().stream()
            .map(Step::toString)
            .map(step -> step.equals("random") ? "R" : step)
            .collect(Collectors.joining(" "));
    assertEquals(passes.replaceAll("[{}] ", ""), found);
    assertEquals(verify, method.demands().id());
    assertEquals(standing, method.standing().id());
    assertEquals(MethodTable.count(passes), method.passesPerRound());
    assertEquals(passes.contains("{"), method.template().isShuffled());
  }

  @Test
  void thereAreNoOtherMethods() {
    List<String> expected =
        MethodTable.TEXT.lines().map(line -> line.replaceFirst(" *\\|.*", "")).sorted().toList();
    assertEquals(expected, WipeMethod.ALL.stream().map(WipeMethod::id).sorted().toList());
    assertTrue(WipeMethod.find(WipeMethod.CUSTOM).isEmpty());
  }

  /** A complement that is not one of its character, or a character that is not drawn, shows. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = MethodTable.TEXT)
  void aRunDrawsItsPassesSo(String id, String verify, String standing, String passes) {
    Template template = WipeMethod.find(id).orElseThrow().template();
    for (int run = 0; run < 20; run++) {
      List<Pass> drawn = template.draw(new SecureRandom());
      MethodTable.assertDrawn(passes, drawn.stream().map(Pass::id).toList());
    }
  }
}
