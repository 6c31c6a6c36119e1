package dev.wipeit.wipe;

import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import java.util.List;

/**
 * What reading a pass back showed.
 *
 * @param mode how much was to be read
 * @param bytesRead how much was read and compared, this process's part of it
 * @param sectorBytes the unit in which differences are counted
 * @param firstDifference the offset of the first byte that differs, or -1
 * @param sectorsDiffering how many sectors differ
 * @param ranges where, in ascending order; the first thousand ranges
 * @param unreadable the sectors that could not be read, after retries; they are in none of the
 *     other numbers
 * @param cachedBytes how much of what was read came, or may have come, from the page cache and not
 *     from the medium
 */
public record Verification(
    VerifyMode mode,
    long bytesRead,
    int sectorBytes,
    long firstDifference,
    long sectorsDiffering,
    List<ByteRange> ranges,
    List<ByteRange> unreadable,
    long cachedBytes) {

  public Verification {
    ranges = List.copyOf(ranges);
    unreadable = List.copyOf(unreadable);
  }

  /** Nothing that was read differs. */
  public boolean passed() {
    return sectorsDiffering == 0;
  }

  /** The LBA of the first byte that differs, or -1. */
  public long firstDifferingLba() {
    return passed() ? -1 : firstDifference / sectorBytes;
  }

  /** The bytes of what could not be read. */
  public long unreadableBytes() {
    return unreadable.stream().mapToLong(ByteRange::length).sum();
  }
}
