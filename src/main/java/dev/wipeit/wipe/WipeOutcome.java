package dev.wipeit.wipe;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.units.ByteRange;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended in this process.
 *
 * @param result the end
 * @param state the last state of the run
 * @param saved whether that state is on stable storage
 * @param failure one line for a person where the result is a failure, or null
 * @param verification what was read back, or null where nothing was
 * @param elapsed the time that this process spent on it, pauses left out
 * @param sessionBytes the bytes that this process wrote and read back
 * @param delays what held this process up
 */
public record WipeOutcome(
    Result result,
    Checkpoint state,
    boolean saved,
    @Nullable String failure,
    @Nullable Verification verification,
    Duration elapsed,
    long sessionBytes,
    Delays delays) {

  /** What could not be read back in an earlier reading, and is not named by the last one. */
  public List<ByteRange> unreadBefore() {
    RangeSet unread = new RangeSet();
    unread.addAll(state.unreadRanges());
    if (verification != null) {
      verification.unreadable().forEach(unread::remove);
    }
    return unread.ranges();
  }

  /** The same end, told once more whether its state is on stable storage. */
  public WipeOutcome saved(boolean now) {
    return new WipeOutcome(
        result, state, now, failure, verification, elapsed, sessionBytes, delays);
  }

  /** The same end, and what held it up. */
  public WipeOutcome delayed(Delays by) {
    return new WipeOutcome(result, state, saved, failure, verification, elapsed, sessionBytes, by);
  }

  /** The ends that a run can come to. */
  public enum Result {
    /** Every pass was written, made durable and verified as asked. */
    WIPED,
    /** Stopped on request; resumable. */
    STOPPED,
    /** What was read back is not what was written. */
    DIFFERS,
    /** The next pass was not begun, since its key could not be saved; resumable. */
    UNSAVED,
    /** The device went away; resumable. */
    GONE,
    /**
     * The device stalled for longer than is allowed, and was given up; resumable. A thread of this
     * process may be held by the device until it answers, which keeps it from being closed.
     */
    STALLED,
    /** The device refused a request; resumable. */
    FAILED
  }
}
