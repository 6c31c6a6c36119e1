package dev.wipeit.cuts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.testing.MemoryMedia;
import dev.wipeit.wipe.Draft;
import dev.wipeit.wipe.WipeOutcome;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A drive that confirms flushes and keeps up to 64 MiB in its cache all the same: what it loses is
 * written again.
 */
final class LyingDriveTest {

  private static final int MIB = 1 << 20;
  private static final int SECTOR = 512;

  /** What docs/architecture.md promises. */
  private static final int MARGIN = 64 * MIB;

  private static final int WRITTEN = 66 * MIB;
  private static final int SIZE = 67 * MIB + SECTOR;

  private final Scenario scenario = Scenario.direct(1, VerifyMode.NONE, "00").withSize(SIZE);

  @Test
  void whatItLosesWithinTheMarginIsWrittenAgain() throws IOException {
    for (long seed = 0; seed < 4; seed++) {
      assertEquals(-1, firstLost(image(seed), WRITTEN), "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4096, MIB})
  void aMarginThatIsTooShortIsFound(int bytes) throws IOException {
    assertEquals(WRITTEN - MARGIN, firstLost(image(0), WRITTEN + bytes));
  }

  /** Where the device differs from zeros after a run has gone on. */
  private long firstLost(byte[] image, int written) throws IOException {
    MemoryMedia device = Recording.holding(image);
    Checkpoint state = Draft.of(scenario.begin()).takenOver(written).checkpoint();
    WipeOutcome outcome = Recording.run(scenario, state, true, device, saved -> {}, event -> {});
    assertEquals(WipeOutcome.Result.WIPED, outcome.result(), outcome::toString);
    return Arrays.mismatch(device.bytes(), new byte[SIZE]);
  }

  private static byte[] image(long seed) {
    byte[] image = new byte[SIZE];
    Arrays.fill(image, WRITTEN, SIZE, MemoryMedia.MARKER);
    Random random = new Random(seed);
    for (int at = WRITTEN - MARGIN; at < WRITTEN; at += SECTOR) {
      if (seed == 0 || random.nextBoolean()) {
        Arrays.fill(image, at, at + SECTOR, MemoryMedia.MARKER);
      }
    }
    return image;
  }
}
