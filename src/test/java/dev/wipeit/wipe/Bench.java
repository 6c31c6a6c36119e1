package dev.wipeit.wipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointCodec;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.method.Filler;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.method.WipeMethod;
import dev.wipeit.testing.MemoryMedia;
import dev.wipeit.testing.PowerCut;
import dev.wipeit.units.ByteSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** One device in memory, one state folder in memory, and runs on them. */
final class Bench {

  static final Instant NOW = Instant.parse("2026-11-21T01:13:00.123Z");
  static final String RUN = "20261121-0113-7f3a9c";
  static final int MIB = 1 << 20;

  final MemoryMedia media;
  final WipeMethod method;
  final List<Checkpoint> saved = Collections.synchronizedList(new ArrayList<>());
  final List<WipeEvent> events = Collections.synchronizedList(new ArrayList<>());
  PowerCut power = PowerCut.never();
  StopRequest stop = new StopRequest();
  Pace pace = new Pace(MIB, Long.MAX_VALUE);
  Tolerance tolerance = new Tolerance(1, 64 * MIB);
  Care care = Care.usual();
  CheckpointSink sink = this::keep;
  Consumer<WipeEvent> listener = events::add;
  LongSupplier nanoTime = System::nanoTime;

  Bench(String method, int sizeBytes, int sectorBytes) {
    this.media = new MemoryMedia(sizeBytes, sectorBytes);
    this.method = WipeMethod.find(method).orElseThrow();
  }

  Bench(WipeMethod method, int sizeBytes) {
    this.media = new MemoryMedia(sizeBytes, 512);
    this.method = method;
  }

  /** A sink that keeps what it is given as the store does, and is a step of the power supply. */
  void keep(Checkpoint state) throws IOException {
    PowerCut.Step step = power.step();
    if (step == PowerCut.Step.DONE
        || (step == PowerCut.Step.TORN && power.random().nextBoolean())) {
      saved.add(CheckpointCodec.decode(CheckpointCodec.encode(state), "saved"));
    }
    if (step != PowerCut.Step.DONE) {
      throw new IOException("no power");
    }
  }

  Bench cutAfter(long steps, long seed) {
    power = PowerCut.after(steps, seed);
    media.power(power);
    return this;
  }

  /** The power is back. */
  void crash() {
    media.crash();
    power = PowerCut.never();
    stop = new StopRequest();
    events.clear();
  }

  Checkpoint fresh(int rounds, VerifyMode verify) {
    WipePlan plan =
        new WipePlan(method, rounds, verify, ChunkStrategy.STANDARD, ByteSize.ofMebibytes(100));
    return plan.begin(MemoryMedia.device(media.sizeBytes()), RUN, NOW, new SecureRandom());
  }

  WipeOutcome run(Checkpoint begin, boolean resumed) throws IOException {
    Wipe wipe =
        new Wipe(
            begin,
            resumed,
            media,
            pace,
            tolerance,
            care,
            sink,
            stop,
            listener,
            Clock.fixed(NOW, ZoneOffset.UTC),
            nanoTime,
            new SecureRandom());
    return wipe.run();
  }

  WipeOutcome wipe(int rounds, VerifyMode verify) throws IOException {
    return run(fresh(rounds, verify), false);
  }

  /** Goes on with the last state that was saved. */
  WipeOutcome resume() throws IOException {
    return run(lastSaved(), true);
  }

  Checkpoint lastSaved() {
    return saved.get(saved.size() - 1);
  }

  <T extends WipeEvent> List<T> events(Class<T> type) {
    synchronized (events) {
      return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  /** What the pass of a state writes onto the whole device. */
  byte[] pattern(Checkpoint state) {
    int size = (int) media.sizeBytes();
    byte[] bytes = new byte[size];
    Filler filler = Wipe.patternOf(state).filler(ByteBuffer.allocateDirect(MIB));
    for (int at = 0; at < size; at += MIB) {
      int length = Math.min(MIB, size - at);
      filler.at(at, length).get(bytes, at, length);
    }
    return bytes;
  }

  void assertHolds(Checkpoint state) {
    byte[] expected = pattern(state);
    assertEquals(-1, Arrays.mismatch(expected, media.bytes()), "first wrong byte");
    assertEquals(-1, Arrays.mismatch(expected, media.durableBytes()), "first lost byte");
    assertClean();
  }

  /** What a state claims is durable. */
  void assertDurable(Checkpoint state) {
    int from = (int) state.unproven();
    int to = (int) state.written();
    int mismatch = Arrays.mismatch(media.durableBytes(), from, to, pattern(state), from, to);
    assertEquals(-1, mismatch, () -> "claims " + to + " bytes, which are not durable");
  }

  void assertClean() {
    assertEquals(List.of(), media.violations());
  }

  /** A clock that goes on by a step with every look, so that seconds pass without waiting. */
  static LongSupplier ticking(Duration step) {
    long[] now = {0};
    return () -> {
      synchronized (now) {
        now[0] += step.toNanos();
        return now[0];
      }
    };
  }
}
