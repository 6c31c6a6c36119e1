package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.testing.Await;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.wipe.Wipe;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** When a run is killed. */
enum KillMoment {
  /** A random time after the start of the launcher. */
  STARTED(700),
  /** A random time after the work has begun: a write or, later, reading back. */
  WORKING(800),
  /** At a step of the replacement of a checkpoint: too short to be hit by chance. */
  REPLACING(0),
  /** At a read of the proof of a resume, which is as short. */
  PROVING(0);

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /** Percent of the kills. */
  private static final int REPLACEMENTS = 8;

  /** Percent of those where there is something to prove, which is not often. */
  private static final int PROOFS = 40;

  /** Percent of the others; the rest is {@link #WORKING}. */
  private static final int STARTS = 35;

  /** Steps of replacements that a thread of a run takes; the number is drawn from them. */
  private static final int STEPS = 12;

  /** A proof takes some more reads than these, and before it nothing is read by this call. */
  private static final int READS = 64;

  private final int spreadMillis;

  KillMoment(int spreadMillis) {
    this.spreadMillis = spreadMillis;
  }

  /**
   * Draws one.
   *
   * @param before the checkpoint that the run goes on from, if any
   */
  static KillMoment draw(SplittableRandom random, @Nullable Checkpoint before) {
    if (random.nextInt(100) < REPLACEMENTS) {
      return REPLACING;
    }
    if (isProvable(before) && random.nextInt(100) < PROOFS) {
      return PROVING;
    }
    return random.nextInt(100) < STARTS ? STARTED : WORKING;
  }

  private static boolean isProvable(@Nullable Checkpoint before) {
    if (before == null) {
      return false;
    }
    long done = before.phase() == Phase.VERIFY ? before.totalSize() : before.written();
    return done > Wipe.REWIND_BYTES;
  }

  /** Whether the kernel kills it, at a system call, and not this JVM. */
  boolean isAtSystemCall() {
    return this == REPLACING || this == PROVING;
  }

  /** The program so that it is killed at a system call, if that is the moment. */
  Program prepared(Program program, String node, SplittableRandom random) {
    return switch (this) {
      case REPLACING -> {
        String call = List.of("rename", "fsync").get(random.nextInt(2));
        yield program.under(strace(call, 1 + random.nextInt(STEPS)));
      }
      case PROVING -> program.under(strace("pread64", 1 + random.nextInt(READS))).under("-P", node);
      case STARTED, WORKING -> program;
    };
  }

  /** strace(1); a process is killed before it gets into the call of that number. */
  private static String[] strace(String call, int number) {
    String kill = "inject=" + call + ":signal=KILL:when=" + number;
    return new String[] {
      "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + call, "-e", kill
    };
  }

  /** Returns when it has come, or the run is over. */
  void await(RunningProgram running, SplittableRandom random) throws IOException {
    if (this == WORKING) {
      Await.until(
          DEADLINE,
          () -> "the beginning of the work\n" + running.stdout() + running.stderr(),
          () -> !running.isAlive() || !running.stdout().isEmpty());
    }
    if (!isAtSystemCall()) {
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(spreadMillis * 1000)));
    }
  }
}
