package dev.wipeit.method;

import dev.wipeit.media.AlignedBuffer;
import java.nio.ByteBuffer;
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

/** Filling a request with the keystream, as a worker does before it writes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FillBenchmark {

  /** Bytes per request: 64 KiB, the request of a reader, the request of a writer. */
  @Param({"65536", "1048576", "2097152"})
  public int bytes;

  private Filler aligned = (offset, length) -> ByteBuffer.allocate(0);
  private long offset;

  /** Makes a filler over a buffer like a worker's. */
  @Setup
  public void begin() {
    // Large requests are too few calls in a warm-up to bring the cipher to its speed.
    for (int i = 0; i < 10; i++) {
      Keystream.warmUp();
    }
    aligned = new Keystream(new PassKey("5".repeat(64))).filler(AlignedBuffer.allocate(bytes));
  }

  /** The next request, at an offset that is a multiple of the cipher's block. */
  @Benchmark
  public ByteBuffer keystream() {
    offset += bytes;
    return aligned.at(offset, bytes);
  }

  /** A request that begins inside a block of the cipher. */
  @Benchmark
  public ByteBuffer keystreamInsideABlock() {
    offset += bytes;
    return aligned.at(offset + 1, bytes);
  }
}
