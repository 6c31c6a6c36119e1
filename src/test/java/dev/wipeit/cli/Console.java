package dev.wipeit.cli;

import dev.wipeit.device.SystemRoots;
import dev.wipeit.testing.FakeKernel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A machine for commands: what they say is kept, and time stands still until it is told to go. */
final class Console {

  static final Instant BEGIN = Instant.parse("2026-11-21T23:00:00Z");

  final FakeKernel kernel = new FakeKernel();
  final Map<String, String> env = new HashMap<>();
  final List<ExitCode> ends = new ArrayList<>();
  final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** What came to standard error in one piece each, as write(2) would have had it. */
  final List<String> errPieces = new ArrayList<>();

  final ByteArrayOutputStream err =
      new ByteArrayOutputStream() {
        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
          super.write(bytes, from, length);
          errPieces.add(new String(bytes, from, length, StandardCharsets.UTF_8));
        }
      };

  private String input = "";
  private Duration passed = Duration.ZERO;

  /** Somebody sits in front of a terminal and types this before the end of input. */
  Console typed(String text) {
    kernel.terminal(0);
    kernel.terminal(2);
    input = text;
    return this;
  }

  /** What comes out of a pipe. */
  Console piped(String text) {
    input = text;
    return this;
  }

  void pass(Duration time) {
    passed = passed.plus(time);
  }

  long nanoTime() {
    return passed.toNanos();
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  Machine machine() {
    SystemRoots roots =
        new SystemRoots(
            Path.of("/nowhere/sys"),
            Path.of("/nowhere/proc"),
            Path.of("/dev"),
            Path.of("/nowhere/run"));
    return machine(roots, kernel);
  }

  /** As {@link #machine()}, on other roots and with the kernel that goes with them. */
  Machine machine(SystemRoots roots, FakeKernel kernel) {
    ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    Streams streams = Streams.of(in, out, err, env);
    StopSignals signals = new StopSignals(streams.err(), this::nanoTime, ends::add);
    return new Machine(roots, kernel, env, clock(), streams, signals);
  }

  Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
      }

      @Override
      public Instant instant() {
        return BEGIN.plus(passed);
      }
    };
  }
}
