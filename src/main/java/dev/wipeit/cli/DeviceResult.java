package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceKind;
import dev.wipeit.wipe.Verification;
import dev.wipeit.wipe.WipeOutcome;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What became of one device.
 *
 * @param device the device
 * @param code its exit code
 * @param outcome how the run ended, or null if it did not begin
 * @param failure one line, or null
 * @param drive what the drive itself said before and after, or null if it was not asked
 * @param certificate where the certificate is, or null where there is none
 */
record DeviceResult(
    BlockDevice device,
    ExitCode code,
    @Nullable WipeOutcome outcome,
    @Nullable String failure,
    @Nullable DriveChange drive,
    @Nullable Path certificate) {

  /**
   * The result of a run.
   *
   * @param unsaved why the record of the run is not saved, or null if it is
   * @param signal what stopped it, or null
   */
  static DeviceResult of(
      BlockDevice device,
      WipeOutcome outcome,
      @Nullable String unsaved,
      @Nullable ExitCode signal) {
    ExitCode code =
        switch (outcome.result()) {
          case WIPED -> isWhole(device, outcome) ? ExitCode.OK : ExitCode.UNWRITABLE;
          case STOPPED -> signal == null ? ExitCode.ERROR : signal;
          case DIFFERS -> ExitCode.DIFFERS;
          case UNSAVED -> ExitCode.UNSAVED;
          case GONE, STALLED -> ExitCode.GONE;
          case FAILED -> ExitCode.ERROR;
        };
    boolean tellsUnsaved = unsaved != null && code != ExitCode.DIFFERS && code != ExitCode.GONE;
    return new DeviceResult(
        device,
        tellsUnsaved && code != ExitCode.ERROR ? ExitCode.UNSAVED : code,
        outcome,
        unsaved == null ? outcome.failure() : join(outcome.failure(), unsaved),
        null,
        null);
  }

  /** What came from the page cache says nothing of a drive; an image file has nothing else. */
  static boolean isReadBack(BlockDevice device, Verification verification) {
    boolean fromMedium = verification.cachedBytes() == 0 || device.kind() == DeviceKind.IMAGE_FILE;
    return fromMedium && verification.unreadable().isEmpty();
  }

  /** Nothing of the device was left out, neither of the writing nor of the reading back. */
  private static boolean isWhole(BlockDevice device, WipeOutcome outcome) {
    return device.usableBytes() == device.sizeBytes()
        && outcome.state().badRanges().isEmpty()
        && outcome.state().unreadRanges().isEmpty()
        && (outcome.verification() == null || isReadBack(device, outcome.verification()));
  }

  /** A run that could not begin; nothing was written. */
  static DeviceResult failed(BlockDevice device, ExitCode code, String failure) {
    return new DeviceResult(device, code, null, failure, null, null);
  }

  /** A run that a signal kept from beginning; nothing was written. */
  static DeviceResult notBegun(BlockDevice device, ExitCode code) {
    return new DeviceResult(device, code, null, "stopped before it began", null, null);
  }

  /** This, with what the drive itself said. */
  DeviceResult with(DriveChange drive) {
    return new DeviceResult(device, code, outcome, failure, drive, certificate);
  }

  /** This, with its certificate. */
  DeviceResult certified(Path made) {
    return new DeviceResult(device, code, outcome, failure, drive, made);
  }

  /** This, without the certificate that it should have; it can be made later. */
  DeviceResult uncertified(String reason) {
    boolean isWorse = code == ExitCode.DIFFERS || code == ExitCode.ERROR;
    String run = outcome == null ? "" : outcome.state().run();
    String what =
        "the certificate could not be made: "
            + reason
            + " (then: wipeit certificate make "
            + run
            + ")";
    return new DeviceResult(
        device, isWorse ? code : ExitCode.UNSAVED, outcome, join(failure, what), drive, null);
  }

  /** One word for scripts. */
  String word() {
    if (outcome == null) {
      return "not-begun";
    }
    return switch (outcome.result()) {
      case WIPED ->
          switch (code) {
            case UNSAVED -> "wiped-unsaved";
            case UNWRITABLE -> "wiped-with-exceptions";
            default -> "wiped";
          };
      case STOPPED -> "stopped";
      case DIFFERS -> "differs";
      case UNSAVED -> "unsaved";
      case GONE -> "gone";
      case STALLED -> "stalled";
      case FAILED -> "failed";
    };
  }

  private static String join(@Nullable String first, String second) {
    return first == null ? second : first + "; " + second;
  }
}
