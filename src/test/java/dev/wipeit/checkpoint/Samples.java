package dev.wipeit.checkpoint;

import dev.wipeit.device.BackingFile;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.device.DeviceNumber;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Checkpoints to play with. */
public final class Samples {

  static final long TOTAL = 320_072_933_376L;
  static final String KEY = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
  static final String RUN = "20261121-0113-7f3a9c";

  private Samples() {}

  /** With something in every component. */
  public static Checkpoint full() {
    return new Checkpoint(
        RUN,
        "/dev/sdb",
        new DeviceIdentity(
            "VFM201R2E81GYN",
            "5000cca2e6c01234",
            "Hitachi HDT7 \u00e4\u20ac\ud83d\ude00 \"quoted\" \\",
            TOTAL + 512,
            new BackingFile(new DeviceNumber(8, 17), 131_074, 1_048_576)),
        "dod-5220.22-m",
        List.of(Pass.random(), Pass.of("924924"), Pass.random()),
        2,
        4,
        6,
        Phase.WRITE,
        KEY,
        1_142_947_840,
        512,
        TOTAL,
        4096,
        VerifyMode.ALL,
        5,
        ChunkStrategy.ADAPTIVE_CHUNK,
        104_857_600,
        null,
        List.of(new ByteRange(0, 512), new ByteRange(512, 1024), new ByteRange(TOTAL - 512, 512)),
        List.of(new ByteRange(2_097_152, 4_194_304)),
        List.of(new ByteRange(8_388_608, 512)),
        961_361_747_968L,
        1_920_437_600_256L,
        Duration.ofMillis(9_876_540),
        3,
        Instant.parse("2026-11-21T01:13:00Z"),
        Instant.parse("2026-11-21T04:05:06.789Z"));
  }

  /** A run of three passes on a device without an identity. */
  public static Checkpoint at(String run, int pass, long written) {
    return new Checkpoint(
        run,
        "/dev/loop7",
        new DeviceIdentity(null, null, null, TOTAL, null),
        "zero",
        List.of(Pass.of("00"), Pass.of("ff"), Pass.of("00")),
        1,
        pass,
        3,
        Phase.WRITE,
        null,
        written,
        0,
        TOTAL,
        0,
        VerifyMode.NONE,
        Checkpoint.QUICK_SAMPLING,
        ChunkStrategy.STANDARD,
        1 << 20,
        null,
        List.of(),
        List.of(),
        List.of(),
        written,
        3 * TOTAL,
        Duration.ZERO,
        0,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  /** So far in the first pass of three. */
  public static Checkpoint at(long written) {
    return at(RUN, 1, written);
  }
}
