package dev.wipeit.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TemplateTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void theCharactersAreDrawnAnewForEachRun() {
    Template template = Template.of("$a $b ~a");
    Set<String> first = new HashSet<>();
    boolean differ = false;
    for (int run = 0; run < 200; run++) {
      List<Pass> drawn = template.draw(RANDOM);
      first.add(drawn.get(0).id());
      differ |= !drawn.get(0).equals(drawn.get(1));
    }
    // Of 256 values 200 draws give 139 on average; fewer than 80 never.
    assertTrue(first.size() > 80, () -> "only " + first);
    assertTrue(differ, "two characters are always the same");
  }

  @Test
  void aCharacterIsTheSameWhereverItsNameIs() {
    List<Pass> drawn = Template.of("$c 00 $c").draw(RANDOM);
    assertEquals(drawn.get(0), drawn.get(2));
  }

  @Test
  void everyComplementIsTheOtherByte() {
    Template template = Template.of("$c ~c");
    for (int run = 0; run < 300; run++) {
      List<Pass> drawn = template.draw(RANDOM);
      int character = Integer.parseInt(drawn.get(0).id(), 16);
      assertEquals(255 - character, Integer.parseInt(drawn.get(1).id(), 16));
    }
  }

  @Test
  void theOrderOfGutmannIsDrawnAndNothingElse() {
    Template template = WipeMethod.find("gutmann").orElseThrow().template();
    List<String> inOrder = template.steps().stream().map(Step::toString).toList();
    List<Pass> first = template.draw(RANDOM);
    List<Pass> second = template.draw(RANDOM);
    assertNotEquals(first, second);
    for (List<Pass> drawn : List.of(first, second)) {
      List<String> passes = drawn.stream().map(Pass::toString).toList();
      assertEquals(inOrder.subList(0, 4), passes.subList(0, 4));
      assertEquals(inOrder.subList(31, 35), passes.subList(31, 35));
      assertNotEquals(inOrder.subList(4, 31), passes.subList(4, 31));
      assertEquals(
          inOrder.subList(4, 31).stream().sorted().toList(),
          passes.subList(4, 31).stream().sorted().toList());
    }
  }

  /** Every pass comes to every place: none is left out of the shuffling. */
  @Test
  void theFirstAndTheLastOfTheShuffledPassesMoveToo() {
    Template template = Template.of("01 02 03 04 05").shuffling(2, 4);
    Set<String> orders = new HashSet<>();
    for (int run = 0; run < 300; run++) {
      List<Pass> drawn = template.draw(RANDOM);
      assertEquals("01", drawn.get(0).id());
      assertEquals("05", drawn.get(4).id());
      orders.add(drawn.subList(1, 4).toString());
    }
    assertEquals(6, orders.size(), orders::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"~c", "~c $c", "$a ~b", "00 zz", "0", "FF"})
  void refusesWhatIsNoTemplate(String passes) {
    assertThrows(IllegalArgumentException.class, () -> Template.of(passes));
  }

  @ParameterizedTest
  @CsvSource({"0,2", "2,0", "2,2", "2,1", "-1,2", "1,4"})
  void refusesAShuffleOfPassesThatAreNotThere(int from, int to) {
    Template template = Template.of("00 01 02");
    assertThrows(IllegalArgumentException.class, () -> template.shuffling(from, to));
  }

  @Test
  void hasOneToAHundredPasses() {
    assertThrows(IllegalArgumentException.class, () -> Template.of(List.of()));
    Template most = Template.of(Collections.nCopies(100, Pass.random()));
    assertEquals(100, most.draw(RANDOM).size());
    assertThrows(
        IllegalArgumentException.class, () -> Template.of(Collections.nCopies(101, Pass.random())));
  }
}
