package dev.wipeit.method;

import dev.wipeit.method.Step.Complement;
import dev.wipeit.method.Step.Drawn;
import dev.wipeit.method.Step.Given;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The passes of one round of a method, of which a run draws its own list.
 *
 * @param steps the passes in order, 1 to {@value #MOST_PASSES}
 * @param shuffledFrom the first pass, from 1, of those whose order is drawn; 0 where none is
 * @param shuffledTo the last of those; 0 where none is
 */
public record Template(List<Step> steps, int shuffledFrom, int shuffledTo) {

  /** How many passes a round may have. */
  public static final int MOST_PASSES = 100;

  public Template {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || steps.size() > MOST_PASSES) {
      throw new IllegalArgumentException("not 1 to " + MOST_PASSES + " passes: " + steps.size());
    }
    requireCharacters(steps);
    boolean orderIsFixed = shuffledFrom == 0 && shuffledTo == 0;
    boolean isRange = 1 <= shuffledFrom && shuffledFrom < shuffledTo && shuffledTo <= steps.size();
    if (!orderIsFixed && !isRange) {
      throw new IllegalArgumentException("not passes: " + shuffledFrom + " to " + shuffledTo);
    }
  }

  /**
   * A template in one line, its passes separated by a blank: {@code random} for a keystream, bytes
   * in hexadecimal, {@code $NAME} for a character and {@code ~NAME} for the complement of an
   * earlier one.
   */
  static Template of(String passes) {
    return new Template(Arrays.stream(passes.split(" ", -1)).map(Template::step).toList(), 0, 0);
  }

  /** The same passes, some of them in an order that each run draws. */
  Template shuffling(int from, int to) {
    return new Template(steps, from, to);
  }

  /** Passes that are all given. */
  public static Template of(List<Pass> passes) {
    return new Template(passes.stream().<Step>map(Given::new).toList(), 0, 0);
  }

  public boolean isShuffled() {
    return shuffledFrom > 0;
  }

  /** Draws the passes of one run. */
  public List<Pass> draw(SecureRandom random) {
    Map<String, Integer> characters = new HashMap<>();
    List<Pass> passes = new ArrayList<>();
    for (Step step : steps) {
      passes.add(draw(step, characters, random));
    }
    if (isShuffled()) {
      Collections.shuffle(passes.subList(shuffledFrom - 1, shuffledTo), random);
    }
    return List.copyOf(passes);
  }

  private static Pass draw(Step step, Map<String, Integer> characters, SecureRandom random) {
    if (step instanceof Given given) {
      return given.pass();
    }
    if (step instanceof Drawn character) {
      int drawn = characters.computeIfAbsent(character.name(), name -> random.nextInt(256));
      return ofByte(drawn);
    }
    Integer character = characters.get(((Complement) step).name());
    return ofByte(~Objects.requireNonNull(character, "checked by the constructor"));
  }

  private static Pass ofByte(int value) {
    return Pass.of(HexFormat.of().toHexDigits((byte) value));
  }

  private static Step step(String text) {
    return switch (text.charAt(0)) {
      case '$' -> new Drawn(text.substring(1));
      case '~' -> new Complement(text.substring(1));
      default -> new Given(Pass.parse(text));
    };
  }

  /** A complement comes after its character. */
  private static void requireCharacters(List<Step> steps) {
    List<String> known = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Drawn character) {
        known.add(character.name());
      } else if (step instanceof Complement complement && !known.contains(complement.name())) {
        throw new IllegalArgumentException("the complement of no character: " + step);
      }
    }
  }
}
