package dev.wipeit.wipe;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.checkpoint.PretestResults;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import dev.wipeit.units.ByteSize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A checkpoint that is being changed. For one thread. */
public final class Draft {

  private final Checkpoint base;
  private String device;
  private DeviceIdentity identity;
  private int pass;
  private Phase phase;
  private @Nullable String passKey;
  private long written;
  private long verified;
  private long unproven;
  private VerifyMode verify;
  private int samplePermille;
  private ChunkStrategy strategy;
  private long chunkSize;
  private @Nullable PretestResults pretest;
  private List<ByteRange> badRanges;
  private List<ByteRange> deferredRanges;
  private List<ByteRange> unreadRanges;
  private long bytesDone;
  private long bytesTotal;
  private Duration active;
  private int interruptions;
  private Instant saved;

  private Draft(Checkpoint base) {
    this.base = base;
    this.device = base.device();
    this.identity = base.identity();
    this.pass = base.pass();
    this.phase = base.phase();
    this.passKey = base.passKey();
    this.written = base.written();
    this.verified = base.verified();
    this.unproven = base.unproven();
    this.verify = base.verify();
    this.samplePermille = base.samplePermille();
    this.strategy = base.strategy();
    this.chunkSize = base.chunkSize();
    this.pretest = base.pretest();
    this.badRanges = base.badRanges();
    this.deferredRanges = base.deferredRanges();
    this.unreadRanges = base.unreadRanges();
    this.bytesDone = base.bytesDone();
    this.bytesTotal = base.bytesTotal();
    this.active = base.active();
    this.interruptions = base.interruptions();
    this.saved = base.saved();
  }

  public static Draft of(Checkpoint base) {
    return new Draft(base);
  }

  /** The device as it is called and known now. */
  public Draft device(String path, DeviceIdentity now) {
    device = path;
    identity = now;
    return this;
  }

  /** The beginning of a pass. */
  Draft pass(int number, @Nullable String key) {
    pass = number;
    passKey = key;
    phase = Phase.WRITE;
    written = 0;
    verified = 0;
    return this;
  }

  Draft phase(Phase now) {
    phase = now;
    return this;
  }

  Draft written(long bytes) {
    written = bytes;
    return this;
  }

  /** What would not take a write, and what has not been tried for now. */
  Draft damage(Damage.Snapshot damage) {
    badRanges = damage.bad();
    deferredRanges = damage.deferred();
    return this;
  }

  /** What could not be read back after a pass before, or in a reading that was broken off. */
  Draft unread(List<ByteRange> ranges) {
    unreadRanges = ranges;
    return this;
  }

  Draft verified(long bytes) {
    verified = bytes;
    return this;
  }

  /** What a predecessor's record claims to have written. */
  public Draft takenOver(long bytes) {
    written = bytes;
    unproven = bytes;
    return this;
  }

  Draft unproven(long bytes) {
    unproven = bytes;
    return this;
  }

  /** How much is read back from now on; what another mode has read back does not count. */
  public Draft verify(VerifyMode mode) {
    if (mode != verify) {
      verify = mode;
      verified = 0;
    }
    return this;
  }

  /**
   * How much a sample covers from now on; what another one has read back does not count.
   *
   * @param permille of each subsection, 1 to 1000
   */
  public Draft samples(int permille) {
    if (permille != samplePermille && verify == VerifyMode.SAMPLE) {
      verified = 0;
    }
    samplePermille = permille;
    return this;
  }

  /** How chunks are sized from now on. */
  public Draft chunks(ChunkStrategy now, ByteSize buffer) {
    strategy = now;
    chunkSize = buffer.bytes();
    return this;
  }

  /** Chunks are sized as a pretest recommends from now on. */
  Draft pretested(PretestResults results) {
    pretest = results;
    strategy = results.recommended();
    return this;
  }

  Draft work(long done, long total) {
    bytesDone = done;
    bytesTotal = total;
    return this;
  }

  Draft interrupted() {
    interruptions++;
    return this;
  }

  Draft times(Duration activeTime, Instant now) {
    active = activeTime;
    saved = now;
    return this;
  }

  /** The state as it is now. */
  public Checkpoint checkpoint() {
    return new Checkpoint(
        base.run(),
        device,
        identity,
        base.method(),
        base.plan(),
        base.rounds(),
        pass,
        base.passes(),
        phase,
        passKey,
        written,
        verified,
        base.totalSize(),
        unproven,
        verify,
        samplePermille,
        strategy,
        chunkSize,
        pretest,
        badRanges,
        deferredRanges,
        unreadRanges,
        bytesDone,
        bytesTotal,
        active,
        interruptions,
        base.created(),
        saved);
  }
}
