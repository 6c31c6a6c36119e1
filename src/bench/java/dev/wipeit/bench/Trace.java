package dev.wipeit.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What drives had read and written at each moment of a process, by the kernel's counters. The
 * moments are about a millisecond apart.
 */
final class Trace {

  /** What a program may need to come to its speed. */
  private static final long BEGINNING_BYTES = 256_000_000;

  private record Point(long nanos, long read, long written) {}

  private final List<Point> points = new ArrayList<>();
  private final long beginNanos = System.nanoTime();
  private double cpuBefore = -1;

  /** Adds the counters of this moment. */
  void add(List<FileChannel> statistics) throws IOException {
    long read = 0;
    long written = 0;
    for (FileChannel channel : statistics) {
      ByteBuffer text = ByteBuffer.allocate(512);
      channel.read(text, 0);
      String line = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
      long[] both = RamDrive.transferred(line);
      read += both[0];
      written += both[1];
    }
    points.add(new Point(System.nanoTime() - beginNanos, read, written));
  }

  /** Whether anything has been written since the first moment. */
  boolean written() {
    return points.get(points.size() - 1).written() != points.get(0).written();
  }

  /** CPU seconds that the process had used when its first write was seen; negative before. */
  double cpuBefore() {
    return cpuBefore;
  }

  void cpuBefore(double seconds) {
    cpuBefore = seconds;
  }

  /** The part of the trace in which the drives were written to. */
  Span writes() {
    return span(0, true);
  }

  /** The part after the last write in which they were read. */
  Span reads() {
    int from = 0;
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i).written() != points.get(i - 1).written()) {
        from = i;
      }
    }
    return span(from, false);
  }

  private Span span(int from, boolean writes) {
    int first = -1;
    int last = -1;
    for (int i = from + 1; i < points.size(); i++) {
      if (amount(i, writes) != amount(i - 1, writes)) {
        first = first < 0 ? i : first;
        last = i;
      }
    }
    long end = points.get(points.size() - 1).nanos();
    return first < 0
        ? new Span(0, 0, end, 0, Double.NaN)
        : new Span(
            points.get(first).nanos(),
            points.get(last).nanos(),
            end,
            amount(last, writes) - amount(first, writes),
            beginning(first, last, writes));
  }

  /** The rate of the first bytes, of the rate of the rest; not a number where there is no rest. */
  private double beginning(int first, int last, boolean writes) {
    int head = first;
    while (head < last && amount(head, writes) - amount(first, writes) < BEGINNING_BYTES) {
      head++;
    }
    return head == last ? Double.NaN : rate(first, head, writes) / rate(head, last, writes);
  }

  private double rate(int from, int to, boolean writes) {
    double nanos = points.get(to).nanos() - points.get(from).nanos();
    return (amount(to, writes) - amount(from, writes)) / nanos;
  }

  private long amount(int index, boolean writes) {
    Point point = points.get(index);
    return writes ? point.written() : point.read();
  }

  /**
   * From the first completed request to the last.
   *
   * @param firstNanos since the start of the process
   * @param lastNanos since the start of the process
   * @param endNanos end of the process, since its start
   * @param bytes between first and last; 0 if there was no request
   * @param beginning the rate of the first 256 MB, of the rate of all behind them
   */
  record Span(long firstNanos, long lastNanos, long endNanos, long bytes, double beginning) {

    /** GB/s, not a number where there was less than two moments. */
    double gigabytesPerSecond() {
      return bytes == 0 ? Double.NaN : (double) bytes / (lastNanos - firstNanos);
    }

    double firstMillis() {
      return bytes == 0 ? Double.NaN : firstNanos / 1e6;
    }

    double tailMillis() {
      return bytes == 0 ? Double.NaN : (endNanos - lastNanos) / 1e6;
    }
  }
}
