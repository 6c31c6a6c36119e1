package dev.wipeit.cli;

import dev.wipeit.certificate.Dossier;
import dev.wipeit.certificate.Dossiers;
import dev.wipeit.certificate.DriveSection;
import dev.wipeit.certificate.JsonObject;
import dev.wipeit.certificate.ProgramHash;
import dev.wipeit.certificate.Registry;
import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.RunId;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DiskFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the papers of a command: what certificates need is written down, and the signature is got
 * ready, by a thread that has nothing else to do while the runs go on.
 */
final class Clerk {

  /** The first writes of a run come first; then there is time for the rest. */
  private static final long QUIET_MILLIS = 250;

  private final Machine machine;
  private final Report report;
  private final Registry registry;
  private final CertificateOptions options;
  private final String batch;
  private final LinkedBlockingQueue<RunFile> queue = new LinkedBlockingQueue<>();
  private final Map<RunFile, BlockDevice> unopened = new ConcurrentHashMap<>();
  private final Set<String> runs = ConcurrentHashMap.newKeySet();
  private @Nullable Thread thread;
  private volatile boolean ends;

  Clerk(Machine machine, Registry registry, CertificateOptions options, Report report) {
    this.machine = machine;
    this.report = report;
    this.options = options;
    this.registry = registry;
    this.batch = RunId.create(machine.clock(), new SecureRandom());
  }

  Registry registry() {
    return registry;
  }

  Dossiers dossiers() {
    return registry.dossiers();
  }

  Instant now() {
    return machine.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  void warn(String line) {
    report.warning(line);
  }

  /**
   * The file of a run that begins or goes on.
   *
   * @param proof how the drive was proven, or null for a fresh run
   * @param before what the drive says of itself now
   * @param resetAreas what became of its hidden areas, or null
   */
  RunFile file(
      BlockDevice device,
      Checkpoint begin,
      @Nullable JsonObject proof,
      DriveState before,
      @Nullable String resetAreas) {
    runs.add(begin.run());
    @Nullable Dossier kept = proof == null ? null : kept(begin.run());
    Dossier dossier = kept == null ? opened(device, begin, before, resetAreas) : kept;
    JsonObject opening = dossier.opening();
    JsonObject person = merged(opening);
    boolean disclose = options.disclose() || Boolean.TRUE.equals(opening.map().get("disclose"));
    dossier.add(JsonObject.of("batch", batch, "person", person, "disclose", disclose));
    RunFile file = new RunFile(this, begin.run(), dossier, disclose, proof);
    unopened.put(file, device);
    return file;
  }

  private @Nullable Dossier kept(String run) {
    try {
      return dossiers().load(run);
    } catch (IOException e) {
      warn("what was kept for the certificate of run " + run + " is lost: " + e.getMessage());
      return null;
    }
  }

  private static Dossier opened(
      BlockDevice device, Checkpoint begin, DriveState before, @Nullable String resetAreas) {
    return Dossier.open(
        JsonObject.of(
            "run", begin.run(),
            "id", UUID.randomUUID().toString(),
            "drive", DriveSection.of(device, null),
            "health", DriveState.json(before.health()),
            "hidden_areas", DriveState.json(before.areas()),
            "hidden_areas_reset", resetAreas));
  }

  /** What is given now takes the place of what was given before, field by field. */
  private JsonObject merged(JsonObject opening) {
    JsonObject former =
        opening.map().get("person") instanceof JsonObject person ? person : JsonObject.empty();
    JsonObject given = options.person();
    JsonObject merged = former.with(given);
    if (former.map().get("fields") instanceof JsonObject fields
        && given.map().get("fields") instanceof JsonObject more) {
      merged = merged.with("fields", fields.with(more));
    }
    return merged;
  }

  /** A run has begun to work: its file is written, and completed in the background. */
  synchronized void begun(RunFile file) {
    queue.add(file);
    if (thread == null) {
      thread = new Thread(this::work, "wipeit-clerk");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** What a run has noted is written down when there is time. */
  void later(RunFile file) {
    if (!queue.contains(file)) {
      queue.add(file);
    }
  }

  private void work() {
    boolean prepared = false;
    try {
      while (!ends) {
        @Nullable RunFile file = queue.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
        if (file != null) {
          save(file);
        } else if (!prepared) {
          prepared = true;
          prepare();
        }
      }
    } catch (InterruptedException e) {
      // Nothing in this program interrupts a thread; see docs/architecture.md.
      throw new IllegalStateException(e);
    }
  }

  private void save(RunFile file) {
    try {
      file.save();
    } catch (IOException e) {
      warn("what the certificate needs is not saved for now: " + e.getMessage());
    }
  }

  /** All that costs time: facts of the drives, the hash of the program, the first signature. */
  private void prepare() {
    List<RunFile> files = new ArrayList<>(unopened.keySet());
    files.forEach(this::finishOpening);
    files.forEach(this::save);
    try {
      registry.key().sign(new byte[0]);
    } catch (IOException e) {
      warn("the signing key cannot be used or made: " + e.getMessage());
    }
    settle();
  }

  /** Adds what was left out when the run began; once, and whoever comes second waits for it. */
  void finishOpening(RunFile file) {
    synchronized (unopened) {
      @Nullable BlockDevice device = unopened.get(file);
      if (device != null) {
        file.dossier().add(JsonObject.of("host", host(), "tool", tool(), "drive", drive(device)));
        unopened.remove(file);
      }
    }
  }

  private JsonObject drive(BlockDevice device) {
    @Nullable DiskFacts facts;
    try {
      facts = machine.disk(device).facts();
    } catch (IOException gone) {
      facts = null;
    }
    return DriveSection.of(device, facts);
  }

  private JsonObject host() {
    return JsonObject.of(
        "name", kernelText("hostname"),
        "kernel", kernelText("osrelease"),
        "machine", System.getProperty("os.arch"));
  }

  /** A file of proc_sys_kernel(5), or null where there is none. */
  private @Nullable String kernelText(String name) {
    Path file = machine.roots().proc().resolve("sys/kernel").resolve(name);
    try {
      return Files.readString(file).strip();
    } catch (IOException unknown) {
      return null;
    }
  }

  private JsonObject tool() {
    return JsonObject.of(
        "name", "wipeit",
        "version", BuildVersion.number(),
        "java", System.getProperty("java.runtime.version"),
        "sha256", programHash());
  }

  private @Nullable String programHash() {
    @Nullable String program = System.getProperty("wipeit.launcher");
    try {
      return program == null ? null : new ProgramHash(registry).of(Path.of(program));
    } catch (IOException unknown) {
      return null;
    }
  }

  /**
   * Makes what certificates are missing: of runs that were given up, or broken off at their end.
   */
  private void settle() {
    try {
      for (Path made : registry.settle(runs)) {
        report.message("certificate " + made + " was made");
      }
    } catch (IOException e) {
      warn("a certificate could not be made: " + e.getMessage());
    }
  }

  /** After everything was told: runs that were given up by those of this command get theirs. */
  void finish() {
    ends = true;
    if (thread != null) {
      settle();
    }
  }
}
