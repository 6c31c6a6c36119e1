package dev.wipeit.wipe;

import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import java.util.List;

/**
 * What reading a pass back showed.
 *
 * @param mode how much was to be read
 * @param bytesRead how much was read, this process's part of it
 * @param firstDifference the offset of the first byte that differs, or -1
 * @param sectorsDiffering how many sectors differ
 * @param ranges where, in ascending order; the first thousand ranges
 */
public record Verification(
    VerifyMode mode,
    long bytesRead,
    long firstDifference,
    long sectorsDiffering,
    List<ByteRange> ranges) {

  public Verification {
    ranges = List.copyOf(ranges);
  }

  public boolean passed() {
    return sectorsDiffering == 0;
  }
}
