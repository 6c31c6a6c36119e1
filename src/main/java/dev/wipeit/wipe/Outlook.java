package dev.wipeit.wipe;

import dev.wipeit.media.MediaException;
import dev.wipeit.units.ByteRange;
import java.util.List;

/**
 * Whether it is worth while to try every sector of what was put off. On a dying drive each try may
 * take seconds, so that a dead stretch would cost days before it turns out to be more than is
 * tolerated; some sectors spread over it tell the same in minutes.
 */
final class Outlook {

  private static final int SAMPLES = 64;

  /** Refusals that chance may add to the sample: more than three standard deviations of 64. */
  private static final int DOUBT = 16;

  private Outlook() {}

  /**
   * How much refuses at least, by a sample; for one thread.
   *
   * @param open what was put off, in ascending order
   * @param sectorBytes the logical sector, 512 or more
   * @param end the end of the device, in bytes
   * @param tolerance what may refuse; where there is not more than that, nothing is tried
   * @param stop looked at before every try
   * @return bytes, 0 where nothing is certain
   * @throws MediaException what the attempt threw, if it was no refusal
   */
  static long leastRefused(
      List<ByteRange> open,
      int sectorBytes,
      long end,
      Tolerance tolerance,
      StopRequest stop,
      Isolation.Attempt attempt)
      throws MediaException {
    Extents extents = Extents.of(open);
    long total = extents.total();
    if (total <= tolerance.mostBadBytes()) {
      return 0;
    }
    int refused = 0;
    for (int i = 0; i < SAMPLES && !stop.isRequested(); i++) {
      long position = (long) ((i + 0.5) / SAMPLES * total);
      long offset = extents.at(position, 1).offset() / sectorBytes * sectorBytes;
      if (!takes(new ByteRange(offset, Math.min(sectorBytes, end - offset)), attempt)) {
        refused++;
      }
    }
    return total / SAMPLES * Math.max(0, refused - DOUBT);
  }

  private static boolean takes(ByteRange sector, Isolation.Attempt attempt) throws MediaException {
    try {
      attempt.on(sector);
      return true;
    } catch (MediaException e) {
      if (!Isolation.isRefusal(e)) {
        throw e;
      }
      return false;
    }
  }
}
