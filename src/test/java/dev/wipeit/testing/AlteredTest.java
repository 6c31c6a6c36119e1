package dev.wipeit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wipeit.units.ByteRange;
import org.junit.jupiter.api.Test;

final class AlteredTest {

  private static final ByteRange RANGE = new ByteRange(512, 1024);

  @Test
  void changesWhatIsNamedAndNothingElse() {
    assertEquals(new ByteRange(0, 1024), Altered.with(RANGE, "offset", 0L));
    assertEquals(new ByteRange(1, 2), Altered.with(RANGE, "length", 2L, "offset", 1L));
    assertEquals(RANGE, Altered.with(RANGE));
  }

  @Test
  void refusesWhatTheRecordDoesNotHave() {
    assertThrows(IllegalArgumentException.class, () -> Altered.with(RANGE, "size", 1L));
    assertThrows(IllegalArgumentException.class, () -> Altered.with(RANGE, "offset", "1"));
    assertThrows(IllegalArgumentException.class, () -> Altered.with(RANGE, "offset", -1L));
  }
}
