package dev.wipeit.cuts;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.journal.FlushPolicy;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.method.WipeMethod;
import dev.wipeit.testing.MemoryMedia;
import dev.wipeit.units.ByteSize;
import dev.wipeit.wipe.WipePlan;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A kind of run.
 *
 * @param passes their ids, in one round
 * @param buffered whether there is a page cache before the device
 * @param bad the LBAs that refuse a write
 * @param overOld whether another run is saved for the device, which this one replaces
 */
record Scenario(
    int sizeBytes,
    List<String> passes,
    int rounds,
    VerifyMode verify,
    boolean buffered,
    int workers,
    Set<Long> bad,
    boolean overOld) {

  private static final int MIB = 1 << 20;
  private static final Instant NOW = Instant.parse("2026-11-21T01:13:00.123Z");
  private static final String RUN = "20261121-0113-7f3a9c";
  private static final String OLD_RUN = "20261120-0113-000001";
  private static final int SIZE = 3 * MIB + 512;

  /** Alone, the ends of a request, several in a row, the last one. */
  private static final Set<Long> BAD = Set.of(5L, 2047L, 2048L, 3000L, 3001L, 3002L, 6144L);

  /** Each mode of the engine. */
  static final List<Scenario> ALL =
      List.of(
          direct(1, VerifyMode.NONE, "random"),
          direct(1, VerifyMode.SAMPLE, "random").withWorkers(2),
          direct(1, VerifyMode.LAST, "00").throughTheCache().withWorkers(2),
          direct(2, VerifyMode.ALL, "random"),
          direct(2, VerifyMode.ALL, "00").throughTheCache(),
          direct(1, VerifyMode.LAST, "ff").withBad().withWorkers(2),
          direct(1, VerifyMode.LAST, "random").throughTheCache().withBad(),
          direct(2, VerifyMode.ALL, "random").withBad().withWorkers(2),
          direct(1, VerifyMode.SAMPLE, "924924", "random", "ff").replacing(),
          direct(1, VerifyMode.NONE, "00", "ff", "random").throughTheCache().replacing());

  static Scenario direct(int rounds, VerifyMode verify, String... passes) {
    return new Scenario(SIZE, List.of(passes), rounds, verify, false, 1, Set.of(), false);
  }

  private Scenario withWorkers(int count) {
    return new Scenario(sizeBytes, passes, rounds, verify, buffered, count, bad, overOld);
  }

  private Scenario throughTheCache() {
    return new Scenario(sizeBytes, passes, rounds, verify, true, workers, bad, overOld);
  }

  private Scenario withBad() {
    return new Scenario(sizeBytes, passes, rounds, verify, buffered, workers, BAD, overOld);
  }

  private Scenario replacing() {
    return new Scenario(sizeBytes, passes, rounds, verify, buffered, workers, bad, true);
  }

  /** The same run when there is no other one any more. */
  Scenario goneOn() {
    return new Scenario(sizeBytes, passes, rounds, verify, buffered, workers, bad, false);
  }

  Scenario withSize(int bytes) {
    return new Scenario(bytes, passes, rounds, verify, buffered, workers, bad, overOld);
  }

  /** When its journal is made durable; each way has its runs. */
  FlushPolicy policy() {
    return switch (Math.floorMod(passes.size() + rounds + workers, 3)) {
      case 0 -> new FlushPolicy(FlushPolicy.Kind.EACH, Duration.ofSeconds(1));
      case 1 -> new FlushPolicy(FlushPolicy.Kind.ADAPTIVE, Duration.ofMillis(4));
      default -> FlushPolicy.USUAL;
    };
  }

  /** The state that the run begins with. */
  Checkpoint begin() {
    return begin(RUN);
  }

  /** The run that is replaced, at its beginning. */
  Checkpoint old() {
    return begin(OLD_RUN);
  }

  private Checkpoint begin(String run) {
    WipeMethod method = WipeMethod.custom(passes.stream().map(Pass::parse).toList());
    WipePlan plan =
        new WipePlan(
            method, rounds, verify, ChunkStrategy.BUFFER_OVERRIDE, ByteSize.ofMebibytes(1));
    return plan.begin(MemoryMedia.device(sizeBytes), run, NOW, new SecureRandom());
  }
}
