package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.checkpoint.Samples;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.device.DeviceKind;
import dev.wipeit.device.DeviceNumber;
import dev.wipeit.device.DriveType;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.testing.Altered;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.Delays;
import dev.wipeit.wipe.Verification;
import dev.wipeit.wipe.WipeEvent.Progress;
import dev.wipeit.wipe.WipeOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Devices and runs to tell about. */
final class Runs {

  static final String ID = "20261121-2300-7f3a9c";
  static final String SERIAL = "S4EWNX0R";
  static final long MIB = 1 << 20;
  static final long SIZE = 1000 * MIB;

  private Runs() {}

  /** A drive with a serial number. */
  static BlockDevice drive() {
    return device("/dev/sdx", DeviceKind.DISK, SERIAL, SIZE, 512);
  }

  static BlockDevice device(
      String path, DeviceKind kind, @Nullable String serial, long size, int sector) {
    return new BlockDevice(
        Path.of(path),
        Path.of(path),
        Path.of(path).getFileName().toString(),
        new DeviceNumber(8, 16),
        kind,
        new DriveType(DriveType.Kind.HDD, DriveType.Confidence.HIGH, "rotational"),
        size,
        sector,
        sector,
        false,
        false,
        new DeviceIdentity(serial, null, "Model", size, null));
  }

  /** The same device with another identity. */
  static BlockDevice withIdentity(BlockDevice device, DeviceIdentity identity) {
    return new BlockDevice(
        device.path(),
        device.node(),
        device.name(),
        device.number(),
        device.kind(),
        device.type(),
        identity.sizeBytes(),
        device.logicalSectorBytes(),
        device.physicalSectorBytes(),
        device.readOnly(),
        device.removable(),
        identity);
  }

  /** A run of one pass that has done so many bytes of 1000 MiB. */
  static Checkpoint done(long bytes) {
    return state(1, 1, Phase.WRITE, bytes, SIZE, ChunkStrategy.STANDARD);
  }

  static Checkpoint percent(double percent) {
    return done(Math.round(percent * SIZE / 100));
  }

  static Checkpoint state(
      int pass, int passes, Phase phase, long done, long total, ChunkStrategy strategy) {
    return Altered.with(
        Samples.at(Math.min(done, SIZE)),
        "run",
        ID,
        "device",
        "/dev/sdx",
        "identity",
        drive().identity(),
        "plan",
        List.of(Pass.of("00")),
        "rounds",
        passes,
        "pass",
        pass,
        "passes",
        passes,
        "phase",
        phase,
        "written",
        Math.min(done, SIZE),
        "totalSize",
        SIZE,
        "verify",
        VerifyMode.SAMPLE,
        "strategy",
        strategy,
        "chunkSize",
        100 * MIB,
        "bytesDone",
        done,
        "bytesTotal",
        total,
        "active",
        Duration.ofSeconds(75),
        "interruptions",
        2,
        "created",
        Instant.parse("2026-11-21T22:00:00Z"),
        "saved",
        Instant.parse("2026-11-21T23:00:00Z"));
  }

  static Progress progress(Checkpoint state) {
    return new Progress(state, 123.4 * MIB, Duration.ofSeconds(3700), 100 * MIB);
  }

  static Progress unknown(Checkpoint state) {
    return new Progress(state, 0, null, 100 * MIB);
  }

  /** The same end of a run that could not read all back after an earlier pass. */
  static WipeOutcome unread(WipeOutcome outcome, List<ByteRange> ranges) {
    Checkpoint c = outcome.state();
    Checkpoint state = Altered.with(c, "unreadRanges", ranges);
    return new WipeOutcome(
        outcome.result(),
        state,
        outcome.saved(),
        outcome.failure(),
        outcome.verification(),
        outcome.elapsed(),
        outcome.sessionBytes(),
        outcome.delays());
  }

  static WipeOutcome outcome(WipeOutcome.Result result, boolean saved, @Nullable String failure) {
    return outcome(result, saved, failure, null);
  }

  static WipeOutcome outcome(
      WipeOutcome.Result result,
      boolean saved,
      @Nullable String failure,
      @Nullable Verification verification) {
    Checkpoint state = result == WipeOutcome.Result.WIPED ? percent(100) : percent(40);
    return new WipeOutcome(
        result,
        state,
        saved,
        failure,
        verification,
        Duration.ofSeconds(10),
        400 * MIB,
        Delays.NONE);
  }
}
