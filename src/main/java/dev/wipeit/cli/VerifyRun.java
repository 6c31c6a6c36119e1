package dev.wipeit.cli;

import dev.wipeit.checkpoint.Phase;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.journal.ReadBackJson;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.media.BufferPool;
import dev.wipeit.media.MediaException;
import dev.wipeit.units.ByteRange;
import dev.wipeit.units.ByteSize;
import dev.wipeit.wipe.Delays;
import dev.wipeit.wipe.ReadBack;
import dev.wipeit.wipe.Tolerance;
import dev.wipeit.wipe.Verification;
import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeEvent.Finished;
import dev.wipeit.wipe.WipeEvent.Started;
import dev.wipeit.wipe.WipeOutcome;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One device that is read back on its own, and what is told of it. */
final class VerifyRun {

  private final Machine machine;
  private final Report report;
  private final OutputOptions output;
  private final BlockDevice device;
  private final VerifySubject subject;
  private final BlockMedia media;

  VerifyRun(
      Machine machine,
      Report report,
      OutputOptions output,
      BlockDevice device,
      VerifySubject subject,
      BlockMedia media) {
    this.machine = machine;
    this.report = report;
    this.output = output;
    this.device = device;
    this.subject = subject;
    this.media = media;
  }

  /** Reads, and tells the result. */
  ExitCode run(long bytesPerSecond, Tolerance tolerance) {
    Consumer<WipeEvent> progress = report.progress(device);
    Consumer<WipeEvent> listener =
        output.json
            ? progress.andThen(new JsonEvents(device, machine.clock(), machine.streams().out()))
            : progress;
    ReadBack readBack =
        new ReadBack(
            subject.state(),
            media,
            bytesPerSecond,
            new BufferPool(machine.kernel()),
            tolerance,
            machine.signals().stop(),
            listener,
            System::nanoTime,
            new SecureRandom());
    report.message(
        device.path()
            + ": comparing with "
            + subject.text()
            + " ("
            + media.ioMode().id()
            + " I/O)");
    progress.accept(new Started(readBack.beginning(), false, 0));
    return concluded(readBack, progress);
  }

  private ExitCode concluded(ReadBack readBack, Consumer<WipeEvent> progress) {
    @Nullable IOException failure = null;
    boolean complete = false;
    try {
      complete = readBack.run();
    } catch (IOException e) {
      failure = e;
    }
    boolean gone = isGone(failure) || !media.answers();
    ExitCode code = code(readBack.result(), complete, failure != null, gone);
    progress.accept(
        new Finished(
            new WipeOutcome(
                WipeOutcome.Result.STOPPED,
                subject.state(),
                true,
                null,
                readBack.result(),
                readBack.elapsed(),
                readBack.result().bytesRead(),
                Delays.NONE)));
    @Nullable String reason =
        failure == null ? (gone ? "the device went away" : null) : failure.getMessage();
    tell(readBack, code, reason);
    return code;
  }

  private static boolean isGone(@Nullable IOException failure) {
    return failure instanceof MediaException media && media.kind() == MediaException.Kind.GONE;
  }

  private ExitCode code(Verification result, boolean complete, boolean failed, boolean gone) {
    if (!result.passed()) {
      return ExitCode.DIFFERS;
    }
    if (gone) {
      return ExitCode.GONE;
    }
    if (failed) {
      return ExitCode.ERROR;
    }
    if (!complete) {
      @Nullable ExitCode signal = machine.signals().code();
      return signal == null ? ExitCode.ERROR : signal;
    }
    boolean whole = unread(result).isEmpty() && DeviceResult.isReadBack(device, result);
    return whole ? ExitCode.OK : ExitCode.UNWRITABLE;
  }

  /** What could not be read, and what lies behind the last whole sector. */
  private List<ByteRange> unread(Verification result) {
    List<ByteRange> ranges = new ArrayList<>(result.unreadable());
    ranges.addAll(subject.state().badRanges());
    long rest = device.sizeBytes() - device.usableBytes();
    if (rest > 0) {
      ranges.add(new ByteRange(device.usableBytes(), rest));
    }
    return ranges;
  }

  private void tell(ReadBack readBack, ExitCode code, @Nullable String reason) {
    Verification result = readBack.result();
    if (output.json) {
      machine.streams().out().println(Json.line(json(result, code, reason)));
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add(device.path() + ": " + headline(code));
    if (reason != null) {
      lines.add(DeviceSheet.row("reason", reason));
    }
    lines.add(DeviceSheet.row("size", DeviceSheet.size(device.sizeBytes())));
    lines.add(DeviceSheet.row("compared", "with " + subject.text()));
    String what = new ByteSize(device.usableBytes()).toString();
    lines.add(
        DeviceSheet.row(
            "verified", ReadBackText.summary(result, subject.state().samplePermille(), what)));
    lines.addAll(ReadBackText.details(result));
    lines.addAll(
        ReadBackText.ranges("unwritten", subject.state().badRanges(), result.sectorBytes()));
    lines.add(
        DeviceSheet.row(
            "time", String.format(Locale.ROOT, "%.2f s", readBack.elapsed().toMillis() / 1000.0)));
    lines.forEach(machine.streams().out()::println);
  }

  private static String headline(ExitCode code) {
    return switch (code) {
      case OK -> "verified";
      case UNWRITABLE -> "verified, but for what could not be read back or written";
      case DIFFERS -> "NOT verified: it does not hold what it should";
      case GONE -> "NOT verified: went away";
      case ERROR -> "NOT verified: failed";
      default -> "NOT verified: stopped; nothing was written, nothing is to be saved";
    };
  }

  private static String word(ExitCode code) {
    return switch (code) {
      case OK -> "verified";
      case UNWRITABLE -> "verified-with-exceptions";
      case DIFFERS -> "differs";
      case GONE -> "gone";
      case ERROR -> "failed";
      default -> "stopped";
    };
  }

  private Map<String, @Nullable Object> json(
      Verification result, ExitCode code, @Nullable String reason) {
    Map<String, @Nullable Object> entry =
        Json.object(
            "device", device.path().toString(),
            "serial", device.identity().serial(),
            "wwn", device.identity().wwn(),
            "model", device.identity().model(),
            "size", device.sizeBytes(),
            "result", word(code),
            "exit_code", code.code(),
            "failure", reason,
            "run", subject.run(),
            "phase", Phase.VERIFY.id());
    entry.putAll(ReadBackJson.of(result, result.mode(), subject.state().samplePermille()));
    entry.put("unwritten", ReadBackJson.ranges(subject.state().badRanges(), result.sectorBytes()));
    return Json.object(
        "type",
        "result",
        "time",
        machine.clock().instant().toString(),
        "run",
        subject.run(),
        "exit_code",
        code.code(),
        "devices",
        List.of(entry));
  }
}
