package dev.wipeit.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FixedPatternTest {

  private static final String SIXTEEN = "000102030405060708090a0b0c0d0e0f";
  private static final int CAPACITY = 4096;

  @ParameterizedTest
  @ValueSource(strings = {"00", "ff", "92fc", "924924", SIXTEEN})
  void theByteAtAnOffsetDependsOnTheOffsetAlone(String hex) {
    long seed = System.nanoTime();
    System.out.println("FixedPatternTest seed " + seed);
    Random random = new Random(seed);
    Filler filler = new FixedPattern(hex).filler(ByteBuffer.allocateDirect(CAPACITY));
    for (int i = 0; i < 300; i++) {
      long offset = random.nextLong() >>> (1 + random.nextInt(62));
      check(filler, hex, offset, 1 + random.nextInt(CAPACITY), seed);
    }
  }

  @Test
  void fillsAgainForALongerRequestOfTheSamePhase() {
    Filler filler = new FixedPattern("924924").filler(ByteBuffer.allocate(CAPACITY));
    check(filler, "924924", 3, 10, 0);
    check(filler, "924924", 6, 100, 0);
    check(filler, "924924", 9, 50, 0);
    check(filler, "924924", 0, CAPACITY, 0);
    check(filler, "924924", 1, 5, 0);
    check(filler, "924924", 4, 6, 0);
    check(filler, "924924", 3, 7, 0);
  }

  @Test
  void givesTheWholeRequestThoughTheLastOneWasReadInPart() {
    Filler filler = new FixedPattern("00").filler(ByteBuffer.allocate(CAPACITY));
    filler.at(0, 100).position(50);
    ByteBuffer next = filler.at(4096, 200);
    assertEquals(0, next.position());
    assertEquals(200, next.limit());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "000", "0g", "FF", "00 ", SIXTEEN + "00"})
  void refusesWhatIsNotOneToSixteenBytes(String hex) {
    assertThrows(IllegalArgumentException.class, () -> new FixedPattern(hex));
  }

  private static void check(Filler filler, String hex, long offset, int length, long seed) {
    byte[] pattern = HexFormat.of().parseHex(hex);
    ByteBuffer given = filler.at(offset, length);
    assertEquals(length, given.remaining());
    int phase = (int) (offset % pattern.length);
    for (int i = 0; i < length; i++) {
      byte expected = pattern[(phase + i) % pattern.length];
      if (expected != given.get(i)) {
        throw new AssertionError("byte " + i + " from offset " + offset + ", seed " + seed);
      }
    }
  }
}
