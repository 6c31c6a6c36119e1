package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.testing.Altered;
import dev.wipeit.units.ByteRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SamplingTest {

  private static final long UNIT = 4096;

  @ParameterizedTest
  @ValueSource(
      longs = {
        2000 * UNIT,
        2001 * UNIT,
        2999 * UNIT + 512,
        20_000 * UNIT,
        39_999 * UNIT + 3584,
        320_072_933_376L,
        20_000_588_955_648L
      })
  void readsTwoSamplesOfATwentiethInEachOfAThousandSubsections(long size) {
    long seed = System.nanoTime();
    System.out.println("SamplingTest seed " + seed);
    Sampling sampling = of(0, size);
    List<ByteRange> ranges = ranges(sampling.draw(new Random(seed), size));
    long units = size / UNIT;
    long total = ranges.stream().mapToLong(ByteRange::length).sum();
    for (int i = 0; i < 1000; i++) {
      long from = units * i / 1000 * UNIT;
      long to = units * (i + 1) / 1000 * UNIT;
      long read = within(ranges, from, to);
      assertTrue(read * 10 >= to - from, "subsection " + i + ": " + read);
    }
    assertEquals(0, ranges.get(0).offset());
    assertEquals(size, ranges.get(ranges.size() - 1).end());
    assertTrue(total * 10 >= size);
    assertTrue(total <= sampling.nominalBytes(), "reads " + total);
    assertTrue(total > sampling.nominalBytes() - 3 * UNIT, "reads " + total);
    ascends(ranges);
  }

  @Test
  void drawsAnewEveryTimeAndAllOverASubsection() {
    Sampling sampling = of(0, 100_000 * UNIT);
    Random random = new Random(5);
    List<ByteRange> first = ranges(sampling.draw(random, 100_000 * UNIT));
    assertNotEquals(first, ranges(sampling.draw(random, 100_000 * UNIT)));
    boolean[] seen = new boolean[100];
    for (int i = 0; i < 100; i++) {
      for (ByteRange range : ranges(sampling.draw(random, 100_000 * UNIT))) {
        long begin = range.offset() / UNIT - 500 * 100;
        for (long at = begin; at < begin + range.length() / UNIT; at++) {
          if (at >= 0 && at < 100) {
            seen[(int) at] = true;
          }
        }
      }
    }
    for (int i = 0; i < 100; i++) {
      assertTrue(seen[i], "never reads unit " + i + " of a subsection");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 512, 4096, 1_000_000, 1999 * UNIT})
  void readsASmallDeviceAsAWhole(long size) {
    Sampling sampling = of(0, size);
    assertEquals(size, sampling.nominalBytes());
    assertEquals(List.of(new ByteRange(0, size)), ranges(sampling.draw(new Random(1), size)));
  }

  @Test
  void readsAllFromAPlaceOn() {
    long size = 50_000 * UNIT + 512;
    List<ByteRange> ranges = ranges(of(0, size).draw(new Random(1), 40_000 * UNIT + 7));
    ByteRange last = ranges.get(ranges.size() - 1);
    assertTrue(last.offset() <= 40_000 * UNIT);
    assertEquals(size, last.end());
    assertTrue(ranges.size() > 1000);
    assertEquals(0, ranges.get(0).offset());
    ascends(ranges);
  }

  @Test
  void readsAllWhereThatPlaceIsBeforeTheBeginning() {
    long size = 50_000 * UNIT;
    assertEquals(
        List.of(new ByteRange(UNIT, size - UNIT)), ranges(of(UNIT, size).draw(new Random(1), -5)));
  }

  @Test
  void leavesOutWhatCannotBeProven() {
    long size = 50_000 * UNIT;
    Sampling sampling = of(30_000 * UNIT, size);
    List<ByteRange> ranges = ranges(sampling.draw(new Random(1), size));
    assertEquals(30_000 * UNIT, ranges.get(0).offset());
    assertEquals(size, ranges.get(ranges.size() - 1).end());
    assertEquals(2000 * UNIT + 2 * UNIT, sampling.nominalBytes());
    assertEquals(0, of(size, size).nominalBytes());
    assertEquals(512, of(size, size + 512).nominalBytes());
  }

  private static Sampling of(long unproven, long size) {
    Checkpoint state = new Bench("zero", 1, 1).fresh(1, VerifyMode.SAMPLE);
    return Sampling.of(sized(state, unproven, size));
  }

  private static Checkpoint sized(Checkpoint c, long unproven, long size) {
    return Altered.with(
        c,
        "written",
        size,
        "verified",
        0L,
        "totalSize",
        size,
        "unproven",
        unproven,
        "bytesDone",
        0L,
        "bytesTotal",
        0L,
        "interruptions",
        0);
  }

  private static List<ByteRange> ranges(Extents extents) {
    List<ByteRange> ranges = new ArrayList<>();
    long position = 0;
    while (position < extents.total()) {
      ByteRange range = extents.at(position, Long.MAX_VALUE);
      ranges.add(range);
      position += range.length();
    }
    return ranges;
  }

  private static long within(List<ByteRange> ranges, long from, long to) {
    long bytes = 0;
    for (ByteRange range : ranges) {
      bytes += Math.max(0, Math.min(to, range.end()) - Math.max(from, range.offset()));
    }
    return bytes;
  }

  private static void ascends(List<ByteRange> ranges) {
    for (int i = 1; i < ranges.size(); i++) {
      assertTrue(ranges.get(i).offset() > ranges.get(i - 1).end(), "at " + i);
      assertEquals(0, ranges.get(i).offset() % UNIT);
    }
  }
}
