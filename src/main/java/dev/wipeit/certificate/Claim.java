package dev.wipeit.certificate;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate claims to be on a drive: the pattern of the last pass, everywhere but in the
 * ranges that took no write.
 *
 * @param run the run
 * @param identity what proves the drive
 * @param state the run as a device is read back against it
 */
public record Claim(String run, DeviceIdentity identity, Checkpoint state) {

  private static final long CHUNK = 1L << 20;

  /**
   * The claim of a certificate.
   *
   * @throws CertificateException if it claims nothing that can be compared: its last pass was not
   *     written to its end, or its key is not in it
   */
  public static Claim of(JsonObject payload) throws CertificateException {
    List<JsonObject> passes = payload.objects("passes");
    JsonObject last = passes.isEmpty() ? JsonObject.empty() : passes.get(passes.size() - 1);
    if (passes.isEmpty() || !last.truth("complete")) {
      throw new CertificateException(
          "it names no pass that was written to its end: there is nothing to compare with");
    }
    Pass pass = Pass.parse(last.text("pattern"));
    @Nullable String key = last.textOrNull("key");
    if (pass.isRandom() && key == null) {
      throw new CertificateException(
          "the key of its last pass is not in it (wipe with --disclose-pattern); where the state"
              + " directory is, compare with the run: wipeit verify --run "
              + payload.text("run"));
    }
    try {
      return new Claim(
          payload.text("run"),
          DriveSection.identityOf(payload.object("drive")),
          state(payload, pass, key));
    } catch (IllegalArgumentException | DateTimeException impossible) {
      throw new CertificateException(
          "it claims what cannot be: " + impossible.getMessage(), impossible);
    }
  }

  private static Checkpoint state(JsonObject payload, Pass pass, @Nullable String key)
      throws CertificateException {
    JsonObject drive = payload.object("drive");
    long usable = drive.integer("usable_size");
    Instant ended = Instant.parse(payload.object("times").text("ended"));
    return new Checkpoint(
        payload.text("run"),
        drive.text("path"),
        DriveSection.identityOf(drive),
        payload.object("method").text("id"),
        List.of(pass),
        1,
        1,
        1,
        Phase.VERIFY,
        pass.isRandom() ? key : null,
        usable,
        0,
        usable,
        payload.integer("unproven_bytes"),
        VerifyMode.LAST,
        Checkpoint.QUICK_SAMPLING,
        ChunkStrategy.STANDARD,
        CHUNK,
        null,
        Gaps.ranges(payload.object("exceptions").objects("unwritten")).stream()
            .filter(range -> range.offset() < usable)
            .toList(),
        List.of(),
        List.of(),
        usable,
        2 * usable,
        Duration.ZERO,
        0,
        ended,
        ended);
  }
}
