package dev.wipeit.wipe;

import dev.wipeit.media.AlignedBuffer;
import dev.wipeit.method.VerifyMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Comparing two equal buffers: what wipeit does, and what it could do instead. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ComparisonBenchmark {

  /** Bytes per comparison: 64 KiB, the request of a reader, the request of a writer. */
  @Param({"65536", "1048576", "2097152"})
  public int bytes;

  private final Comparison comparison = new Comparison(512);
  private ByteBuffer actual = ByteBuffer.allocate(0);
  private ByteBuffer expected = ByteBuffer.allocate(0);
  private byte[] actualArray = new byte[0];
  private byte[] expectedArray = new byte[0];

  /** Fills all buffers with the same random bytes. */
  @Setup
  public void fill() {
    actualArray = new byte[bytes];
    new Random(1).nextBytes(actualArray);
    expectedArray = actualArray.clone();
    actual = AlignedBuffer.allocate(bytes).put(actualArray).flip().order(ByteOrder.nativeOrder());
    expected = AlignedBuffer.allocate(bytes).put(expectedArray).flip().order(actual.order());
  }

  /** The program's own way, with its lock and its counts. */
  @Benchmark
  public Verification comparison() {
    comparison.compare(actual, expected, 0);
    return comparison.result(VerifyMode.ALL);
  }

  /** The kernel inside {@link #comparison()}. */
  @Benchmark
  public int mismatch() {
    return actual.mismatch(expected);
  }

  /** The same for a caller that wants no position. */
  @Benchmark
  public boolean bufferEquals() {
    return actual.equals(expected);
  }

  /** Both in arrays of the heap: what it would cost without the way there. */
  @Benchmark
  public int arrayMismatch() {
    return Arrays.mismatch(actualArray, expectedArray);
  }

  /** Out of the direct buffer into an array first, piece by piece. */
  @Benchmark
  public int copyThenArrayMismatch() {
    byte[] piece = new byte[16 << 10];
    for (int at = 0; at < bytes; at += piece.length) {
      actual.get(at, piece);
      int found = Arrays.mismatch(piece, 0, piece.length, expectedArray, at, at + piece.length);
      if (found >= 0) {
        return at + found;
      }
    }
    return -1;
  }

  /** Eight bytes at a time, by hand. */
  @Benchmark
  public int longs() {
    for (int at = 0; at < bytes; at += Long.BYTES) {
      if (actual.getLong(at) != expected.getLong(at)) {
        return at;
      }
    }
    return -1;
  }
}
