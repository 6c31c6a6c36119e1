package dev.wipeit.cli;

import dev.wipeit.checkpoint.Phase;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.journal.OutcomeJson;
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
import dev.wipeit.wipe.Watched;
import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeEvent.Finished;
import dev.wipeit.wipe.WipeEvent.Started;
import dev.wipeit.wipe.WipeOutcome;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
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
  ExitCode run(long bytesPerSecond, Tolerance tolerance, Attendance attendance) {
    Consumer<WipeEvent> progress = report.progress(device);
    Consumer<WipeEvent> listener =
        output.json
            ? progress.andThen(new JsonEvents(device, machine.clock(), machine.streams().out()))
            : progress;
    report.message(
        device.path()
            + ": comparing with "
            + subject.text()
            + " ("
            + media.ioMode().id()
            + " I/O)");
    AtomicReference<@Nullable ReadBack> reading = new AtomicReference<>();
    Watched<End> watched =
        Watched.over(
            media,
            attendance.rules(),
            event -> attendance.tell(device.path(), event),
            System::nanoTime,
            watching -> {
              ReadBack readBack = readBack(watching, bytesPerSecond, tolerance, listener);
              reading.set(readBack);
              progress.accept(new Started(readBack.beginning(), false, 0));
              return End.of(readBack, watching);
            });
    attendance.add(device.path(), watched.delays());
    ReadBack readBack = Objects.requireNonNull(reading.get());
    Delays delays = attendance.delays(device.path());
    End end = watched.result() == null ? End.givenUp(watched.lasting()) : watched.result();
    ExitCode code = concluded(readBack, end, delays, progress);
    if (watched.result() == null) {
      machine.signals().leave(code);
    }
    return code;
  }

  private ReadBack readBack(
      BlockMedia watched, long bytesPerSecond, Tolerance tolerance, Consumer<WipeEvent> listener) {
    return new ReadBack(
        subject.state(),
        watched,
        bytesPerSecond,
        new BufferPool(machine.kernel()),
        tolerance,
        machine.signals().stop(),
        listener,
        System::nanoTime,
        new SecureRandom());
  }

  /**
   * How the reading ended.
   *
   * @param complete whether nothing is left
   * @param gone whether the device does not answer any more
   * @param failure one line, or null
   */
  private record End(boolean complete, boolean gone, @Nullable String failure) {

    static End of(ReadBack readBack, BlockMedia media) {
      try {
        boolean complete = readBack.run();
        boolean gone = !media.isThere();
        return new End(complete, gone, gone ? "the device went away" : null);
      } catch (IOException e) {
        boolean gone = isGone(e) || !media.isThere();
        return new End(false, gone, String.valueOf(e.getMessage()));
      }
    }

    static End givenUp(Duration lasting) {
      return new End(
          false,
          true,
          "the device has stalled for "
              + lasting.toSeconds()
              + " seconds and was given up (--stall-timeout)");
    }
  }

  private ExitCode concluded(
      ReadBack readBack, End end, Delays delays, Consumer<WipeEvent> progress) {
    ExitCode code = code(readBack.result(), end);
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
                delays)));
    tell(readBack, code, end.failure(), delays);
    return code;
  }

  private static boolean isGone(IOException failure) {
    return failure instanceof MediaException media && media.kind() == MediaException.Kind.GONE;
  }

  private ExitCode code(Verification result, End end) {
    if (!result.passed()) {
      return ExitCode.DIFFERS;
    }
    if (end.gone()) {
      return ExitCode.GONE;
    }
    if (end.failure() != null) {
      return ExitCode.ERROR;
    }
    if (!end.complete()) {
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

  private void tell(ReadBack readBack, ExitCode code, @Nullable String reason, Delays delays) {
    Verification result = readBack.result();
    if (output.json) {
      machine.streams().out().println(Json.line(json(result, code, reason, delays)));
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add(device.path() + ": " + headline(code));
    if (reason != null) {
      lines.add(DeviceSheet.row("reason", reason));
    }
    if (result.bytesRead() == 0 && !result.unreadable().isEmpty()) {
      lines.add(DeviceSheet.row("advice", "nothing could be read: check the cable, or destroy it"));
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
    lines.addAll(CareText.lines(delays));
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
      Verification result, ExitCode code, @Nullable String reason, Delays delays) {
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
    entry.putAll(OutcomeJson.delays(delays));
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
