package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.testing.FaultDrive;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.LoopOptions;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.units.ByteRange;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run on one fault drive, ended in random ways until it is over, and a disk beside it that
 * nobody may touch. Whatever happens, what is claimed has to be there; and where the program says
 * that all is well, it has to be. For one thread.
 */
final class SoakScenario implements Closeable {

  private static final int MIB = 1 << 20;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int MOST_ENDS = 6;
  private static final List<Integer> ENDS = List.of(0, 1, 4, 5, 6, 7, 129, 130, 137, 143);

  private final SplittableRandom random;
  private final Consumer<String> tally;
  private final FaultDrive drive;
  private final MarkedDevice device;
  private final LoopDevice bystander;
  private final List<String> happened = new ArrayList<>();

  /** The drive has said that it has what it does not have. */
  private boolean hasLied;

  SoakScenario(long seed, Consumer<String> tally) throws IOException {
    this.random = new SplittableRandom(seed);
    this.tally = tally;
    this.drive = FaultDrive.create((long) MIB * (4 + random.nextInt(16)));
    this.device = MarkedDevice.over(LoopDevice.over(drive, LoopOptions.USUAL));
    this.bystander = LoopDevice.create(MIB);
    bystander.fill();
    drive.cache(random.nextInt(3) * 8L * MIB);
  }

  /** Runs it to its end. */
  void run() throws IOException {
    try {
      ProgramResult result = wipe();
      for (int ends = 1; !isOver(result); ends++) {
        if (ends > MOST_ENDS) {
          clear();
        }
        result = goOn(ends);
      }
      checkEnd(result);
    } catch (AssertionError e) {
      throw new AssertionError(happened + ": " + e.getMessage(), e);
    }
  }

  private boolean isOver(ProgramResult result) throws IOException {
    return device.state().last() == null && List.of(0, 4, 5).contains(result.exitCode());
  }

  private ProgramResult wipe() throws IOException {
    String method = pick("random", "zero", "one", "dod-5220.22-m");
    String verify = pick("none", "sample", "last", "all");
    return end(
        device
            .wipe("--json", "--checkpoint-every", "1M", "--io", pick("direct", "buffered"))
            .environment("WIPEIT_METHOD", method)
            .environment("WIPEIT_VERIFY", verify)
            .environment("WIPEIT_MAX_RATE", pick("4M", "12M", "48M")),
        "wipe " + method + " " + verify);
  }

  private ProgramResult goOn(int ends) throws IOException {
    @Nullable Checkpoint saved = device.state().last();
    if (saved == null) {
      return wipe();
    }
    Program resume = device.resume("--json", "--checkpoint-every", "1M");
    if (ends > MOST_ENDS) {
      happened.add("resume");
      ProgramResult result = resume.deadline(SOON).run();
      if (result.exitCode() == 7 && hasLied) {
        return device.wipe("--json", "--verify", "last").deadline(SOON).run();
      }
      assertTrue(List.of(0, 4, 5).contains(result.exitCode()), result::toString);
      return result;
    }
    return end(resume.environment("WIPEIT_MAX_RATE", pick("4M", "12M", "48M")), "resume");
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }

