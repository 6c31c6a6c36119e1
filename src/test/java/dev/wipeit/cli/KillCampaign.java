package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.checkpoint.Stored;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Run after run, each on a device of its own and killed several times. For one thread. */
final class KillCampaign {

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final int KILLS_PER_RUN = 10;

  /** A tenth of the kills is followed by a status of the packaged program. */
  private static final int PACKAGED_STATUS = 10;

  private final long seed;
  private final List<Kind> kinds;
  private final KillTally tally;
  private final SplittableRandom random;

  KillCampaign(long seed, List<Kind> kinds, KillTally tally) {
    this.seed = seed;
    this.kinds = kinds;
    this.tally = tally;
    this.random = new SplittableRandom(seed);
  }

  /**
   * A kind of run.
   *
   * @param mebibytes the size of the device
   * @param rate the most that is written or read back in a second
   */
  record Kind(int mebibytes, String rate, String method, int rounds, String verify) {

    /** A resume begins at byte 0 again; a phase takes half a second. */
    static final List<Kind> SMALL =
        List.of(
            new Kind(12, "24M", "random", 1, "last"),
            new Kind(12, "24M", "zero", 1, "last"),
            new Kind(12, "24M", "one", 1, "last"),
            new Kind(12, "48M", "random", 2, "all"));

    /** Larger than the margin that a resume goes back by, so that it has something to prove. */
    static final List<Kind> LARGE =
        List.of(
            new Kind(80, "160M", "zero", 1, "last"),
            new Kind(80, "160M", "random", 1, "last"),
            new Kind(80, "160M", "one", 1, "last"));
  }

  /** Works until no kill is left. */
  void run() {
    for (int run = 0; tally.take(); run++) {
      tally.giveBack();
      Kind kind = kinds.get(run % kinds.size());
      try (MarkedDevice device = MarkedDevice.ofMebibytes(kind.mebibytes())) {
        run(kind, device);
      } catch (IOException e) {
        tally.giveUp();
        throw new UncheckedIOException(e);
      } catch (AssertionError e) {
        tally.giveUp();
        throw new AssertionError(
            kind + ", seed " + seed + ", after " + tally + ": " + e.getMessage(), e);
      }
    }
  }

  private void run(Kind kind, MarkedDevice device) throws IOException {
    for (int i = 0; i < KILLS_PER_RUN && !isOver(device) && tally.take(); i++) {
      kill(kind, device);
    }
    if (!isOver(device)) {
      next(kind, device).deadline(SOON).run().expectExit(0);
    }
    device.assertWiped();
    tally.hit("runs finished");
  }

  private static boolean isOver(MarkedDevice device) throws IOException {
    return !device.state().archived().isEmpty() && device.state().last() == null;
  }

  private static Program next(Kind kind, MarkedDevice device, String... options)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("--json", "--checkpoint-every", "1M"));
    all.addAll(List.of(options));
    if (device.state().last() != null) {
      return device.resume(all.toArray(String[]::new));
    }
    all.addAll(List.of("--verify", kind.verify(), "--method", kind.method()));
    all.addAll(List.of("--rounds", "" + kind.rounds()));
    return device.wipe(all.toArray(String[]::new));
  }

  private void kill(Kind kind, MarkedDevice device) throws IOException {
    @Nullable Checkpoint before = device.state().last();
    boolean wasHalfSaved = device.state().isHalfSaved();
    KillMoment moment = KillMoment.draw(random, before);
    boolean launcher = random.nextBoolean();
    Program program = next(kind, device, "--max-rate", kind.rate());
    try (RunningProgram running = moment.prepared(program, device.node(), random).start()) {
      moment.await(running, random);
      KillShot shot =
          moment.isAtSystemCall()
              ? KillShot.atSystemCall(running)
              : KillShot.now(running, launcher, device.node());
      if (shot.isMissed()) {
        tally.giveBack();
        tally.hit("missed");
        return;
      }
      JsonLines said = JsonLines.of(running.stdout());
      boolean isNewlyHalfSaved = device.state().isHalfSaved() && !wasHalfSaved;
      int number = tally.killed(hits(kind, shot, phase(shot, said, before), isNewlyHalfSaved));
      check(said, before, device);
      if (number % PACKAGED_STATUS == 0) {
        assertStatusShowsIt(device);
      }
    }
  }

  private static List<String> hits(Kind kind, KillShot shot, String phase, boolean isHalfSaved) {
    List<String> hits = new ArrayList<>();
    hits.add("method " + kind.method());
    hits.add("killed " + shot.target());
    hits.add("phase " + phase);
    if (isHalfSaved) {
      hits.add("replacement");
    }
    return hits;
  }

  private static String phase(KillShot shot, JsonLines said, @Nullable Checkpoint before) {
    List<JsonNode> phases = said.of(JsonLines.Event.PHASE_STARTED);
    if (!phases.isEmpty()) {
      return phases.get(phases.size() - 1).path("phase").asText();
    }
    String begin = before == null ? "first checkpoint" : "proof";
    return shot.heldDevice() ? begin : before == null ? "start" : "resume";
  }

  private static void check(JsonLines said, @Nullable Checkpoint before, MarkedDevice device)
      throws IOException {
    @Nullable Checkpoint saved = device.state().last();
    assertEquals(Optional.ofNullable(saved), loaded(device), "what the program loads");
    if (saved != null) {
      device.assertHolds(saved);
      assertNothingIsLost(said, before, saved);
    } else if (before != null || isOver(device)) {
      device.assertWiped();
    } else {
      device.assertUntouched();
    }
  }

  /** The checkpoint of the only device as the program itself would go on from it. */
  private static Optional<Checkpoint> loaded(MarkedDevice device) throws IOException {
    Optional<StateDirectory> directory = StateDirectory.existing(device.state().directory());
    if (directory.isEmpty()) {
      return Optional.empty();
    }
    List<Stored> all = new CheckpointStore(directory.get()).all();
    assertTrue(all.size() <= 1, all::toString);
    for (Stored stored : all) {
      if (stored instanceof Stored.Usable usable) {
        return Optional.ofNullable(usable.loaded().checkpoint());
      }
      throw new AssertionError("cannot be gone on with: " + stored);
    }
    return Optional.empty();
  }

  /** What was saved before, or was said to be, is saved. */
  private static void assertNothingIsLost(
      JsonLines said, @Nullable Checkpoint before, Checkpoint saved) {
    if (before != null) {
      assertEquals(before.run(), saved.run());
      assertTrue(
          saved.bytesDone() >= before.bytesDone(), () -> "was " + before + ", but is " + saved);
    }
    List<JsonNode> reports = said.of(JsonLines.Event.CHECKPOINT_SAVED);
    if (!reports.isEmpty()) {
      JsonNode last = reports.get(reports.size() - 1);
      assertNotNull(last.get("bytes_done"), last.toString());
      assertTrue(
          saved.bytesDone() >= last.get("bytes_done").asLong(),
          () -> "said " + last + ", but saved " + saved);
    }
  }

  private static void assertStatusShowsIt(MarkedDevice device) throws IOException {
    Program status = device.program(List.of("status", "--json"));
    List<JsonNode> runs = JsonLines.of(status.run().expectExit(0).out()).all();
    @Nullable Checkpoint saved = device.state().last();
    assertEquals(saved == null ? 0 : 1, runs.size(), runs.toString());
    if (saved != null) {
      assertEquals("interrupted", runs.get(0).path("state").asText(), runs.toString());
      assertEquals(saved.written(), runs.get(0).path("written").asLong(), runs.toString());
    }
  }
}
