package dev.wipeit.history;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Checkpoints of runs that can be gone on with. */
final class Resumable {

  private Resumable() {}

  /** At its first mebibyte. */
  static Checkpoint run(String run) {
    long size = WrittenJournal.SIZE;
    return new Checkpoint(
        run,
        "/dev/acme0",
        new DeviceIdentity("SN-1", null, null, size, null),
        "zero",
        List.of(Pass.of("00")),
        1,
        1,
        1,
        Phase.WRITE,
        null,
        1 << 20,
        0,
        size,
        0,
        VerifyMode.NONE,
        Checkpoint.QUICK_SAMPLING,
        ChunkStrategy.STANDARD,
        1 << 20,
        null,
        List.of(),
        List.of(),
        List.of(),
        1 << 20,
        size,
        Duration.ZERO,
        0,
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
