package dev.wipeit.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WipeMethodTest {

  private static final PassKey KEY = new PassKey("ab".repeat(32));

  @Test
  void everyIdIsUniqueAndFound() {
    Set<String> ids = new HashSet<>();
    for (WipeMethod method : WipeMethod.ALL) {
      assertTrue(ids.add(method.id()));
      assertEquals(Optional.of(method), WipeMethod.find(method.id()));
    }
    assertEquals(Optional.empty(), WipeMethod.find("Random"));
  }

  @Test
  void onlyARandomPassHasAKey() {
    assertTrue(Pass.random().isRandom());
    assertFalse(Pass.of("00").isRandom());
    assertEquals(new Keystream(KEY), Pass.random().pattern(KEY));
    assertEquals(new FixedPattern("00"), Pass.of("00").pattern(null));
    assertThrows(IllegalArgumentException.class, () -> Pass.random().pattern(null));
    assertThrows(IllegalArgumentException.class, () -> Pass.of("00").pattern(KEY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "00", "924924", "000102030405060708090a0b0c0d0e0f"})
  void aPassIsReadBackFromItsId(String id) {
    assertEquals(id, Pass.parse(id).id());
    assertEquals(id.equals("random"), Pass.parse(id).isRandom());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Random", "FF", "0x00", "924", "random ", "c", "~c", "zero"})
  void refusesAnIdOfNoPass(String id) {
    assertThrows(IllegalArgumentException.class, () -> Pass.parse(id));
  }

  @Test
  void ofTwoModesTheOneThatReadsMoreIsTheLeast() {
    for (VerifyMode asked : VerifyMode.values()) {
      for (VerifyMode least : VerifyMode.values()) {
        boolean enough = asked.ordinal() >= least.ordinal();
        assertEquals(enough ? asked : least, asked.atLeast(least));
      }
    }
    assertEquals("[NONE, SAMPLE, LAST, ALL]", Arrays.toString(VerifyMode.values()), "the order");
  }

  @Test
  void keysAreDrawnAndNotShown() {
    SecureRandom random = new SecureRandom();
    PassKey key = PassKey.draw(random);
    assertTrue(key.hex().matches("[0-9a-f]{64}"), key.hex());
    assertNotEquals(key, PassKey.draw(random));
    assertFalse(key.toString().contains(key.hex().substring(0, 8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "AB"})
  void refusesWhatIsNoKey(String digits) {
    assertThrows(IllegalArgumentException.class, () -> new PassKey(digits.repeat(32) + "x"));
    assertThrows(IllegalArgumentException.class, () -> new PassKey(digits));
  }

  @ParameterizedTest
  @CsvSource({"NONE,none", "SAMPLE,sample", "LAST,last", "ALL,all"})
  void theModesAreWrittenInSmallLetters(VerifyMode mode, String id) {
    assertEquals(id, mode.id());
  }
}
