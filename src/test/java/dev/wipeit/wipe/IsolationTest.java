package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.media.MediaException;
import dev.wipeit.media.MediaException.Kind;
import dev.wipeit.units.ByteRange;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IsolationTest {

  private static final int SECTOR = 512;
  private static final int LONGEST = 1 << 20;
  private static final long BEGIN = 7L << 30;
  private static final Tolerance ENDLESS = new Tolerance(3, Long.MAX_VALUE);

  private final StopRequest stop = new StopRequest();

  @ParameterizedTest
  @CsvSource({"2048,1", "2048,2", "2048,50", "20000,50", "1,1", "9,9", "5000,2500", "4097,4097"})
  void findsExactlyTheSectorsThatRefuse(int sectors, int bad) throws MediaException {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Ground ground = new Ground(sectors, 0);
    while (ground.bad.cardinality() < bad) {
      ground.bad.set(random.nextInt(sectors));
    }
    assertExact(ground, isolated(ground, ENDLESS));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void triesEverySectorThatRefusesOnceAndAsOftenAgainAsAsked(int retries) throws MediaException {
    Ground ground = new Ground(4096, 0);
    ground.bad.set(100, 101);
    ground.bad.set(1000, 3000);
    ground.bad.set(4095);
    isolated(ground, new Tolerance(retries, Long.MAX_VALUE));
    ground.bad.stream().forEach(at -> assertEquals(1 + retries, ground.alone[at], "sector " + at));
  }

  @Test
  void aLongRunCostsItsSectorsWithTheirRetriesAndLittleMore() throws MediaException {
    Ground ground = new Ground(3 * 16384, 0);
    ground.bad.set(16000, 16000 + 16384);
    assertExact(ground, isolated(ground, ENDLESS));
    int more = ground.attempts - 4 * 16384;
    assertTrue(more < 400, more + " more attempts than the bad sectors need");
  }

  @Test
  void whatLiesBeyondALongRunIsDoneFirst() throws MediaException {
    Ground ground = new Ground(1 << 17, 0);
    ground.bad.set(0, 1 << 16);
    Isolation isolation = isolation(ground, ENDLESS);
    isolation.run(
        piece -> {
          if (ground.done.get((1 << 17) - 1)) {
            stop.request();
          }
          ground.on(piece);
        });
    assertTrue(ground.attempts < 300, ground.attempts + " attempts before the good part is done");
    assertTrue(ground.done.cardinality() > 40_000, ground.done.cardinality() + " sectors");
    assertEquals(BEGIN + 8 * SECTOR, isolation.settled());
  }

  @Test
  void aWholeRangeThatRefusesIsTold() throws MediaException {
    Ground ground = new Ground(2048, 0);
    ground.bad.set(0, 2048);
    Isolation isolation = isolated(ground, ENDLESS);
    assertEquals(List.of(ground.range()), isolation.refusing());
    assertEquals(LONGEST, isolation.refusedBytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 511})
  void theEndOfADeviceMayBeNoWholeSector(int bytes) throws MediaException {
    for (boolean lastIsBad : new boolean[] {true, false}) {
      Ground ground = new Ground(300, bytes);
      ground.bad.set(20, 60);
      ground.bad.set(290, 300);
      ground.bad.set(300, lastIsBad);
      assertExact(ground, isolated(ground, ENDLESS));
    }
  }

  @Test
  void aFaultThatPassesLeavesNothingBehind() throws MediaException {
    Ground ground = new Ground(2048, 0);
    ground.bad.set(700, 740);
    Isolation isolation = isolation(ground, ENDLESS);
    int[] left = {16};
    isolation.run(
        piece -> {
          if (left[0]-- == 0) {
            ground.bad.clear();
          }
          ground.on(piece);
        });
    assertEquals(List.of(), isolation.refusing());
    assertEquals(2048, ground.done.cardinality());
  }

  @Test
  void givesUpAtOneByteMoreThanIsTolerated() throws MediaException {
    Ground enough = new Ground(4096, 0);
    enough.bad.set(1000, 1064);
    Isolation tolerated = isolated(enough, new Tolerance(1, 64 * SECTOR));
    assertFalse(tolerated.isOverTolerance());
    assertExact(enough, tolerated);

    Isolation over = isolated(enough, new Tolerance(1, 64 * SECTOR - 1));
    assertTrue(over.isOverTolerance());
    Isolation early = isolated(enough, new Tolerance(1, 32 * SECTOR));
    assertTrue(early.isOverTolerance());
    assertEquals(33 * SECTOR, early.refusedBytes());
    assertSettled(enough, early);
    assertTrue(early.settled() < enough.range().end());
  }

  @Test
  void whateverEndsItWhatIsSettledIsDoneOrNamed() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      Ground ground = randomGround(random);
      Isolation isolation =
          new Isolation(ground.range(), SECTOR, 64 * SECTOR, new Tolerance(1, 1 << 30), stop);
      int last = random.nextInt(800);
      boolean gone =
          assertEnds(
              isolation,
              piece -> {
                if (ground.attempts == last) {
                  throw refusal(Kind.GONE, piece);
                }
                ground.on(piece);
              });
      assertSettled(ground, isolation);
      assertEquals(!gone, isolation.settled() == ground.range().end(), "round " + round);
    }
  }

  @Test
  void aDeviceThatIsGoneIsNoRefusal() {
    Ground ground = new Ground(100, 0);
    Isolation isolation = isolation(ground, ENDLESS);
    MediaException gone = refusal(Kind.GONE, ground.range());
    assertEquals(
        gone,
        assertThrows(
            MediaException.class,
            () ->
                isolation.run(
                    piece -> {
                      throw gone;
                    })));
    assertEquals(BEGIN, isolation.settled());
    assertEquals(List.of(), isolation.refusing());
  }

  private static boolean assertEnds(Isolation isolation, Isolation.Attempt attempt) {
    try {
      isolation.run(attempt);
      return false;
    } catch (MediaException gone) {
      assertEquals(Kind.GONE, gone.kind());
      return true;
    }
  }

  private static Ground randomGround(Random random) {
    Ground ground = new Ground(1 + random.nextInt(1000), random.nextInt(2) * 77);
    for (int i = random.nextInt(6); i > 0; i--) {
      int from = random.nextInt(ground.sectors);
      ground.bad.set(from, Math.min(ground.sectors, from + 1 + random.nextInt(200)));
    }
    return ground;
  }

  private Isolation isolation(Ground ground, Tolerance tolerance) {
    return new Isolation(ground.range(), SECTOR, LONGEST, tolerance, stop);
  }

  private Isolation isolated(Ground ground, Tolerance tolerance) throws MediaException {
    Isolation isolation = isolation(ground, tolerance);
    isolation.run(ground::on);
    return isolation;
  }

  private static void assertExact(Ground ground, Isolation isolation) {
    assertEquals(ground.range().end(), isolation.settled());
    assertEquals(ground.bad, ground.sectorsOf(isolation.refusing()));
    assertSettled(ground, isolation);
  }

  private static void assertSettled(Ground ground, Isolation isolation) {
    BitSet refusing = ground.sectorsOf(isolation.refusing());
    for (int at = 0; ground.offset(at) < isolation.settled(); at++) {
      assertTrue(ground.done.get(at) != refusing.get(at), "sector " + at);
      assertEquals(ground.bad.get(at), refusing.get(at), "sector " + at);
    }
  }

  private static MediaException refusal(Kind kind, ByteRange piece) {
    return new MediaException(kind, piece.offset(), "test", new Exception());
  }

  /** Sectors of which some refuse; the last may be shorter. */
  private static final class Ground {

    final BitSet bad = new BitSet();
    final BitSet done = new BitSet();
    final int[] alone;
    final int sectors;
    final int oddBytes;
    int attempts;

    Ground(int whole, int oddBytes) {
      this.sectors = whole + (oddBytes > 0 ? 1 : 0);
      this.oddBytes = oddBytes;
      this.alone = new int[sectors];
    }

    ByteRange range() {
      long missing = oddBytes > 0 ? SECTOR - oddBytes : 0;
      return new ByteRange(BEGIN, (long) sectors * SECTOR - missing);
    }

    long offset(int sector) {
      return BEGIN + (long) sector * SECTOR;
    }

    void on(ByteRange piece) throws MediaException {
      attempts++;
      assertTrue(piece.length() <= LONGEST, piece + " is too long");
      assertEquals(0, piece.offset() % SECTOR, piece + " begins within a sector");
      boolean whole = piece.length() % SECTOR == 0 || piece.end() == range().end();
      assertTrue(whole && piece.end() <= range().end(), piece + " ends within a sector");
      BitSet touched = sectorsOf(List.of(piece));
      if (touched.cardinality() == 1) {
        alone[touched.nextSetBit(0)]++;
      }
      if (touched.intersects(bad)) {
        throw refusal(Kind.WRITE, piece);
      }
      done.or(touched);
    }

    BitSet sectorsOf(List<ByteRange> ranges) {
      BitSet set = new BitSet();
      for (ByteRange range : ranges) {
        int from = (int) ((range.offset() - BEGIN) / SECTOR);
        set.set(from, (int) ((range.end() - BEGIN + SECTOR - 1) / SECTOR));
      }
      return set;
    }
  }
}
