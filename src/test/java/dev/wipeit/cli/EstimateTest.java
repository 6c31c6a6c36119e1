package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.device.Disk;
import dev.wipeit.device.DiskFacts;
import dev.wipeit.device.Transport;
import dev.wipeit.device.ZonedModel;
import dev.wipeit.units.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class EstimateTest {

  private static final long BYTES = 15_000 * Runs.MIB;

  /** A rotating disk. */
  private static Estimate of(Transport transport, @Nullable String maxRate) {
    DiskFacts facts =
        new DiskFacts(
            List.of(),
            null,
            null,
            transport,
            null,
            true,
            ZonedModel.NONE,
            0,
            0,
            List.of(),
            Set.of(),
            List.of());
    return Estimate.of(
        new Disk(Runs.drive(), facts), BYTES, maxRate == null ? null : ByteSize.parse(maxRate));
  }

  @Test
  void aGuessSaysThatItIsOne() {
    Estimate estimate = of(Transport.SATA, null);
    assertEquals(Duration.ofSeconds(100), estimate.time());
    assertTrue(
        estimate.toString().startsWith("about 00:01:40 (a guess: 150 MiB/s"), estimate::toString);
  }

  @ParameterizedTest
  @EnumSource(names = {"USB", "UNKNOWN", "VIRTIO", "LOOP", "ISCSI", "FIBRE_CHANNEL"})
  void whereNothingIsKnownItSaysThat(Transport transport) {
    Estimate estimate = of(transport, null);
    assertEquals(null, estimate.time());
    assertTrue(estimate.toString().startsWith("unknown ("), estimate::toString);
  }

  @ParameterizedTest
  @CsvSource({"SATA, 15M, 1000", "USB, 15M, 1000", "SATA, 1G, 100"})
  void theLimitOfTheCommandLineHoldsWhereItIsTheLower(Transport transport, String rate, long time) {
    assertEquals(Duration.ofSeconds(time), of(transport, rate).time());
  }
}
