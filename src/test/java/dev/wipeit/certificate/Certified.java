package dev.wipeit.certificate;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs that are over, and their certificates in a state directory. */
final class Certified {

  static final Instant BEGUN = Instant.parse("2025-11-21T10:00:00.000Z");
  static final Instant ENDED = Instant.parse("2025-11-21T11:00:00.000Z");
  static final long SIZE = 1L << 30;

  private final StateDirectory state;
  private final Registry registry;

  Certified(Path folder) throws IOException {
    this.state = StateDirectory.open(folder.resolve("state"));
    this.registry = new Registry(state, Clock.systemUTC(), null);
  }

  Registry registry() {
    return registry;
  }

  StateDirectory state() {
    return state;
  }

  TrustedKey key() throws IOException {
    return registry.key().trusted();
  }

  /** The bytes of the certificate of a run that went well. */
  byte[] cleared(String run) throws IOException {
    Dossier dossier = dossier(run);
    dossier.close(Facts.of(dossier, run(run, SIZE, List.of()), wiped(SIZE / 10)));
    new Dossiers(state).save(run, dossier);
    registry.certify(run);
    byte[] bytes = registry.bytes(run);
    if (bytes == null) {
      throw new AssertionError("no certificate of " + run);
    }
    return bytes;
  }

  static Dossier dossier(String run) {
    return Dossier.open(
        JsonObject.of(
            "run",
            run,
            "id",
            "10ea2523-4ca6-440b-83d9-698d4e2079e6",
            "batch",
            "b1",
            "person",
            JsonObject.of("operator", "\u0141ukasz \u00d6", "fields", JsonObject.of("k", "v")),
            "health",
            JsonObject.of("reallocated_sectors", 3, "warnings", List.of()),
            "hidden_areas",
            JsonObject.of("hpa", 0, "dco", 0)));
  }

  static Ending wiped(long bytesRead) {
    return new Ending("wiped", null, read(bytesRead, 0), null, ENDED);
  }

  static Verification read(long bytes, long differing) {
    return new Verification(
        VerifyMode.SAMPLE,
        bytes,
        512,
        differing == 0 ? -1 : 4096,
        differing,
        differing == 0 ? List.of() : List.of(new ByteRange(4096, 512)),
        List.of(),
        0);
  }

  static Checkpoint run(String run, long written, List<ByteRange> bad) {
    return run(run, written, bad, VerifyMode.SAMPLE);
  }

  static Checkpoint run(String run, long written, List<ByteRange> bad, VerifyMode verify) {
    @Nullable String serial = "S4EWNX0R";
    return new Checkpoint(
        run,
        "/dev/acme0",
        new DeviceIdentity(serial, null, "Model", SIZE, null),
        "zero",
        List.of(Pass.of("00")),
        1,
        1,
        1,
        written < SIZE ? Phase.WRITE : Phase.VERIFY,
        null,
        written,
        0,
        SIZE,
        0,
        verify,
        Checkpoint.QUICK_SAMPLING,
        ChunkStrategy.STANDARD,
        100 << 20,
        null,
        bad,
        List.of(),
        List.of(),
        written,
        SIZE,
        Duration.ofMinutes(50),
        0,
        BEGUN,
        ENDED);
  }
}
