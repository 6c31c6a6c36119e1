package dev.wipeit.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WipeMethodTest {

  private static final PassKey KEY = new PassKey("ab".repeat(32));

  @ParameterizedTest
  @CsvSource({"random,random", "zero,0x00", "one,0xff"})
  void eachMethodHasItsOnePass(String id, String pass) {
    WipeMethod method = WipeMethod.find(id).orElseThrow();
    assertEquals(1, method.passes().size());
    assertEquals(pass, method.pass(1).toString());
  }

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
  void theRoundsRepeatThePasses() {
    WipeMethod method =
        new WipeMethod(
            "three", "three", List.of(Pass.of("00"), Pass.of("ff"), Pass.random()), "test");
    assertEquals(Pass.of("00"), method.pass(1));
    assertEquals(Pass.random(), method.pass(3));
    assertEquals(Pass.of("00"), method.pass(4));
    assertEquals(Pass.of("ff"), method.pass(5));
    assertEquals(Pass.random(), method.pass(6));
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
