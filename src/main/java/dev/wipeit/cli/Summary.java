package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.journal.OutcomeJson;
import dev.wipeit.journal.ReadBackJson;
import dev.wipeit.units.ByteRange;
import dev.wipeit.units.ByteSize;
import dev.wipeit.wipe.Demand;
import dev.wipeit.wipe.Verification;
import dev.wipeit.wipe.WipeOutcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of one device, for a person and for a script. */
final class Summary {

  private Summary() {}

  static List<String> lines(DeviceResult result) {
    List<String> lines = new ArrayList<>();
    BlockDevice device = result.device();
    WipeOutcome outcome = result.outcome();
    if (outcome == null) {
      lines.add("wipeit: " + device.path() + ": " + result.failure());
      lines.add("wipeit: nothing was written to " + device.path() + ".");
      return lines;
    }
    lines.add(device.path() + ": " + headline(result, outcome));
    if (result.failure() != null) {
      lines.add(DeviceSheet.row("reason", result.failure()));
    }
    DeviceIdentity identity = device.identity();
    if (identity.model() != null) {
      lines.add(DeviceSheet.row("model", identity.model()));
    }
    lines.add(DeviceSheet.row("serial", identity.serial() == null ? "none" : identity.serial()));
    lines.add(DeviceSheet.row("size", DeviceSheet.size(device.sizeBytes())));
    lines.addAll(work(outcome));
    int sector = sectorBytes(device);
    lines.addAll(ReadBackText.ranges("unread", outcome.unreadBefore(), sector));
    lines.addAll(ReadBackText.ranges("unwritten", unwritten(device, outcome), sector));
    if (result.drive() != null) {
      lines.addAll(result.drive().lines());
    }
    lines.add(DeviceSheet.row("run", outcome.state().run()));
    if (result.certificate() != null) {
      lines.add(DeviceSheet.row("certificate", result.certificate().toString()));
    }
    lines.addAll(advice(result, outcome));
    return lines;
  }

  private static String headline(DeviceResult result, WipeOutcome outcome) {
    return switch (outcome.result()) {
      case WIPED ->
          switch (result.code()) {
            case UNSAVED -> "wiped, but the record of it could not be saved";
            case UNWRITABLE -> exceptions(result.device(), outcome);
            default -> "wiped";
          };
      case STOPPED -> "stopped at " + percent(outcome.state());
      case DIFFERS -> "NOT wiped: what was read back is not what was written";
      case UNSAVED -> "stopped between two passes at " + percent(outcome.state());
      case GONE -> "went away at " + percent(outcome.state());
      case STALLED -> "stalled at " + percent(outcome.state()) + " and was given up";
      case FAILED -> "failed at " + percent(outcome.state());
    };
  }

  private static String exceptions(BlockDevice device, WipeOutcome outcome) {
    return unwritten(device, outcome).isEmpty()
        ? "wiped, but some sectors could not be read back to confirm it"
        : "wiped, but for what could not be written";
  }

  private static String percent(Checkpoint state) {
    return String.format(Locale.ROOT, "%.2f %%", state.percent());
  }

  private static List<String> work(WipeOutcome outcome) {
    Checkpoint state = outcome.state();
    List<String> lines = new ArrayList<>();
    lines.add(
        DeviceSheet.row(
            "method",
            String.format(
                Locale.ROOT,
                "%s%s, pass %d of %d, chunks %s",
                state.method(),
                Demand.remark(state),
                state.pass(),
                state.passes(),
                ProgressText.chunks(state))));
    lines.add(DeviceSheet.row("verified", verified(outcome)));
    if (outcome.verification() != null) {
      lines.addAll(ReadBackText.details(outcome.verification()));
    }
    if (state.unproven() > 0) {
      lines.add(
          DeviceSheet.row(
              "unproven",
              "the first "
                  + state.unproven()
                  + " bytes: written by a predecessor according to its own record, not checked"));
    }
    lines.add(
        DeviceSheet.row(
            "time",
            String.format(
                Locale.ROOT,
                "%s (%.2f s), in all %s over %d interruption%s; average %s",
                ProgressText.clockTime(outcome.elapsed()),
                outcome.elapsed().toMillis() / 1000.0,
                ProgressText.clockTime(state.active()),
                state.interruptions(),
                state.interruptions() == 1 ? "" : "s",
                ProgressText.rate(average(outcome)))));
    lines.addAll(CareText.lines(outcome.delays()));
    return lines;
  }

