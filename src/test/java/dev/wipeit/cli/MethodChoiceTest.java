package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.method.Pass;
import dev.wipeit.method.WipeMethod;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

final class MethodChoiceTest {

  /** A command of nothing else. */
  @Command(name = "wipe")
  static final class Choosing {
    @Mixin private MethodChoice choice = new MethodChoice();
  }

  private static WipeMethod method(Map<String, String> env, String... arguments) {
    Choosing choosing = new Choosing();
    CommandLine line = new CommandLine(choosing);
    new Defaults(env, note -> {}).apply(line.parseArgs(arguments), ConfigFile.NOTHING);
    return choosing.choice.method();
  }

  private static String refusal(String... arguments) {
    return String.valueOf(
        assertThrows(ParameterException.class, () -> method(Map.of(), arguments)).getMessage());
  }

  private static List<String> passes(WipeMethod method) {
    return method.template().draw(new SecureRandom()).stream().map(Pass::id).toList();
  }

  @Test
  void withoutAWordItIsRandom() {
    assertEquals("random", method(Map.of()).id());
    assertEquals("gutmann", method(Map.of(), "-m", "gutmann").id());
    assertEquals("zero", method(Map.of("WIPEIT_METHOD", "zero")).id());
  }

  @Test
  void passesOfOnesOwnAreTheMethodCustom() {
    for (String[] arguments :
        new String[][] {
          {"--passes", "random,00,FF,0x924924"},
          {"--passes= random , 00, ff,924924 "},
          {"-m", "custom", "--passes", "random,00,ff,924924"}
        }) {
      WipeMethod method = method(Map.of("WIPEIT_METHOD", "zero"), arguments);
      assertEquals("custom", method.id());
      assertEquals(List.of("random", "00", "ff", "924924"), passes(method));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -m zero --passes 00 | --passes is a method of its own: leave out -m zero, or give -m custom
          -m custom           | -m custom needs --passes LIST
          -m gutman           | there is no method 'gutman' (did you mean gutmann? see 'wipeit methods')
          -m DoD              | there is no method 'DoD' (did you mean dod-5220.22-m or dod-5220.22-m-ece? see 'wipeit methods')
          -m dod5220.22m      | there is no method 'dod5220.22m' (did you mean dod-5220.22-m or dod-5220.22-m-ece? see 'wipeit methods')
          -m Zero             | there is no method 'Zero' (did you mean zero? see 'wipeit methods')
          -m xxxxxxxx         | there is no method 'xxxxxxxx' (see 'wipeit methods')
          --passes 00,zz      | item 2 is 'zz', and must be 'random' or 1 to 16 bytes in hexadecimal, such as 00 or 924924
          --passes 00,,ff     | item 2 is empty, and must be 'random' or 1 to 16 bytes in hexadecimal, such as 00 or 924924
          --passes 00,ff,     | item 3 is empty, and must be 'random' or 1 to 16 bytes in hexadecimal, such as 00 or 924924
          --passes 924        | item 1 is '924', and must be 'random' or 1 to 16 bytes in hexadecimal, such as 00 or 924924
          --passes 000102030405060708090a0b0c0d0e0f10 | item 1 is '000102030405060708090a0b0c0d0e0f10', and must be
          """)
  void saysWhatIsWrong(String arguments, String said) {
    String message = refusal(arguments.split(" "));
    assertTrue(message.contains(said), message);
  }

  @Test
  void takesAHundredPassesAndNoMore() {
    String hundred = String.join(",", IntStream.range(0, 100).mapToObj(i -> "00").toList());
    assertEquals(100, method(Map.of(), "--passes", hundred).passesPerRound());
    assertTrue(refusal("--passes", hundred + ",00").contains("101 passes are more than 100"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "."})
  void nothingIsNearToNothing(String written) {
    assertEquals(List.of(), NearNames.of(written, List.of("a", "zero")));
  }

  @Test
  void theNearestNamesComeFirstAndAreThreeAtMost() {
    assertEquals(
        List.of("zero", "zeros", "zerosum"),
        NearNames.of("zero", List.of("zerosums", "zerosum", "zeros", "other", "zero")));
    assertFalse(NearNames.of("one", List.of("zero")).contains("zero"));
  }
}
