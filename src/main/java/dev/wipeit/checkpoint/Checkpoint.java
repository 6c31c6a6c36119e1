package dev.wipeit.checkpoint;

import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a run needs to go on after anything: what was asked, and what the device has durably
 * taken. docs/state-format.md gives the JSON form of each component; times are kept in whole
 * milliseconds.
 *
 * @param run the run id
 * @param device the path of the device when this was saved; shown, never trusted
 * @param identity what proves the device
 * @param method the method's id
 * @param plan the passes of one round, drawn when the run began; the rounds repeat them
 * @param rounds how often the method is repeated, 1 or more
 * @param pass the current pass, from 1 to {@code passes}
 * @param passes the passes of all rounds
 * @param phase what the run does with the current pass
 * @param passKey the keystream key of the current pass (64 hex digits), or null for a fixed pattern
 * @param written bytes of the current pass that are durable on the device: the next offset
 * @param verified bytes of the current pass that were read back in a full verification
 * @param totalSize the bytes that a pass writes: all whole logical sectors
 * @param unproven bytes at the start that a predecessor's record claims, which nothing can prove
 * @param verify how much is read back
 * @param samplePermille how much the samples of a subsection cover of it, 1 to 1000; {@value
 *     #QUICK_SAMPLING} is the quick sampling of NIST SP 800-88r1
 * @param strategy how chunks are sized
 * @param chunkSize the buffer size in bytes, 1 MiB to 1 TiB
 * @param pretest what the strategy was chosen by, or null where there was no pretest
 * @param badRanges what would not take a write, in ascending order
 * @param deferredRanges what was left out of the current pass for now, behind a damaged stretch, in
 *     ascending order; {@code written} counts it
 * @param unreadRanges what could not be read back after an earlier pass, or after the current one
 *     in a reading that was broken off, in ascending order
 * @param bytesDone bytes written and read back in the whole run
 * @param bytesTotal what {@code bytesDone} will be at the end
 * @param active the time that was spent working
 * @param interruptions how often the run was gone on with
 * @param created when the run began
 * @param saved when this was saved
 */
public record Checkpoint(
    String run,
    String device,
    DeviceIdentity identity,
    String method,
    List<Pass> plan,
    int rounds,
    int pass,
    int passes,
    Phase phase,
    @Nullable String passKey,
    long written,
    long verified,
    long totalSize,
    long unproven,
    VerifyMode verify,
    int samplePermille,
    ChunkStrategy strategy,
    long chunkSize,
    @Nullable PretestResults pretest,
    List<ByteRange> badRanges,
    List<ByteRange> deferredRanges,
    List<ByteRange> unreadRanges,
    long bytesDone,
    long bytesTotal,
    Duration active,
    int interruptions,
    Instant created,
    Instant saved) {

  /** NIST SP 800-88r1, section 4.7.3: two samples of 5 % in each subsection. */
  public static final int QUICK_SAMPLING = 100;

  public Checkpoint {
    plan = List.copyOf(plan);
    badRanges = List.copyOf(badRanges);
    deferredRanges = List.copyOf(deferredRanges);
    unreadRanges = List.copyOf(unreadRanges);
    active = active.truncatedTo(ChronoUnit.MILLIS);
    created = created.truncatedTo(ChronoUnit.MILLIS);
    saved = saved.truncatedTo(ChronoUnit.MILLIS);
  }

  /** What the current pass writes. */
  public Pass currentPass() {
    return passAt(pass);
  }

  /**
   * What a pass of the whole run writes.
   *
   * @param number from 1 to {@code passes}
   */
  public Pass passAt(int number) {
    return plan.get((number - 1) % plan.size());
  }

  /** Of the whole run, 0 to 100. */
  public double percent() {
    return bytesTotal == 0 ? 0 : 100.0 * bytesDone / bytesTotal;
  }
}
