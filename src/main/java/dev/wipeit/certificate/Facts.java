package dev.wipeit.certificate;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.method.WipeMethod;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.Verification;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings together what a certificate says: all but its place in the chain. */
public final class Facts {

  /** What the signed part of a certificate is called. */
  static final String FORMAT = "wipeit-certificate";

  static final long VERSION = 1;

  private final Dossier dossier;
  private final Checkpoint state;
  private final Ending ending;
  private final JsonObject drive;

  private Facts(Dossier dossier, Checkpoint state, Ending ending) throws CertificateException {
    this.dossier = dossier;
    this.state = state;
    this.ending = ending;
    JsonObject opening = dossier.opening();
    this.drive = opening.has("drive") ? opening.object("drive") : DriveSection.of(state);
  }

  /**
   * The facts of a run that is over, and the verdict on them.
   *
   * @param state the last state of the run
   */
  public static JsonObject of(Dossier dossier, Checkpoint state, Ending ending)
      throws CertificateException {
    return decided(new Facts(dossier, state, ending).gathered());
  }

  /** The same facts with the verdict on them. */
  static JsonObject decided(JsonObject facts) throws CertificateException {
    Verdict verdict = Verdict.of(facts);
    JsonObject level = JsonObject.of("asked", "clear", "achieved", verdict.achieved());
    return facts.with(
        JsonObject.of(
            "about",
            verdict.about(),
            "result",
            verdict.word().id(),
            "level",
            JsonObject.of("nist_sp_800_88", level, "ieee_2883", level),
            "not_covered",
            verdict.gaps().all()));
  }

  private JsonObject gathered() throws CertificateException {
    JsonObject opening = dossier.opening();
    JsonObject gathered =
        JsonObject.of(
            "format", FORMAT,
            "version", VERSION,
            "run", state.run(),
            "batch", opening.textOrNull("batch"),
            "host", opening.objectOrEmpty("host"),
            "tool", opening.objectOrEmpty("tool"),
            "person", opening.objectOrEmpty("person"),
            "drive", drive,
            "hidden_areas", opening.map().get("hidden_areas"),
            "hidden_areas_reset", opening.map().get("hidden_areas_reset"),
            "journal", opening.map().get("journal"));
    return gathered
        .with("health", health(opening))
        .with("method", method())
        .with("passes", dossier.passes(state))
        .with("verification", verification())
        .with("exceptions", exceptions())
        .with("unproven_bytes", state.unproven())
        .with("work_done", state.bytesDone())
        .with("work_total", state.bytesTotal())
        .with("interruptions", interruptions())
        .with("times", times())
        .with("end", end())
        .with("validation", validation());
  }

  private JsonObject health(JsonObject opening) {
    return JsonObject.of("before", opening.map().get("health"), "after", ending.healthAfter());
  }

  private JsonObject method() {
    return JsonObject.of(
        "id", state.method(),
        "title", WipeMethod.find(state.method()).map(WipeMethod::title).orElse("custom passes"),
        "rounds", state.rounds(),
        "passes", state.passes(),
        "technique", "overwrite");
  }

  private JsonObject times() {
    return JsonObject.of(
        "begun", Times.text(state.created()),
        "ended", Times.text(ending.at()),
        "active_milliseconds", state.active().toMillis());
  }

  private JsonObject end() throws CertificateException {
    List<JsonObject> processes = dossier.processes();
    JsonObject last =
        processes.isEmpty() ? JsonObject.empty() : processes.get(processes.size() - 1);
    return JsonObject.of(
        "word", ending.word(), "detail", ending.detail(), "last_process", last.textOrNull("end"));
  }

  private JsonObject verification() throws CertificateException {
    @Nullable Verification read = ending.verification();
    boolean full = state.verify() == VerifyMode.LAST || state.verify() == VerifyMode.ALL;
    long bytes =
        read == null ? 0 : full ? Math.max(read.bytesRead(), state.verified()) : read.bytesRead();
    // An image file has no other place to be read back from.
    boolean image = "image_file".equals(drive.textOrNull("kind"));
    return JsonObject.of(
        "mode", state.verify().id(),
        "sampling", state.verify() == VerifyMode.SAMPLE ? sampling() : null,
        "complete", read != null && ending.word().equals(Ending.WIPED),
        "bytes_read", bytes,
        "share_basis_points", state.totalSize() == 0 ? 0 : basisPoints(bytes),
        "cached_bytes", read == null || image ? 0 : read.cachedBytes(),
        "sectors_differing", read == null ? 0 : read.sectorsDiffering(),
        "first_differing_lba", read == null || read.passed() ? null : read.firstDifferingLba(),
        "differing", ranges(read == null ? List.of() : read.ranges()));
  }

  private long basisPoints(long bytes) {
    return Math.min(10_000, (long) Math.floor(10_000.0 * bytes / state.totalSize()));
  }

  private JsonObject sampling() {
    return JsonObject.of(
        "subsections",
        1000,
        "samples_per_subsection",
        2,
        "share_permille",
        state.samplePermille(),
        "first_and_last_lba",
        true,
        "quick_sampling",
        state.samplePermille() >= Checkpoint.QUICK_SAMPLING,
        "source",
        "NIST SP 800-88 Rev. 1 section 4.7.3");
  }

  private JsonObject exceptions() throws CertificateException {
    @Nullable Verification read = ending.verification();
    List<ByteRange> unwritten = new ArrayList<>(state.badRanges());
    unwritten.addAll(state.deferredRanges());
    long rest = drive.integer("size") - state.totalSize();
    if (rest > 0) {
      unwritten.add(new ByteRange(state.totalSize(), rest));
    }
    unwritten.sort(Comparator.comparingLong(ByteRange::offset));
    return JsonObject.of(
        "unwritten", ranges(unwritten),
        "unreadable", ranges(read == null ? List.of() : read.unreadable()),
        "unread_before", ranges(state.unreadRanges()));
  }

  private List<JsonObject> ranges(List<ByteRange> ranges) throws CertificateException {
    return Gaps.ranges(ranges, DriveSection.sectorBytes(drive));
  }

  /** Each process but the first: how the one before it ended, and how the drive was proven. */
  private List<JsonObject> interruptions() throws CertificateException {
    List<JsonObject> processes = dossier.processes();
    List<JsonObject> interruptions = new ArrayList<>();
    for (int i = 1; i < processes.size(); i++) {
      JsonObject former = processes.get(i - 1);
      JsonObject next = processes.get(i);
      interruptions.add(
          JsonObject.of(
              "end", former.textOrNull("end"),
              "ended", former.textOrNull("ended"),
              "resumed", next.text("begun"),
              "pass", next.integer("pass"),
              "written", next.integer("written"),
              "resumed_from", next.integer("from"),
              "proof", next.has("proof") ? next.object("proof") : null));
    }
    // What happened before a dossier was kept is counted, and no more is known of it.
    for (int missing = state.interruptions() - interruptions.size(); missing > 0; missing--) {
      interruptions.add(0, unknownInterruption());
    }
    return interruptions;
  }

  private static JsonObject unknownInterruption() {
    JsonObject unknown = JsonObject.empty();
    for (String key :
        List.of("end", "ended", "resumed", "pass", "written", "resumed_from", "proof")) {
      unknown = unknown.with(key, null);
    }
    return unknown;
  }

  /** What the person who validates fills in; {@code certificate countersign} signs it. */
  private static JsonObject validation() {
    return JsonObject.of(
        "name", null, "title", null, "organization", null, "date", null, "location", null);
  }
}
