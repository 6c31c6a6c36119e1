package dev.wipeit.cuts;

import dev.wipeit.cuts.Event.Forced;
import dev.wipeit.cuts.Event.WriteBegun;
import dev.wipeit.cuts.Event.WriteDone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The device as it is found after a cut. A write is durable if a force began after it was confirmed
 * and was confirmed itself; of the others any subset of the sectors may be there.
 */
final class DeviceAfter {

  private static final int SECTOR = 512;

  private final byte[] image;
  private final Set<Long> bad;
  private final Loss.Fate fate;
  private final Random random;

  private DeviceAfter(byte[] image, Set<Long> bad, Loss loss) {
    this.image = image;
    this.bad = bad;
    this.fate = loss.device();
    this.random = loss.random();
  }

  /**
   * The bytes that are left.
   *
   * @param happened the events before the cut
   */
  static byte[] of(Recording run, List<Event> happened, Loss loss) {
    DeviceAfter device = new DeviceAfter(run.device().clone(), run.scenario().bad(), loss);
    Map<Integer, Integer> done = new HashMap<>();
    int forced = -1;
    for (int i = 0; i < happened.size(); i++) {
      if (happened.get(i) instanceof WriteDone write) {
        done.put(write.begun(), i);
      } else if (happened.get(i) instanceof Forced force) {
        forced = Math.max(forced, force.begun());
      }
    }
    for (int i = 0; i < happened.size(); i++) {
      if (happened.get(i) instanceof WriteBegun write) {
        device.apply(write, done.getOrDefault(i, Integer.MAX_VALUE) < forced);
      }
    }
    return device.image;
  }

  private void apply(WriteBegun write, boolean durable) {
    int sectors = (write.bytes().length + SECTOR - 1) / SECTOR;
    Loss.Fate mine = durable ? Loss.Fate.KEPT : fate;
    // Drawn: lost, whole, torn at a sector, or sector by sector.
    int kind = mine == Loss.Fate.DRAWN ? random.nextInt(4) : mine == Loss.Fate.KEPT ? 1 : 0;
    int torn = kind == 0 ? 0 : kind == 1 ? sectors : random.nextInt(sectors + 1);
    for (int i = 0; i < sectors; i++) {
      if (kind == 3 ? random.nextBoolean() : i < torn) {
        sector(write, i);
      }
    }
  }

  private void sector(WriteBegun write, int number) {
    int from = number * SECTOR;
    int to = (int) write.offset() + from;
    if (!bad.contains((long) to / SECTOR)) {
      System.arraycopy(
          write.bytes(), from, image, to, Math.min(SECTOR, write.bytes().length - from));
    }
  }
}