  /** Starts it, lets something happen, and looks at what is left when it has ended. */
  private ProgramResult end(Program program, String what) throws IOException {
    String fault = prepare();
    happened.add(what + " " + fault);
    @Nullable Checkpoint before = device.state().last();
    ProgramResult result;
    try (RunningProgram running = program.deadline(SOON).start()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1500)));
      interrupt(running, fault);
      result = running.awaitExit(SOON);
    }
    tally.accept(fault);
    tally.accept("exit " + result.exitCode());
    drive.back();
    check(result, before);
    return result;
  }

  /** What the drive does. */
  private String prepare() throws IOException {
    clear();
    if (random.nextInt(12) == 0) {
      drive.loseWrite(random.nextInt(4096), 1, 1);
      hasLied = true;
      return "lost write";
    }
    if (random.nextBoolean()) {
      return pick("INT", "TERM", "HUP", "KILL", "gone", "stall");
    }
    long lba = random.nextInt((int) (device.device().sizeBytes() / 512));
    String fault =
        pick("power cut", "bad for a while", "bad", "unreadable for a while", "torn", "slow");
    switch (fault) {
      case "power cut" -> drive.cut(random.nextLong(), random.nextInt(100));
      case "bad for a while" -> drive.badWrite(lba, 1 + random.nextInt(20), 1 + random.nextInt(3));
      case "bad" -> drive.growingBadWrite(lba, 1, 1, 1 + random.nextInt(8));
      case "unreadable for a while" ->
          drive.badRead(lba, 1 + random.nextInt(3), 1 + random.nextInt(3));
      case "torn" -> drive.tearAndFail(lba, 1 + random.nextInt(3));
      default -> drive.delay(Duration.ofMillis(random.nextInt(5)));
    }
    return fault;
  }

  private void interrupt(RunningProgram running, String what) throws IOException {
    switch (what) {
      case "INT", "TERM", "HUP" -> {
        if (running.isAlive()) {
          running.signal(what);
        }
      }
      // It waits until nothing of the run is left.
      case "KILL" -> KillShot.now(running, random.nextBoolean(), device.node());
      case "gone" -> drive.gone();
      case "stall" -> drive.stall(Duration.ofMillis(700));
      default -> {
        return;
      }
    }
  }

  private void clear() throws IOException {
    drive.clear();
    drive.back();
  }

  private void check(ProgramResult result, @Nullable Checkpoint before) throws IOException {
    assertTrue(ENDS.contains(result.exitCode()), result::toString);
    bystander.writeBack();
    assertEquals(MIB / 512, bystander.markerSectors(), "the disk beside it");
    @Nullable Checkpoint saved = device.state().last();
    if (saved != null) {
      if (before != null && before.run().equals(saved.run())) {
        assertTrue(saved.bytesDone() >= before.bytesDone(), () -> before + " then " + saved);
      }
      checkHolds(saved, saved.written());
    }
  }

  private void checkEnd(ProgramResult result) throws IOException {
    List<Checkpoint> archived = device.state().archived();
    assertTrue(!archived.isEmpty(), "nothing in the archive");
    Checkpoint end = archived.stream().max(Comparator.comparing(Checkpoint::created)).orElseThrow();
    tally.accept("runs with exit " + result.exitCode());
    if (result.exitCode() == 5) {
      assertTrue(hasLied, () -> "differs, but nobody lied: " + result);
      return;
    }
    assertEquals(end.passes(), end.pass(), "passes");
    assertEquals(device.device().sizeBytes(), end.written(), "written");
    if (result.exitCode() == 0) {
      assertEquals(List.of(), end.badRanges(), "named, and yet all is well");
    }
    checkHolds(end, end.written());
  }

  /** A lie of the drive is found by reading all of it back; until then it is believed. */
  private void checkHolds(Checkpoint claim, long to) throws IOException {
    if (hasLied && !claim.verify().equals(VerifyMode.LAST)) {
      return;
    }
    if (hasLied && claim.verified() < claim.totalSize()) {
      return;
    }
    List<ByteRange> left = new ArrayList<>(claim.badRanges());
    left.addAll(claim.deferredRanges());
    left.sort(Comparator.comparingLong(ByteRange::offset));
    left.add(new ByteRange(to, 1));
    long at = 0;
    for (ByteRange range : left) {
      long end = Math.min(to, range.offset());
      long wrong =
          at < end
              ? PassBytes.of(claim).firstDifference(device.device().backingFile(), at, end)
              : -1;
      assertEquals(-1, wrong, "is not on the device, but claimed by " + claim);
      at = Math.max(at, range.end());
    }
  }

  @Override
  public void close() throws IOException {
    bystander.close();
    drive.close();
    device.close();
  }
}