  private static double average(WipeOutcome outcome) {
    Duration elapsed = outcome.elapsed();
    return elapsed.isZero() ? 0 : outcome.sessionBytes() * 1e9 / elapsed.toNanos();
  }

  private static String verified(WipeOutcome outcome) {
    @Nullable Verification verification = outcome.verification();
    if (verification == null) {
      return switch (outcome.state().verify()) {
        case NONE -> "no (verify none)";
        default -> "not yet (verify " + outcome.state().verify().id() + ")";
      };
    }
    return ReadBackText.summary(verification, outcome.state().samplePermille(), "the last pass");
  }

  private static List<String> advice(DeviceResult result, WipeOutcome outcome) {
    String resume = "wipeit resume " + result.device().path();
    Checkpoint state = outcome.state();
    return switch (outcome.result()) {
      case STOPPED, FAILED, GONE, STALLED, UNSAVED ->
          List.of(
              outcome.saved()
                  ? "Progress saved: "
                      + new ByteSize(state.bytesDone())
                      + " of "
                      + new ByteSize(state.bytesTotal())
                      + ". To go on: "
                      + resume
                  : "Progress is NOT saved since the last checkpoint that 'wipeit status' shows."
                      + " To go on from there: "
                      + resume);
      case DIFFERS -> List.of("Wipe it again; if that fails too, the drive is to be destroyed.");
      case WIPED -> List.of();
    };
  }

  private static int sectorBytes(BlockDevice device) {
    return Math.max(512, device.logicalSectorBytes());
  }

  /** What no write reached: bad sectors, what was put off, the rest behind the last sector. */
  private static List<ByteRange> unwritten(BlockDevice device, WipeOutcome outcome) {
    List<ByteRange> ranges = new ArrayList<>(outcome.state().badRanges());
    ranges.addAll(outcome.state().deferredRanges());
    ranges.sort(Comparator.comparingLong(ByteRange::offset));
    long rest = device.sizeBytes() - device.usableBytes();
    if (rest > 0) {
      ranges.add(new ByteRange(device.usableBytes(), rest));
    }
    return ranges;
  }

  /** The entry of a device in the last line of {@code --json}. */
  static Map<String, @Nullable Object> json(DeviceResult result) {
    BlockDevice device = result.device();
    Map<String, @Nullable Object> entry =
        Json.object(
            "device", device.path().toString(),
            "serial", device.identity().serial(),
            "wwn", device.identity().wwn(),
            "model", device.identity().model(),
            "size", device.sizeBytes(),
            "result", result.word(),
            "exit_code", result.code().code(),
            "failure", result.failure());
    WipeOutcome outcome = result.outcome();
    if (outcome != null) {
      entry.putAll(OutcomeJson.of(outcome));
      entry.put(
          "unreadable_before", ReadBackJson.ranges(outcome.unreadBefore(), sectorBytes(device)));
      entry.put("unwritten", ReadBackJson.ranges(unwritten(device, outcome), sectorBytes(device)));
    }
    if (result.drive() != null) {
      entry.putAll(result.drive().json());
    }
    if (result.certificate() != null) {
      entry.put("certificate", result.certificate().toString());
    }
    return entry;
  }

  /** The last line of {@code --json} where the command as a whole came to nothing. */
  static String refused(List<Path> devices, ExitCode code, Exception reason, Clock clock) {
    return Json.line(
        Json.object(
            "type",
            "result",
            "time",
            clock.instant().toString(),
            "run",
            null,
            "exit_code",
            code.code(),
            "failure",
            String.valueOf(reason.getMessage()),
            "devices",
            devices.stream()
                .map(
                    device ->
                        Json.object(
                            "device",
                            device.toString(),
                            "result",
                            "not-begun",
                            "exit_code",
                            code.code()))
                .toList()));
  }

  static @Nullable String run(DeviceResult result) {
    return result.outcome() == null ? null : result.outcome().state().run();
  }
}
