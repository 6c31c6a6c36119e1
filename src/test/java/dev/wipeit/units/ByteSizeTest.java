package dev.wipeit.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteSizeTest {

  @ParameterizedTest
  @CsvSource({
    "1M, 1048576",
    "100M, 104857600",
    "0.5G, 536870912",
    "2.5G, 2684354560",
    "1g, 1073741824",
    "1T, 1099511627776",
    "2T, 2199023255552",
    "1.1T, 1209462790553",
    "500K, 512000",
    "0.5M, 524288",
    "0.9M, 943718",
    "0M, 0",
    "64KiB, 65536",
    "1mib, 1048576",
    "3GiB, 3221225472",
    "1TiB, 1099511627776",
    "1KB, 1000",
    "100MB, 100000000",
    "1gb, 1000000000",
    "1TB, 1000000000000",
    "0.0000000001K, 0",
    "' 7M ', 7340032"
  })
  void readsANumberAndAUnit(String text, long bytes) {
    assertEquals(bytes, ByteSize.parse(text).bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "ABC", "100", "M", "1.5.2G", "-1G", "+1G", "infG", "nanG", "1_0M", "0x1M", "1e3M",
        "1,5G", ".5G", "1.G", "1 M", "1P", "1B", "1iB", "1MBB", "1M1M", "1M\n2", "\u0661M",
        "1\u212a"
      })
  void refusesWhatIsNoNumberAndUnit(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ByteSize.parse(text));
    assertTrue(e.getMessage().contains("'" + text + "'"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"8388608T", "999999999999999999K"})
  void refusesWhatDoesNotFit(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ByteSize.parse(text));
    assertTrue(e.getMessage().contains("too large"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1 KiB",
    "1536, 1.5 KiB",
    "1000000, 976.56 KiB",
    "1048576, 1 MiB",
    "10485760, 10 MiB",
    "104857600, 100 MiB",
    "320072933376, 298.09 GiB",
    "1099511627776, 1 TiB",
    "9223372036854775807, 8388607.99 TiB"
  })
  void isPrintedInItsLargestUnit(long bytes, String text) {
    assertEquals(text, new ByteSize(bytes).toString());
  }

  @Test
  void isNeverNegative() {
    assertThrows(IllegalArgumentException.class, () -> new ByteSize(-1));
  }

  @Test
  void isOrderedByItsBytes() {
    assertTrue(ByteSize.MIB.compareTo(ByteSize.KIB) > 0);
    assertFalse(ByteSize.GIB.compareTo(ByteSize.TIB) > 0);
  }

  @Test
  void countsMebibytesWithoutOverflow() {
    assertEquals(ByteSize.GIB, ByteSize.ofMebibytes(1024));
    assertThrows(ArithmeticException.class, () -> ByteSize.ofMebibytes(1L << 44));
  }
}
