package dev.wipeit.cli;

import dev.wipeit.certificate.JsonObject;
import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.PredecessorProgress;
import dev.wipeit.checkpoint.RunId;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.method.WipeMethod;
import dev.wipeit.units.ByteSize;
import dev.wipeit.wipe.Draft;
import dev.wipeit.wipe.WipePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a run of the predecessor over. What its file claims cannot be proven, so the device must
 * have the serial number and the size that the file names, the operator is asked, and the result
 * names the part as unproven.
 */
final class TakeOver {

  private static final long UNIT = 4096;

  /** What a predecessor's record claims cannot be compared with anything. */
  private static final JsonObject PROOF =
      JsonObject.of("identity", "serial", "size", true, "content_compared", false);

  private final Machine machine;
  private final Session session;
  private final RunOptions run;
  private final Consent consent;

  TakeOver(Machine machine, Session session, RunOptions run, Consent consent) {
    this.machine = machine;
    this.session = session;
    this.run = run;
    this.consent = consent;
  }

  ExitCode of(Path file, List<Path> paths) throws CommandException, IOException {
    if (paths.size() != 1) {
      throw new CommandException(
          ExitCode.USAGE, "--from takes exactly one DEVICE", "Nothing was written.");
    }
    PredecessorProgress progress = PredecessorProgress.read(file);
    try (Targets targets =
        Targets.prepare(machine, session.state(), session.attendance(), paths, false, false)) {
      session.attendance().requireAnswers(paths.get(0));
      Target target = targets.all().get(0);
      requireMatch(progress, target.device());
      show(progress, target.device(), consent.asks(target.device()));
      consent.checkNames(List.of(target.device()));
      consent.require(
          target.device(),
          "Everything on " + target.device().path() + " from there on will be destroyed.");
      Claimed opened = session.open(targets, target);
      try {
        Checkpoint begin = begin(progress, target.device());
        return session.finish(
            session.together(
                List.of(opened), number -> session.resume(opened, target.key(), begin, PROOF)));
      } finally {
        opened.media().close();
      }
    }
  }

  private void requireMatch(PredecessorProgress progress, BlockDevice device)
      throws CommandException, IOException {
    boolean sameSerial =
        progress.serial() != null && progress.serial().equals(device.identity().serial());
    if (!sameSerial || progress.totalSize() != device.sizeBytes()) {
      throw new CommandException(
          ExitCode.NOTHING_TO_RESUME,
          device.path() + " is not provably the device of the predecessor's file",
          "  saved:    serial "
              + (progress.serial() == null ? "unknown" : progress.serial())
              + ", "
              + progress.totalSize()
              + " bytes",
          "  attached: " + device.identity().describe(),
          "  wipe it from its beginning instead: wipeit wipe " + device.path(),
          "Nothing was written.");
    }
    if (!session.saved().keysOf(device).isEmpty()) {
      throw new CommandException(
          ExitCode.NOTHING_TO_RESUME,
          device.path() + " has a saved run of its own",
          "  go on with that: wipeit resume " + device.path(),
          "Nothing was written.");
    }
  }

  /** Nobody consents to what was not shown, however quiet it is to be. */
  private void show(PredecessorProgress progress, BlockDevice device, boolean asks) {
    Consumer<String> shown = asks ? machine.streams().err()::println : session::message;
    new DeviceSheet(machine).lines(device).forEach(shown);
    shown.accept(
        DeviceSheet.row(
            "taken over",
            String.format(
                Locale.ROOT,
                "%.2f %% (%d of %d bytes) by a predecessor's file of %s",
                progress.percent(),
                progress.written(),
                progress.totalSize(),
                progress.saved())));
    shown.accept(DeviceSheet.row("", "that part cannot be proven and will be named as such"));
  }

  private Checkpoint begin(PredecessorProgress progress, BlockDevice device) {
    @Nullable ByteSize buffer = run.buffer;
    @Nullable Long saved = progress.chunkSize();
    boolean usable =
        saved != null && saved >= ByteSize.MIB.bytes() && saved <= ByteSize.TIB.bytes();
    @Nullable ChunkStrategy strategy = progress.algorithm();
    WipePlan plan =
        new WipePlan(
            WipeMethod.ALL.get(0),
            1,
            run.verify == null ? VerifyMode.SAMPLE : run.verify,
            buffer != null
                ? ChunkStrategy.BUFFER_OVERRIDE
                : strategy == null ? ChunkStrategy.STANDARD : strategy,
            buffer != null
                ? buffer
                : usable && saved != null ? new ByteSize(saved) : ByteSize.ofMebibytes(100));
    String id = RunId.create(machine.clock(), new SecureRandom());
    long written = Math.min(progress.written(), device.usableBytes()) / UNIT * UNIT;
    return Draft.of(plan.begin(device, id, machine.clock().instant(), new SecureRandom()))
        .takenOver(written)
        .checkpoint();
  }
}
