package dev.wipeit.wipe;

import dev.wipeit.wipe.WipeEvent.StallOver;
import dev.wipeit.wipe.WipeEvent.Stalled;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a device stalls, from what is seen of it now and then. Time in which nobody waits for
 * the device does not count. For one thread.
 */
final class StallMeter {

  /** Without so much work before it, a rate is compared with nothing. */
  private static final long KNOWN_PART = 6;

  private final StallRules rules;
  private final Deque<Sample> window = new ArrayDeque<>();
  private long lastNanos;
  private long lastBytes;

  /** The time in which the device was busy. */
  private long busyNanos;

  /** What was done before the window, stalls left out. */
  private long earlierNanos;

  private long earlierBytes;
  private boolean stalled;
  private long stalledSince;
  private int stalls;
  private long longestNanos;

  private record Sample(long busyNanos, long bytes, long nanos) {}

  StallMeter(StallRules rules, long nowNanos) {
    this.rules = rules;
    this.lastNanos = nowNanos;
    window.addLast(new Sample(0, 0, nowNanos));
  }

  /**
   * Looks at the device.
   *
   * @param bytes what it has taken and given so far
   * @param oldest when the oldest unanswered request began, or null where none is open
   * @return what is to be told: a stall has begun, or is over; or null
   */
  @Nullable WipeEvent look(long nowNanos, long bytes, @Nullable Long oldest) {
    if (oldest != null || bytes > lastBytes) {
      busyNanos += nowNanos - lastNanos;
    }
    lastNanos = nowNanos;
    lastBytes = bytes;
    window.addLast(new Sample(busyNanos, bytes, nowNanos));
    shorten();
    boolean silent = oldest != null && nowNanos - oldest >= rules.silent().toNanos();
    boolean slow = isSlow();
    if (!stalled && (silent || slow)) {
      return begun(silent && oldest != null ? oldest : window.getFirst().nanos, silent);
    }
    if (stalled && !silent && !slow) {
      return over();
    }
    longestNanos = Math.max(longestNanos, stalledNanos());
    return null;
  }

  /** Whether the stall of now has lasted longer than the rules allow. */
  boolean isOverdue() {
    Duration timeout = rules.timeout();
    return timeout != null && stalled && stalledNanos() >= timeout.toNanos();
  }

  /** How long the stall of now has lasted, or none is under way. */
  Duration lasting() {
    return Duration.ofNanos(stalledNanos());
  }

  int stalls() {
    return stalls;
  }

  Duration longest() {
    return Duration.ofNanos(longestNanos);
  }

  private long stalledNanos() {
    return stalled ? lastNanos - stalledSince : 0;
  }

  /** In a stall the window is short, so that its end is seen soon. */
  private void shorten() {
    long length = rules.slow().toNanos() / (stalled ? KNOWN_PART : 1);
    while (window.size() > 2 && busyNanos - second().busyNanos >= length) {
      Sample first = window.removeFirst();
      if (!stalled) {
        earlierNanos += window.getFirst().busyNanos - first.busyNanos;
        earlierBytes += window.getFirst().bytes - first.bytes;
      }
    }
  }

  private Sample second() {
    Sample first = window.removeFirst();
    Sample second = window.getFirst();
    window.addFirst(first);
    return second;
  }

  private boolean isSlow() {
    Sample first = window.getFirst();
    Sample last = window.getLast();
    long nanos = last.busyNanos - first.busyNanos;
    long whole = rules.slow().toNanos() / (stalled ? KNOWN_PART : 1);
    boolean known = earlierNanos >= rules.slow().toNanos() / KNOWN_PART && nanos >= whole;
    double now = (double) (last.bytes - first.bytes) / Math.max(1, nanos);
    double before = (double) earlierBytes / Math.max(1, earlierNanos);
    return known && now * StallRules.SLOWER < before;
  }

  private WipeEvent begun(long since, boolean silent) {
    stalled = true;
    stalledSince = since;
    stalls++;
    longestNanos = Math.max(longestNanos, stalledNanos());
    return new Stalled(silent, lasting());
  }

  private WipeEvent over() {
    Duration lasted = lasting();
    longestNanos = Math.max(longestNanos, lasted.toNanos());
    stalled = false;
    Sample last = window.getLast();
    window.clear();
    window.addLast(last);
    return new StallOver(lasted);
  }
}
