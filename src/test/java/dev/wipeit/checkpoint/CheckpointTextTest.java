package dev.wipeit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.testing.Altered;
import dev.wipeit.units.ByteRange;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CheckpointTextTest {

  private static final Checkpoint FIRST = Samples.full();

  /** What only tells how far a run is. */
  private static final Map<String, Object> MOVING =
      Map.of(
          "written", FIRST.written() + 4096,
          "verified", FIRST.verified() + 512,
          "bytesDone", FIRST.bytesDone() + 4096,
          "active", FIRST.active().plusMillis(1),
          "saved", FIRST.saved().plusMillis(1));

  private static Stream<String> components() {
    return Arrays.stream(Checkpoint.class.getRecordComponents()).map(RecordComponent::getName);
  }

  /** Another value for each component that stays. */
  private static @Nullable Object other(String component) {
    return switch (component) {
      case "run" -> "20261121-0113-7f3a9d";
      case "device" -> "/dev/sdc";
      case "identity" -> new DeviceIdentity("other", null, null, 512, null);
      case "method" -> "zero";
      case "plan" -> List.of(Pass.random(), Pass.of("924924"), Pass.of("00"));
      case "rounds", "pass", "passes", "interruptions", "samplePermille" -> 1;
      case "phase" -> Phase.VERIFY;
      case "passKey" -> null;
      case "totalSize" -> Samples.TOTAL + 512;
      case "unproven", "chunkSize", "bytesTotal" -> 1L << 50;
      case "verify" -> VerifyMode.LAST;
      case "strategy" -> ChunkStrategy.STANDARD;
      case "pretest" -> PretestResults.of(List.of(1.0, 2.0, 3.0));
      case "badRanges", "deferredRanges", "unreadRanges" -> List.of(new ByteRange(0, 512));
      case "created" -> Instant.EPOCH;
      default -> throw new IllegalArgumentException(component);
    };
  }

  /** Nothing that changes can be left as it was in the text of an earlier one. */
  @ParameterizedTest
  @MethodSource("components")
  void isSharedOnlyByWhatDiffersInHowFarItIs(String component) throws IOException {
    CheckpointText text = new CheckpointText(FIRST);
    Object other = MOVING.containsKey(component) ? MOVING.get(component) : other(component);
    Checkpoint next = Altered.with(FIRST, component, other);
    assertFalse(next.equals(FIRST), "nothing was changed");
    assertEquals(MOVING.containsKey(component), text.fits(next));
    if (text.fits(next)) {
      assertArrayEquals(new CheckpointText(next).of(next), text.of(next));
      assertEquals(next, CheckpointCodec.decode(text.of(next), component));
    }
  }

  @Test
  void isNotSharedByWhatCouldNotBeRead() {
    CheckpointText text = new CheckpointText(FIRST);
    assertTrue(text.fits(FIRST));
    for (Checkpoint next :
        List.of(
            Altered.with(FIRST, "verified", -1L),
            Altered.with(FIRST, "verified", FIRST.written() + 1),
            Altered.with(FIRST, "written", FIRST.totalSize() + 1),
            Altered.with(FIRST, "bytesDone", -1L),
            Altered.with(FIRST, "bytesDone", FIRST.bytesTotal() + 1),
            Altered.with(FIRST, "active", Duration.ofMillis(-1)),
            Altered.with(FIRST, "saved", FIRST.saved().minusMillis(1)))) {
      assertFalse(text.fits(next), next::toString);
    }
  }

  @Test
  void leavesRoomForTheLongestNumbers() {
    Checkpoint least =
        Altered.with(
            FIRST,
            "written",
            0L,
            "verified",
            0L,
            "bytesDone",
            0L,
            "active",
            Duration.ZERO,
            "saved",
            Instant.EPOCH);
    Checkpoint most =
        Altered.with(
            FIRST,
            "written",
            Long.MAX_VALUE,
            "verified",
            Long.MAX_VALUE,
            "bytesDone",
            FIRST.bytesTotal(),
            "active",
            Duration.ofMillis(Long.MAX_VALUE),
            "saved",
            Instant.ofEpochMilli(Long.MAX_VALUE));
    int growth =
        new CheckpointText(most).of(most).length - new CheckpointText(least).of(least).length;
    assertTrue(growth <= CheckpointText.MOST_GROWTH, "growth " + growth);
  }
}
