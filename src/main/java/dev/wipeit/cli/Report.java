package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.Patience;
import dev.wipeit.journal.EventJson;
import dev.wipeit.media.IoMode;
import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeEvent.CheckpointFailed;
import dev.wipeit.wipe.WipeEvent.PretestStarted;
import dev.wipeit.wipe.WipeEvent.Pretested;
import dev.wipeit.wipe.WipeEvent.Started;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything a command tells: progress and messages on standard error, results on standard output;
 * with {@code --json}, events and results as JSON Lines on standard output.
 */
final class Report {

  private final Machine machine;
  private final OutputOptions options;
  private final PrintStream out;
  private final PrintStream err;
  private volatile @Nullable LiveBlock block;
  private volatile boolean isMany;

  Report(Machine machine, OutputOptions options) {
    this.machine = machine;
    this.options = options;
    this.out = machine.streams().out();
    this.err = machine.streams().err();
  }

  /**
   * Several devices are worked on from now on: what is told comes from many threads. Until {@link
   * #end()} a terminal shows a line for each.
   */
  void begin(List<BlockDevice> devices) {
    isMany = devices.size() > 1;
    // With JSON Lines on the same screen there would be no telling where the block is.
    boolean sharesScreen = options.json && machine.kernel().isTerminal(1);
    if (isMany && showsLiveLine() && !sharesScreen) {
      block = new LiveBlock(machine, System::nanoTime, devices);
    }
  }

  /** No device is worked on any more. */
  void end() {
    LiveBlock shown = block;
    if (shown != null) {
      shown.close();
      block = null;
    }
  }

  private boolean showsLiveLine() {
    return machine.showsLiveLine() && !options.plain && !options.quiet;
  }

  /** Lines that belong together, which no other thread's come between. */
  private void print(PrintStream stream, List<String> lines) {
    LiveBlock shown = block;
    String text =
        lines.stream().map(LineStream::shown).collect(Collectors.joining(System.lineSeparator()));
    if (shown == null) {
      stream.print(text + System.lineSeparator());
    } else {
      shown.above(stream, text);
    }
  }

  /** A line that tells more than the operator needs. */
  void message(String line) {
    if (!options.quiet) {
      print(err, List.of(line));
    }
  }

  /** A line that the operator must not miss. */
  void warning(String line) {
    print(err, List.of("wipeit: " + line));
  }

  /** A device that nobody wipes yet is waited for. */
  void silence(String device) {
    if (!options.quiet || machine.kernel().isTerminal(2)) {
      warning(waitingFor(device));
    }
  }

  static String waitingFor(String device) {
    return device + " does not answer; waiting up to " + Patience.USUAL.toSeconds() + " s";
  }

  /** Who is told what a run does. */
  Consumer<WipeEvent> listener(BlockDevice device, IoMode io) {
    Consumer<WipeEvent> warnings = event -> tell(device, io, event);
    Consumer<WipeEvent> progress = progress(device);
    // Progress first: what is drawn on the screen makes room for what is told.
    Consumer<WipeEvent> both = progress.andThen(warnings);
    return options.json ? both.andThen(new JsonEvents(device, machine.clock(), out)) : both;
  }

  /** Who is told how far it is, on a screen or in a log. */
  Consumer<WipeEvent> progress(BlockDevice device) {
    if (options.quiet) {
      return event -> {};
    }
    LiveBlock shown = block;
    if (shown != null) {
      return shown.row(device);
    }
    return showsLiveLine() && !isMany
        ? new LiveLine(machine)
        : new PlainLines(device, err, machine.clock(), System::nanoTime);
  }

  private void tell(BlockDevice device, IoMode io, WipeEvent event) {
    String care = CareText.of(event);
    if (care != null) {
      warning(device.path() + ": " + care);
    }
    if (event instanceof Started started) {
      message(
          device.path()
              + ": run "
              + started.state().run()
              + (started.resumed() ? " goes on" : " begins")
              + " at byte "
              + started.from()
              + " ("
              + io.id()
              + " I/O, chunks "
              + ProgressText.chunks(started.state())
              + ")");
    } else if (event instanceof PretestStarted pretest) {
      message(device.path() + ": " + PretestText.of(pretest));
    } else if (event instanceof Pretested pretest) {
      message(device.path() + ": " + PretestText.of(pretest));
    } else if (event instanceof CheckpointFailed failed) {
      warning(
          device.path()
              + ": progress is NOT saved, the wipe goes on without: "
              + failed.reason()
              + " (make room or mend the state directory; saving is tried again all the time)");
    }
  }

  /** A stall of a device outside a run. */
  void stall(Path path, WipeEvent event) {
    warning(path + ": " + CareText.of(event));
    if (options.json) {
      out.println(JsonEvents.line(machine.clock(), null, path, EventJson.of(event)));
    }
  }

  /** What became of one device. */
  void result(DeviceResult result) {
    if (!options.json) {
      boolean toErr = result.code() != ExitCode.OK && result.outcome() == null;
      print(toErr ? err : out, Summary.lines(result));
    }
  }

  /** What became of the command. */
  void finish(ExitCode code, List<DeviceResult> results) {
    if (options.json) {
      out.println(
          Json.line(
              Json.object(
                  "type",
                  "result",
                  "time",
                  machine.clock().instant().toString(),
                  "run",
                  results.size() == 1 ? Summary.run(results.get(0)) : null,
                  "exit_code",
                  code.code(),
                  "devices",
                  results.stream().map(Summary::json).toList())));
    }
  }
}
