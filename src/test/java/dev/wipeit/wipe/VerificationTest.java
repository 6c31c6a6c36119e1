package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.testing.Altered;
import dev.wipeit.testing.MemoryMedia;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.WipeOutcome.Result;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** What reading back finds, and what the proof before a resume finds. */
final class VerificationTest {

  private static final int MIB = Bench.MIB;
  private static final int SIZE = 5 * MIB + 512;

  private static Checkpoint written(Bench bench, VerifyMode verify, long bytes) {
    return Draft.of(bench.fresh(1, verify)).written(bytes).checkpoint();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, MIB - 1, MIB, 3 * MIB + 77, SIZE - 513, SIZE - 1})
  void oneWrongByteAnywhereIsFound(int at) throws IOException {
    for (VerifyMode verify : List.of(VerifyMode.SAMPLE, VerifyMode.LAST, VerifyMode.ALL)) {
      Bench bench = new Bench("zero", SIZE, 512);
      AtomicBoolean flipped = new AtomicBoolean();
      bench.media.beforeRead(
          range -> {
            synchronized (flipped) {
              if (!flipped.getAndSet(true)) {
                bench.media.flip(at);
              }
            }
          });
      WipeOutcome outcome = bench.wipe(1, verify);
      assertEquals(Result.DIFFERS, outcome.result());
      Verification found = Objects.requireNonNull(outcome.verification());
      assertEquals(at, found.firstDifference());
      assertEquals(1, found.sectorsDiffering());
      assertEquals(List.of(new ByteRange(at / 512 * 512, 512)), found.ranges());
      assertEquals(SIZE, found.bytesRead());
      assertEquals(verify, found.mode());
      assertNull(outcome.failure());
    }
  }

  @Test
  void aSampleThatWasReadCountsWhileAnotherOneIsRead() throws IOException {
    Bench bench = new Bench("zero", 32 * Bench.MIB, 512);
    assertEquals(Result.WIPED, bench.wipe(1, VerifyMode.SAMPLE).result());
    Checkpoint end = bench.lastSaved();
    assertEquals(end.bytesTotal(), end.bytesDone());
    bench.saved.clear();
    assertEquals(Result.WIPED, bench.run(end, true).result());
    assertTrue(bench.saved.size() > 3, "saved on the way");
    for (Checkpoint saved : bench.saved) {
      assertEquals(end.verified(), saved.verified());
    }
  }

  @Test
  void aDifferenceEndsTheRunBeforeTheNextPass() throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    Checkpoint state =
        Draft.of(bench.fresh(3, VerifyMode.ALL)).written(SIZE).phase(Phase.VERIFY).checkpoint();
    WipeOutcome outcome = bench.run(state, true);
    assertEquals(Result.DIFFERS, outcome.result());
    assertEquals(1, outcome.state().pass());
    assertEquals(0, bench.media.writes().size());
    Verification found = Objects.requireNonNull(outcome.verification());
    assertEquals(SIZE / 512, found.sectorsDiffering());
    assertEquals(List.of(new ByteRange(0, SIZE)), found.ranges());
  }

  @Test
  void whatIsNotReadBackIsNotNoticed() throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    bench.media.beforeForce(
        () -> {
          if (bench.media.bytes()[0] == 0) {
            bench.media.flip(0);
          }
        });
    WipeOutcome outcome = bench.wipe(1, VerifyMode.NONE);
    assertEquals(Result.WIPED, outcome.result());
    assertNull(outcome.verification());
  }

  @Test
  void aDifferenceIsNotClaimedAsReadBackByAStop() throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    bench.media.fill(0, SIZE);
    bench.media.flip(2L * MIB);
    Checkpoint state =
        Draft.of(bench.fresh(1, VerifyMode.LAST)).written(SIZE).phase(Phase.VERIFY).checkpoint();
    bench.media.beforeRead(
        range -> {
          if (range.offset() == 3L * MIB) {
            bench.stop.request();
          }
        });
    WipeOutcome outcome = bench.run(state, true);
    assertEquals(Result.DIFFERS, outcome.result());
    assertTrue(bench.lastSaved().verified() <= 2L * MIB);
  }

  @Test
  void provesADeviceThatHoldsWhatWasWritten() throws IOException {
    Bench bench = new Bench("random", SIZE, 512);
    WipeOutcome outcome = bench.wipe(1, VerifyMode.NONE);
    assertNull(proof(bench, outcome.state(), true));
    assertNull(proof(bench, outcome.state(), false));
    assertTrue(
        bench.media.reads().stream().allMatch(range -> range.length() <= 4096), "reads blocks");
    assertTrue(bench.media.reads().size() >= 64);
  }

  @Test
  void disprovesADeviceWithOtherBytes() throws IOException {
    Bench bench = new Bench("random", SIZE, 512);
    Checkpoint state = bench.wipe(1, VerifyMode.NONE).state();
    Bench other = new Bench("random", SIZE, 512);
    String text = Objects.requireNonNull(proof(other, state, true));
    assertEquals(
        "byte 0 of the part that was already done does not hold what this run wrote there", text);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4095, SIZE - 512, SIZE - 1})
  void theFirstAndTheLastBlockAreAlwaysCompared(int at) throws IOException {
    Bench bench = new Bench("random", SIZE, 512);
    Checkpoint state = bench.wipe(1, VerifyMode.NONE).state();
    bench.media.flip(at);
    assertNotNull(proof(bench, state, true));
  }

  @Test
  void aQuarterOfForeignBytesIsFound() throws IOException {
    Bench bench = new Bench("random", SIZE, 512);
    Checkpoint state = bench.wipe(1, VerifyMode.NONE).state();
    bench.media.fill(2 * MIB, 4 * MIB);
    for (int seed = 0; seed < 5; seed++) {
      assertNotNull(proof(bench, state, true));
    }
  }

  @Test
  void aFixedPatternAloneIsComparedAsAWhole() throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    bench.media.fill(0, 4 * MIB + 512);
    Checkpoint state = written(bench, VerifyMode.NONE, 4 * MIB + 512);
    assertNull(proof(bench, state, true));
    assertEquals(4L * MIB + 512, bench.media.reads().stream().mapToLong(ByteRange::length).sum());
    bench.media.flip(2 * MIB + 12_345);
    assertTrue(
        Objects.requireNonNull(proof(bench, state, true)).startsWith("byte " + (2 * MIB + 12_345)));
  }

  @Test
  void nothingToCompareProvesNothingByItself() throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    Checkpoint none = written(bench, VerifyMode.NONE, 0);
    assertNull(proof(bench, none, false));
    assertTrue(Objects.requireNonNull(proof(bench, none, true)).contains("no serial number"));
    assertEquals(0, bench.media.reads().size());
  }

  @Test
  void theMarginThatIsWrittenAgainIsLeftOutWhereTheSerialProvesTheDevice() throws IOException {
    int size = 70 * MIB;
    Bench bench = new Bench("zero", size, 512);
    bench.media.fill(0, 2 * MIB);
    Checkpoint state = written(bench, VerifyMode.NONE, 66L * MIB);
    assertNull(proof(bench, state, false));
    assertTrue(bench.media.reads().stream().allMatch(range -> range.end() <= 2L * MIB));
    assertTrue(bench.media.reads().stream().anyMatch(range -> range.end() == 2L * MIB));
    assertNotNull(proof(bench, state, true));
    bench.media.flip(0);
    assertNotNull(proof(bench, state, false));
  }

  @Test
  void aFileProvesNothingByItselfSoThatAllThatIsDoneIsSampled() throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    bench.media.fill(0, SIZE);
    Checkpoint state = written(bench, VerifyMode.LAST, 4 * 4096);
    Proof file = new Proof(state, Proof.Basis.FILE);
    assertTrue(file.hasSomethingToCompare());
    assertNull(file.disproof(bench.media, new Random()));
    bench.media.flip(4 * 4096 - 1);
    assertNotNull(file.disproof(bench.media, new Random()));
    assertNull(proof(bench, state, false), "a drive of the same serial number is rewound anyway");
    Checkpoint nothing = written(bench, VerifyMode.LAST, 0);
    assertTrue(!new Proof(nothing, Proof.Basis.FILE).hasSomethingToCompare());
  }

  @Test
  void theEndOfAPassThatIsReadBackIsLeftToTheReading() throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    bench.media.fill(0, SIZE);
    Checkpoint state =
        Draft.of(written(bench, VerifyMode.LAST, SIZE)).phase(Phase.VERIFY).checkpoint();
    assertNull(proof(bench, state, false));
    bench.media.flip(SIZE - 1);
    assertNull(proof(bench, state, false));
    assertNotNull(proof(bench, state, true));
  }

  @Test
  void whatAPredecessorWroteIsLeftOut() throws IOException {
    Bench bench = new Bench("zero", SIZE, 512);
    bench.media.fill(3 * MIB, SIZE);
    Checkpoint state =
        Draft.of(written(bench, VerifyMode.LAST, SIZE))
            .phase(Phase.VERIFY)
            .unproven(3L * MIB)
            .checkpoint();
    assertNull(proof(bench, state, true));
    assertTrue(bench.media.reads().stream().allMatch(range -> range.offset() >= 3L * MIB));
    assertEquals(MemoryMedia.MARKER, bench.media.bytes()[3 * MIB - 1]);
  }

  @ParameterizedTest
  @EnumSource(value = VerifyMode.class, mode = Mode.EXCLUDE, names = "NONE")
  void aProofReadsAndWritesNothing(VerifyMode verify) throws IOException {
    Bench bench = new Bench("random", SIZE, 512);
    Checkpoint state = bench.wipe(1, verify).state();
    int writes = bench.media.writes().size();
    byte[] before = bench.media.bytes();
    assertNull(proof(bench, state, true));
    assertEquals(writes, bench.media.writes().size());
    assertEquals(-1, Arrays.mismatch(before, bench.media.bytes()));
    bench.assertClean();
  }

  private static String proof(Bench bench, Checkpoint state, boolean contentAlone)
      throws IOException {
    return new Proof(state, contentAlone ? Proof.Basis.NOTHING : Proof.Basis.IDENTITY)
        .disproof(bench.media, new Random());
  }

  /** The drive may have lost what it had confirmed, and nobody would read it back. */
  @Test
  void theEndIsWrittenAgainWhereNothingWillBeReadBack() throws IOException {
    Bench bench = new Bench("zero", 70 * MIB, 512);
    bench.media.fill(0, 70 * MIB);
    bench.media.flip(6 * MIB + 777);
    bench.media.flip(70 * MIB - 1);
    Checkpoint complete = written(bench, VerifyMode.LAST, 70 * MIB);
    Checkpoint state = Altered.with(complete, "phase", Phase.VERIFY, "verify", VerifyMode.NONE);
    WholeWipeTest.assertWiped(bench, bench.run(state, true));
  }
}
