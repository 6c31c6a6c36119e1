package dev.wipeit.cli;

import dev.wipeit.certificate.Claim;
import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointException;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.Stored;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.method.FixedPattern;
import dev.wipeit.wipe.ReadBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a device is compared with.
 *
 * @param state what is on it and how much is read
 * @param run the run that wrote them, or null
 * @param text for a person
 */
record VerifySubject(Checkpoint state, @Nullable String run, String text) {

  /** Bytes that the operator names. */
  static VerifySubject of(FixedPattern pattern, BlockDevice device, int permille, Instant now) {
    return new VerifySubject(
        ReadBack.ofAll(device, pattern, permille, now), null, "0x" + pattern.hex());
  }

  /**
   * What a certificate claims.
   *
   * @throws CommandException if it is not provably of this device
   */
  static VerifySubject of(Claim claim, BlockDevice device, int permille) throws CommandException {
    requireSame(claim.state(), device);
    return new VerifySubject(
        ReadBack.of(claim.state(), permille),
        claim.run(),
        "the last pass ("
            + claim.state().currentPass()
            + ") of the certificate of run "
            + claim.run());
  }

  /**
   * What a run wrote last.
   *
   * @param id the run, or null for the one finished run of the device
   * @throws CommandException if there is no such run, it wrote another device, or its pass is not
   *     complete
   */
  static VerifySubject of(
      CheckpointStore store, @Nullable String id, BlockDevice device, int permille)
      throws CommandException, CheckpointException {
    Checkpoint run = id == null ? onlyOne(store, device) : named(store, id);
    requireSame(run, device);
    if (!isWritten(run)) {
      throw nothing(
          "pass " + run.pass() + " of run " + run.run() + " is not written to its end",
          "go on with it first, if 'wipeit status' shows it: wipeit resume " + device.path());
    }
    return new VerifySubject(
        ReadBack.of(run, permille),
        run.run(),
        "pass " + run.pass() + " (" + run.currentPass() + ") of run " + run.run());
  }

  /** Whether its pass holds on all of the device but the bad ranges. */
  private static boolean isWritten(Checkpoint run) {
    return run.written() == run.totalSize() && run.deferredRanges().isEmpty();
  }

  private static Checkpoint named(CheckpointStore store, String id)
      throws CommandException, CheckpointException {
    // Several generations may have been kept: the last one knows most.
    return all(store).stream()
        .filter(run -> run.run().equals(id))
        .max(Comparator.comparing(Checkpoint::saved))
        .orElseThrow(
            () ->
                nothing(
                    "there is no run " + id + " in the state directory",
                    "see progress/ and progress/archive/ in it"));
  }

  private static Checkpoint onlyOne(CheckpointStore store, BlockDevice device)
      throws CommandException, CheckpointException {
    List<Checkpoint> runs =
        all(store).stream()
            .filter(run -> run.identity().isSameDeviceAs(device.identity()))
            .filter(run -> run.pass() == run.passes() && isWritten(run))
            .toList();
    List<String> ids = runs.stream().map(Checkpoint::run).distinct().toList();
    if (ids.size() != 1) {
      throw new CommandException(
          ExitCode.USAGE,
          ids.isEmpty()
              ? "no finished run of " + device.path() + " is known"
              : "several finished runs of " + device.path() + " are known: " + ids,
          "  say what it should hold: --pattern zeros|ones|HEX, or --run ID");
    }
    return runs.get(0);
  }

  private static List<Checkpoint> all(CheckpointStore store) throws CheckpointException {
    List<Checkpoint> all = new ArrayList<>();
    List<Stored> stored = new ArrayList<>(store.all());
    stored.addAll(store.archived());
    for (Stored one : stored) {
      if (one instanceof Stored.Usable usable && usable.loaded().checkpoint() != null) {
        all.add(usable.loaded().checkpoint());
      }
    }
    return all;
  }

  private static void requireSame(Checkpoint run, BlockDevice device) throws CommandException {
    boolean same =
        run.identity().isProvable()
            ? run.identity().isSameDeviceAs(device.identity())
            : run.identity().sizeBytes() == device.sizeBytes();
    if (!same || run.totalSize() != device.usableBytes()) {
      throw new CommandException(
          ExitCode.NOTHING_TO_RESUME,
          device.path() + " is not provably the device of run " + run.run(),
          "  saved:    " + run.identity().describe(),
          "  attached: " + device.identity().describe(),
          "Nothing was written.");
    }
  }

  private static CommandException nothing(String what, String remedy) {
    return new CommandException(ExitCode.NOTHING_TO_RESUME, what, "  " + remedy);
  }
}
