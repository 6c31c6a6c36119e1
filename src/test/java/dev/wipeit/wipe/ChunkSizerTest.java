package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.units.ByteSize;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChunkSizerTest {

  private static final long MIB = ByteSize.MIB.bytes();
  private static final long GIB = ByteSize.GIB.bytes();

  @ParameterizedTest
  @CsvSource({
    "SMALL_CHUNK, 100, 30, 10 10 10",
    "SMALL_CHUNK, 5, 12, 5 5 2",
    "STANDARD, 10, 25, 10 10 5",
    "BUFFER_OVERRIDE, 100, 250, 100 100 50",
    "STANDARD, 1048576, 3, 3"
  })
  void cutsADeviceInto(ChunkStrategy strategy, long buffer, long total, String expected) {
    ChunkSizer sizer = new ChunkSizer(strategy, buffer * MIB, total * MIB);
    List<String> chunks = new ArrayList<>();
    long position = 0;
    while (position < total * MIB) {
      long chunk = sizer.next(position);
      chunks.add("" + chunk / MIB);
      position += chunk;
    }
    assertEquals(expected, String.join(" ", chunks));
    assertEquals(total * MIB, position);
  }

  @ParameterizedTest
  @CsvSource({
    "0, '', 200",
    "5, '', 200",
    "9.99, '30', 200",
    "10, '', 100",
    "50, '', 100",
    "50, '30 35 40', 50",
    "50, '49.9', 50",
    "50, '50', 100",
    "50, '100 110 120', 100",
    "50, '200', 100",
    "50, '250 260', 150",
    "50, '10 10 10 100 100 100 100 100', 100",
    "50, '1 1 1 1 1 1 200.1 200.1 200.1 200.1 200.1', 150",
    "90, '30', 50",
    "90, '', 100",
    "95, '250', 50"
  })
  void adaptsToPlaceAndSpeed(double percent, String speeds, long expectedMebibytes) {
    ChunkSizer sizer = new ChunkSizer(ChunkStrategy.ADAPTIVE_CHUNK, 100 * MIB, 100 * GIB);
    for (String speed : speeds.split(" ")) {
      if (!speed.isEmpty()) {
        sizer.sample(Double.parseDouble(speed));
      }
    }
    long position = (long) (100 * GIB * (percent / 100));
    assertEquals(expectedMebibytes * MIB, sizer.next(position));
  }

  @Test
  void endsWithTheDevice() {
    for (ChunkStrategy strategy : ChunkStrategy.values()) {
      ChunkSizer sizer = new ChunkSizer(strategy, 100 * MIB, 100 * GIB);
      assertEquals(512, sizer.next(100 * GIB - 512));
      assertEquals(1, sizer.next(100 * GIB - 1));
    }
  }

  @Test
  void neverGoesBelowAMebibyteAndStaysAligned() {
    ChunkSizer smallest = new ChunkSizer(ChunkStrategy.ADAPTIVE_CHUNK, MIB, GIB);
    assertEquals(MIB, smallest.next(GIB - 10 * MIB));
    ChunkSizer odd = new ChunkSizer(ChunkStrategy.STANDARD, MIB + 4095, GIB);
    assertEquals(MIB, odd.next(0));
    ChunkSizer half = new ChunkSizer(ChunkStrategy.ADAPTIVE_CHUNK, 3 * MIB + 4096, GIB);
    assertEquals(0, half.next(GIB - 30 * MIB) % 4096);
  }
}
