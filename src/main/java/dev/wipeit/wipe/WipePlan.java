package dev.wipeit.wipe;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.method.WipeMethod;
import dev.wipeit.units.ByteSize;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What the operator asked for, and what the method demands.
 *
 * @param method the method
 * @param rounds how often it is repeated, 1 or more
 * @param verify how much is read back; at least what the method demands
 * @param strategy how chunks are sized
 * @param buffer the buffer size of the strategy
 */
public record WipePlan(
    WipeMethod method, int rounds, VerifyMode verify, ChunkStrategy strategy, ByteSize buffer) {

  public WipePlan {
    verify = verify.atLeast(method.demands());
  }

  public int passes() {
    return Math.multiplyExact(rounds, method.passesPerRound());
  }

  /**
   * The state of a run that has done nothing yet. Its passes are drawn here, once and for all; it
   * has no key before its first pass begins.
   */
  public Checkpoint begin(BlockDevice device, String run, Instant now, SecureRandom random) {
    Instant created = now.truncatedTo(ChronoUnit.MILLIS);
    Checkpoint state =
        new Checkpoint(
            run,
            device.path().toAbsolutePath().normalize().toString(),
            device.identity(),
            method.id(),
            method.template().draw(random),
            rounds,
            1,
            passes(),
            Phase.WRITE,
            null,
            0,
            0,
            device.usableBytes(),
            0,
            verify,
            Checkpoint.QUICK_SAMPLING,
            strategy,
            buffer.bytes(),
            null,
            List.of(),
            List.of(),
            List.of(),
            0,
            0,
            Duration.ZERO,
            0,
            created,
            created);
    return Work.measured(state);
  }
}
